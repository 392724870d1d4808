using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Server.Storage;

namespace Migrations;

/// <summary>How dotnet ef makes the context; the database is never opened.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<SimulatorDb>
{
    public SimulatorDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SimulatorDb>().UseSqlite("Data Source=:memory:").Options);

    private static void Main() { }
}
