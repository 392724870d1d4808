using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Server.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Sites : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "taper_from_percent",
                table: "vehicles",
                type: "REAL",
                nullable: false,
                defaultValue: 80.0
            );

            // Names compare without case from now on: of those that differ only by it, all but the oldest get their id behind.
            migrationBuilder.Sql(
                """
                UPDATE locations SET name = name || ' (' || id || ')'
                WHERE EXISTS (
                    SELECT 1 FROM locations AS other
                    WHERE other.name = locations.name COLLATE NOCASE AND other.rowid < locations.rowid);
                """
            );
            migrationBuilder.DropIndex(name: "IX_locations_name", table: "locations");
            migrationBuilder.Sql("""CREATE UNIQUE INDEX "IX_locations_name" ON locations (name COLLATE NOCASE);""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_locations_name", table: "locations");
            migrationBuilder.CreateIndex(name: "IX_locations_name", table: "locations", column: "name", unique: true);
            migrationBuilder.DropColumn(name: "taper_from_percent", table: "vehicles");
        }
    }
}
