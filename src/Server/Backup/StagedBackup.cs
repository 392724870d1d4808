using ChargePoints;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Ocpp;
using Server.Chargers;
using Server.Csms;
using Server.Csms.Storage;
using Server.Hosting;
using Server.Locations;
using Server.Roster;
using Server.Storage;
using Simulation;
using SQLitePCL;

namespace Server.Backup;

/// <summary>
/// A backup that lies unpacked in a directory of its own, checked as a whole, brought up to this version's schema and read:
/// what is wrong with it shows before anything is touched.
/// </summary>
internal sealed record StagedBackup(
    BackupManifest Manifest,
    string SimulatorPath,
    RosterContents Roster,
    string? CsmsPath,
    CsmsContents? Csms,
    int UnreadableSecrets
)
{
    /// <summary>Checks it.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="work">Where its databases lie.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="csms">The embedded central system; null when it is not hosted.</param>
    /// <param name="now">The simulation's present.</param>
    /// <exception cref="InvalidBackupException">It cannot be restored.</exception>
    public static async Task<StagedBackup> PrepareAsync(
        BackupManifest manifest,
        WorkDirectory work,
        DataDirectory directory,
        CsmsRestore? csms,
        Instant now
    )
    {
        // Of its own, so that it counts what is lost of this backup.
        var secrets = Database.SecretsOf(directory);
        var simulator = new Database(work.File(BackupArchive.Simulator), secrets, pooling: false);
        var roster = await CheckAsync(
            BackupArchive.Simulator,
            simulator.FilePath,
            directory.DatabasePath,
            simulator.CreateDbContext,
            simulator.Migrate,
            () => ReadAsync(simulator, now)
        );
        var unreadable = 0;
        CsmsDatabase? central = null;
        CsmsContents? ofCsms = null;
        if (csms is not null && manifest.Databases.Any(database => database.File == BackupArchive.Csms))
        {
            central = new CsmsDatabase(work.File(BackupArchive.Csms), pooling: false);
            ofCsms = await CheckAsync(
                BackupArchive.Csms,
                central.FilePath,
                csms.FilePath,
                central.Open,
                central.Migrate,
                () => Task.FromResult(csms.Prepare(central, out unreadable))
            );
        }

        return new(manifest, simulator.FilePath, roster, central?.FilePath, ofCsms, unreadable + secrets.Unreadable);
    }

    private static async Task<T> CheckAsync<T>(
        string name,
        string path,
        string live,
        Func<DbContext> open,
        Action migrate,
        Func<Task<T>> read
    )
    {
        if (SqliteFiles.Problem(path) is { } problem)
        {
            throw new InvalidBackupException($"has a {name} that {problem}");
        }

        try
        {
            await using (var db = open())
            {
                if (Schema.Later(db) is { } later)
                {
                    throw new InvalidBackupException(
                        $"was made by a later version of the simulator ({name} has {later}): restore it with that version"
                    );
                }

                if (!(await db.Database.GetAppliedMigrationsAsync()).Any())
                {
                    throw new InvalidBackupException($"has a {name} that is no database of the simulator");
                }
            }

            migrate();
            var (columns, ours) = (SqliteFiles.Columns(path), SqliteFiles.Columns(live));
            if (columns.Except(ours).Concat(ours.Except(columns)).FirstOrDefault() is { } strange)
            {
                throw new InvalidBackupException(
                    $"has a {name} whose tables are not those of the simulator ({strange})"
                );
            }

            var contents = await read();
            SqliteFiles.TakePageSize(path, live);
            return contents;
        }
        catch (Exception error)
            when (error.GetBaseException()
                    is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR } ofDisk
            )
        {
            throw new StoreTroubleException($"Nothing was changed: {SqliteTrouble.Of(ofDisk)}.");
        }
        catch (Exception error)
            when (error is not (InvalidBackupException or IOException or UnauthorizedAccessException))
        {
            // Whatever it is that cannot be read: it came from outside.
            throw new InvalidBackupException($"has a {name} that cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static async Task<RosterContents> ReadAsync(Database database, Instant now)
    {
        var changes = new PendingChanges();
        await using var db = database.CreateDbContext();
        var contents = await RosterContents.ReadAsync(
            db,
            (row, state) =>
            {
                // To the charger it is as if the power had gone when the backup was made.
                state = RosterContents.AfterKill(row, state, TimeSpan.Zero).Again(now);
                DurableParts[] changed = [DurableParts.Registers, DurableParts.Counters];
                changes.Add(row.Id, [.. changed.Select(part => new PartChanged(part, state.Write(part)))], ticket: 0);
                return state;
            }
        );
        if (contents.Locations.Count(location => location.State == LocationState.Active) != 1)
        {
            throw new InvalidBackupException("must have one active location");
        }

        foreach (var (row, state) in contents.Chargers)
        {
            // What a charger cannot be made of is found now, and not when it is too late.
            var definition = Definitions.Of(row, row.CsmsUrl);
            _ = new ChargePoint(definition.ChargePoint, state, now);
        }

        using var connection = database.Connect();
        using var commands = new WriteCommands(connection, database.Secrets);
        commands.Commit(changes);
        return contents;
    }
}
