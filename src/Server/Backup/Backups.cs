using Microsoft.Data.Sqlite;
using Server.Csms;
using Server.Csms.Storage;
using Server.Health;
using Server.Hosting;
using Server.Roster;
using Server.Scenarios;
using Server.Storage;

namespace Server.Backup;

/// <summary>Makes and restores backups of everything that is in the databases.</summary>
internal sealed class Backups(
    DataDirectory directory,
    ChargerRoster roster,
    UserScenarios scenarios,
    ScenarioRuns runs,
    SqliteChargerStore store,
    ChangeGate gate,
    IServiceProvider services,
    IHostApplicationLifetime life
)
{
    // Null when the embedded central system is not hosted.
    private readonly CsmsRestore? _csms = services.GetService<CsmsRestore>();
    private int _restoring;

    /// <summary>The name of a backup's file in its directory.</summary>
    public const string FileName = "backup.zip";

    /// <summary>Makes a backup, in a directory that is the caller's to delete.</summary>
    /// <exception cref="StoreTroubleException">The databases or their disk do not allow it at present.</exception>
    public async Task<(WorkDirectory Directory, BackupManifest Manifest)> MakeAsync()
    {
        using var pass = gate.Enter();
        await store.FlushOrRefuseAsync();
        if (_csms is not null)
        {
            await _csms.SaveAsync();
        }

        return await Task.Run(() => GuardedAsync(() => Task.FromResult(Copy())));
    }

    /// <summary>Restores a backup that is being received; a dry run only checks it, and changes nothing.</summary>
    /// <exception cref="InvalidBackupException">It cannot be restored; nothing has changed.</exception>
    /// <exception cref="ConflictException">Another restore or a change is under way; nothing has changed.</exception>
    /// <exception cref="StoreTroubleException">The databases or their disk do not allow it; nothing has changed.</exception>
    public async Task<RestoreReport> RestoreAsync(Stream content, long maxBytes, bool dryRun, CancellationToken aborted)
    {
        if (Interlocked.Exchange(ref _restoring, 1) != 0)
        {
            throw new ConflictException("A backup is being restored already: wait until that is done.");
        }

        try
        {
            store.RefuseInTrouble();
            return await GuardedAsync(async () =>
            {
                using var work = WorkDirectory.Create(directory);
                var archive = work.File("upload.zip");
                await using (var file = new FileStream(archive, FileMode.CreateNew, FileAccess.Write))
                {
                    await content.CopyToAsync(file, aborted);
                }

                var manifest = await BackupArchive.ReadAsync(archive, work, maxBytes, aborted);
                var staged = await Task.Run(
                    () => StagedBackup.PrepareAsync(manifest, work, directory, _csms, roster.Fleet.Now),
                    aborted
                );
                if (!dryRun)
                {
                    using var closed = await gate.CloseAsync();
                    await ReplaceAsync(staged);
                }

                return Report(staged);
            });
        }
        finally
        {
            Volatile.Write(ref _restoring, 0);
        }
    }

    private (WorkDirectory, BackupManifest) Copy()
    {
        var work = WorkDirectory.Create(directory);
        try
        {
            // The chargers' before the CSMS's: what is between the two is sent again, and recognised.
            var databases = new List<BackupDatabase> { Copy(directory.DatabasePath, BackupArchive.Simulator) };
            if (_csms is not null)
            {
                databases.Add(Copy(_csms.FilePath, BackupArchive.Csms));
            }

            var manifest = new BackupManifest
            {
                Format = BackupManifest.CurrentFormat,
                Version = HealthApi.Version,
                CreatedAt = roster.Fleet.Now.ToUtc(),
                Databases = databases,
            };
            BackupArchive.Write(work.File(FileName), manifest, work);
            databases.ForEach(database => File.Delete(work.File(database.File)));
            return (work, manifest);
        }
        catch
        {
            work.Dispose();
            throw;
        }

        BackupDatabase Copy(string live, string name)
        {
            var copy = work.File(name);
            SqliteFiles.Copy(live, copy);
            SqliteFiles.MakeWhole(copy);
            return new() { File = name, Migrations = SqliteFiles.Migrations(copy) };
        }
    }

    private async Task ReplaceAsync(StagedBackup staged)
    {
        List<(string Live, string By)> databases = [(directory.DatabasePath, staged.SimulatorPath)];
        if (staged.CsmsPath is { } path)
        {
            databases.Add((_csms!.FilePath, path));
        }

        // While their chargers are still there, so that what they leave behind is cleared away.
        await runs.StopAllAsync();
        await roster.ReplaceAllAsync(
            staged.Roster,
            async done =>
            {
                using var held = staged.Csms is null ? null : await _csms!.HoldAsync();
                await Task.Run(() => WorkDirectory.ReplaceAsync(directory, databases, life.ApplicationStopping));
                await done();
                if (staged.Csms is { } contents)
                {
                    _csms!.Take(contents);
                }

                await scenarios.LoadAsync();
            }
        );
    }

    private static RestoreReport Report(StagedBackup staged) =>
        new()
        {
            CreatedAt = staged.Manifest.CreatedAt,
            Version = staged.Manifest.Version,
            Locations = staged.Roster.Locations.Count,
            Chargers = staged.Roster.Chargers.Count,
            Vehicles = staged.Roster.Vehicles.Count,
            Csms = staged.Csms is not null,
            UnreadableSecrets = staged.UnreadableSecrets,
        };

    /// <summary>What the disk refuses is said as such.</summary>
    private async Task<T> GuardedAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (SqliteException error)
        {
            throw new StoreTroubleException($"Nothing was changed: {SqliteTrouble.Of(error)}.");
        }
        catch (Exception error)
            when (error is IOException and not BadHttpRequestException or UnauthorizedAccessException)
        {
            throw new StoreTroubleException(
                $"Nothing was changed: the directory {directory.Path} cannot be written ({error.Message.TrimEnd('.')}). "
                    + "It needs room for a backup as well as for the databases."
            );
        }
    }
}
