using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Server.Csms.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ChargePoints",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Registration = table.Column<string>(type: "TEXT", nullable: false),
                    BootedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Boot = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChargePoints", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "IdTags",
                columns: table => new
                {
                    IdTag = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiryDate = table.Column<long>(type: "INTEGER", nullable: true),
                    ParentIdTag = table.Column<string>(type: "TEXT", nullable: true),
                    AllowConcurrentTx = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdTags", x => x.IdTag);
                }
            );

            migrationBuilder.CreateTable(
                name: "Seeds",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Seeds", x => x.Name);
                }
            );

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    TransactionId = table.Column<int>(type: "INTEGER", nullable: false),
                    ChargePointId = table.Column<string>(type: "TEXT", nullable: false),
                    ConnectorId = table.Column<int>(type: "INTEGER", nullable: false),
                    IdTag = table.Column<string>(type: "TEXT", nullable: true),
                    Authorization = table.Column<string>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    MeterStartWh = table.Column<int>(type: "INTEGER", nullable: true),
                    ReservationId = table.Column<int>(type: "INTEGER", nullable: true),
                    StartMessageId = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    StoppedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    MeterStopWh = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    SampledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RegisterWh = table.Column<double>(type: "REAL", nullable: true),
                    PowerW = table.Column<double>(type: "REAL", nullable: true),
                    SocPercent = table.Column<double>(type: "REAL", nullable: true),
                    SampleCount = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Number);
                }
            );

            migrationBuilder.CreateIndex(name: "IX_Sessions_State", table: "Sessions", column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "ChargePoints");

            migrationBuilder.DropTable(name: "IdTags");

            migrationBuilder.DropTable(name: "Seeds");

            migrationBuilder.DropTable(name: "Sessions");
        }
    }
}
