using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DurableLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "durable_log",
                table: "locations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "durable_log", table: "locations");
        }
    }
}
