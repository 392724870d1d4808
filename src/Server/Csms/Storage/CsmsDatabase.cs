using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Hosting;
using Server.Storage;

namespace Server.Csms.Storage;

/// <summary>The SQLite file of the central system: how it is opened and brought up to date.</summary>
internal sealed class CsmsDatabase
{
    // Another process that looks at the file (a backup, a shell) may hold it for a moment.
    private const int BusySeconds = 5;

    private readonly string _path;
    private readonly DbContextOptions<CsmsDb> _options;

    public CsmsDatabase(CsmsSettings settings)
    {
        _path = Path.Combine(settings.DataDirectory, "csms.db");
        _options = new DbContextOptionsBuilder<CsmsDb>()
            .UseSqlite($"Data Source={_path};Default Timeout={BusySeconds}")
            .Options;
    }

    public CsmsDb Open() => new(_options);

    /// <summary>Creates the database or brings it up to date.</summary>
    /// <exception cref="StartFailureException">It is of a later version, no database, or cannot be written.</exception>
    public void Migrate()
    {
        try
        {
            using var db = Open();
            var known = db.Database.GetMigrations().ToHashSet();
            var later = File.Exists(_path)
                ? db.Database.GetAppliedMigrations().FirstOrDefault(applied => !known.Contains(applied))
                : null;
            if (later is not null)
            {
                throw new StartFailureException(
                    $"The database {_path} was written by a later version of the simulator (it has {later}): "
                        + "use that version, or another --data-dir."
                );
            }
            db.Database.Migrate();
        }
        catch (SqliteException error)
        {
            throw new StartFailureException(
                $"The database {_path} cannot be opened: {SqliteTrouble.Of(error)}.",
                error
            );
        }
    }
}
