using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Hosting;

namespace Server.Storage;

/// <summary>The schema of a database: of this version, an earlier or a later one.</summary>
internal static class Schema
{
    /// <summary>The first of its migrations that this version does not know; null when it knows all of them.</summary>
    public static string? Later(DbContext db)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        return db.Database.GetAppliedMigrations().FirstOrDefault(applied => !known.Contains(applied));
    }

    /// <summary>Creates a database or brings it up to date.</summary>
    /// <exception cref="StartFailureException">It is of a later version, no database, or cannot be written.</exception>
    public static void BringUpToDate<T>(string path, Func<T> open, Action<T>? then = null)
        where T : DbContext
    {
        try
        {
            using var db = open();
            if (File.Exists(path) && Later(db) is { } later)
            {
                throw new StartFailureException(
                    $"The database {path} was written by a later version of the simulator (it has {later}): "
                        + "use that version, or another --data-dir."
                );
            }

            // What there is to do is cheaper to ask for than to do: most starts find nothing.
            if (db.Database.GetPendingMigrations().Any())
            {
                // A start that was killed in the middle leaves the lock that migrations take, and the next would wait for it for ever.
                // Nobody else can have it: the data directory is held by this process.
                db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
                db.Database.Migrate();
            }

            then?.Invoke(db);
        }
        catch (SqliteException error)
        {
            throw new StartFailureException($"The database {path} cannot be opened: {SqliteTrouble.Of(error)}.", error);
        }
    }

    /// <summary>A connection of one's own, for prepared statements of a caller that tries again by itself.</summary>
    public static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                ForeignKeys = true,
                // The library's own retries would add to those of SQLite.
                DefaultTimeout = 1,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            // Full: a commit is on the disk, not only in the system's cache, before anybody is told of it.
            pragmas.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=250;";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
