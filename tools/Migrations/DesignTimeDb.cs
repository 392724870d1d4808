using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Server.Csms.Storage;
using Server.Storage;

namespace Migrations;

/// <summary>How dotnet ef makes the context; the database is never opened.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<SimulatorDb>
{
    public SimulatorDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SimulatorDb>().UseSqlite("Data Source=:memory:").Options);

    private static void Main() { }
}

/// <summary>The same for the embedded CSMS.</summary>
public sealed class DesignTimeCsmsDb : IDesignTimeDbContextFactory<CsmsDb>
{
    public CsmsDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CsmsDb>().UseSqlite("Data Source=:memory:").Options);
}
