using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Hosting;

namespace Server.Storage;

/// <summary>The SQLite file: how it is opened and brought up to date.</summary>
internal sealed class Database(DataDirectory directory) : IDbContextFactory<SimulatorDb>
{
    // Another process that looks at the file (a backup, a shell) may hold it for a moment.
    private const int BusySeconds = 5;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = directory.DatabasePath,
        ForeignKeys = true,
        // The library's own retries would add to those of SQLite.
        DefaultTimeout = 1,
        Pooling = false,
    }.ToString();

    private readonly DbContextOptions<SimulatorDb> _options = new DbContextOptionsBuilder<SimulatorDb>()
        .UseSqlite($"Data Source={directory.DatabasePath};Foreign Keys=True;Default Timeout={BusySeconds}")
        .Options;

    /// <summary>How passwords and private keys lie in it.</summary>
    public Secrets Secrets { get; } = new(directory.KeysPath, "chargers");

    public SimulatorDb CreateDbContext() => new(_options) { Secrets = Secrets };

    /// <summary>A connection of one's own, for prepared statements of a caller that tries again by itself.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            // Full: a commit is on the disk, not only in the system's cache, before a frame that reports it goes out.
            pragmas.CommandText = $"PRAGMA synchronous=FULL; PRAGMA busy_timeout=250;";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Creates the database or brings it up to date.</summary>
    /// <exception cref="StartFailureException">It is of a later version, no database, or cannot be written.</exception>
    public void Migrate()
    {
        try
        {
            using var db = CreateDbContext();
            var known = db.Database.GetMigrations().ToHashSet();
            var later = File.Exists(directory.DatabasePath)
                ? db.Database.GetAppliedMigrations().FirstOrDefault(applied => !known.Contains(applied))
                : null;
            if (later is not null)
            {
                throw new StartFailureException(
                    $"The database {directory.DatabasePath} was written by a later version of the simulator (it has {later}): "
                        + "use that version, or another --data-dir."
                );
            }

            db.Database.Migrate();
            db.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL;");
            Sealing.Run(db, Secrets);
        }
        catch (SqliteException error)
        {
            throw new StartFailureException(
                $"The database {directory.DatabasePath} cannot be opened: {SqliteTrouble.Of(error)}.",
                error
            );
        }
    }
}
