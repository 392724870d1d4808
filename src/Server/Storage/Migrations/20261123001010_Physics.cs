using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Physics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "battery_temperature_c",
                table: "vehicles",
                type: "REAL",
                nullable: false,
                defaultValue: 20.0
            );

            migrationBuilder.AddColumn<double>(
                name: "charge_limit_percent",
                table: "vehicles",
                type: "REAL",
                nullable: false,
                defaultValue: 100.0
            );

            migrationBuilder.AddColumn<bool>(
                name: "load_management",
                table: "locations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "battery_temperature_c", table: "vehicles");

            migrationBuilder.DropColumn(name: "charge_limit_percent", table: "vehicles");

            migrationBuilder.DropColumn(name: "load_management", table: "locations");
        }
    }
}
