using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "locations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    csms_url = table.Column<string>(type: "TEXT", nullable: true),
                    grid_limit_w = table.Column<double>(type: "REAL", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    demo = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_locations", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "chargers",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    location_id = table.Column<string>(type: "TEXT", nullable: false),
                    running = table.Column<bool>(type: "INTEGER", nullable: false),
                    csms_url = table.Column<string>(type: "TEXT", nullable: true),
                    vendor = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    serial_number = table.Column<string>(type: "TEXT", nullable: true),
                    firmware_version = table.Column<string>(type: "TEXT", nullable: true),
                    authorize_before_start = table.Column<bool>(type: "INTEGER", nullable: false),
                    boot_on_reconnect = table.Column<bool>(type: "INTEGER", nullable: false),
                    max_reconnect_attempts = table.Column<int>(type: "INTEGER", nullable: true),
                    max_reconnect_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    configuration = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chargers", x => x.id);
                    table.ForeignKey(
                        name: "FK_chargers_locations_location_id",
                        column: x => x.location_id,
                        principalTable: "locations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "vehicles",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    location_id = table.Column<string>(type: "TEXT", nullable: false),
                    id_tag = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    battery_wh = table.Column<double>(type: "REAL", nullable: false),
                    soc_percent = table.Column<double>(type: "REAL", nullable: false),
                    max_ac_power_w = table.Column<double>(type: "REAL", nullable: false),
                    max_dc_power_w = table.Column<double>(type: "REAL", nullable: false),
                    phases = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_vehicles", x => x.id);
                    table.ForeignKey(
                        name: "FK_vehicles_locations_location_id",
                        column: x => x.location_id,
                        principalTable: "locations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "charger_parts",
                columns: table => new
                {
                    charger_id = table.Column<string>(type: "TEXT", nullable: false),
                    part = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_charger_parts", x => new { x.charger_id, x.part });
                    table.ForeignKey(
                        name: "FK_charger_parts_chargers_charger_id",
                        column: x => x.charger_id,
                        principalTable: "chargers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "evses",
                columns: table => new
                {
                    charger_id = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    current_type = table.Column<string>(type: "TEXT", nullable: false),
                    connector_type = table.Column<string>(type: "TEXT", nullable: false),
                    max_power_w = table.Column<double>(type: "REAL", nullable: false),
                    phases = table.Column<int>(type: "INTEGER", nullable: false),
                    voltage_v = table.Column<double>(type: "REAL", nullable: false),
                    cable = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evses", x => new { x.charger_id, x.id });
                    table.ForeignKey(
                        name: "FK_evses_chargers_charger_id",
                        column: x => x.charger_id,
                        principalTable: "chargers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "queued_messages",
                columns: table => new
                {
                    charger_id = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    message_id = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<byte[]>(type: "BLOB", nullable: false),
                    transaction_key = table.Column<long>(type: "INTEGER", nullable: false),
                    transaction_id_pending = table.Column<bool>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_queued_messages", x => new { x.charger_id, x.sequence });
                    table.ForeignKey(
                        name: "FK_queued_messages_chargers_charger_id",
                        column: x => x.charger_id,
                        principalTable: "chargers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(name: "IX_chargers_location_id", table: "chargers", column: "location_id");

            migrationBuilder.CreateIndex(name: "IX_locations_name", table: "locations", column: "name", unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_vehicles_location_id_id_tag",
                table: "vehicles",
                columns: new[] { "location_id", "id_tag" },
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "charger_parts");

            migrationBuilder.DropTable(name: "evses");

            migrationBuilder.DropTable(name: "queued_messages");

            migrationBuilder.DropTable(name: "vehicles");

            migrationBuilder.DropTable(name: "chargers");

            migrationBuilder.DropTable(name: "locations");
        }
    }
}
