using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Hosting;

namespace Server.Storage;

/// <summary>The SQLite file of the simulator: how it is opened and brought up to date.</summary>
internal sealed class Database(string path, Secrets secrets, bool pooling = true) : IDbContextFactory<SimulatorDb>
{
    // Another process that looks at the file (a backup, a shell) may hold it for a moment.
    private const int BusySeconds = 5;

    private readonly DbContextOptions<SimulatorDb> _options = new DbContextOptionsBuilder<SimulatorDb>()
        .UseSqlite($"Data Source={path};Foreign Keys=True;Pooling={pooling};Default Timeout={BusySeconds}")
        .Options;

    public Database(DataDirectory directory)
        : this(directory.DatabasePath, SecretsOf(directory)) { }

    /// <summary>Where it is.</summary>
    public string FilePath => path;

    /// <summary>How passwords and private keys lie in it.</summary>
    public Secrets Secrets => secrets;

    /// <summary>The protection of passwords and private keys of chargers, of which nothing has been unreadable yet.</summary>
    public static Secrets SecretsOf(DataDirectory directory) => new(directory.KeysPath, "chargers");

    public SimulatorDb CreateDbContext() => new(_options) { Secrets = Secrets };

    public Task<SimulatorDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(CreateDbContext());

    /// <summary>A connection of one's own, for prepared statements of a caller that tries again by itself.</summary>
    public SqliteConnection Connect() => Schema.Connect(path);

    /// <summary>Creates the database or brings it up to date.</summary>
    /// <exception cref="StartFailureException">It is of a later version, no database, or cannot be written.</exception>
    public void Migrate() =>
        Schema.BringUpToDate(
            path,
            CreateDbContext,
            db =>
            {
                db.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL;");
                Sealing.Run(db, Secrets);
            }
        );
}
