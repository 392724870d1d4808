using System.IO.Compression;
using System.Text.Json;
using Server.Api;

namespace Server.Backup;

/// <summary>A file that cannot be restored; the API answers 422, and nothing has changed.</summary>
internal sealed class InvalidBackupException(string problem, Exception? cause = null) : Exception(problem, cause);

/// <summary>A backup as one file: a ZIP archive of a manifest and the databases.</summary>
internal static class BackupArchive
{
    /// <summary>The simulator's database in it.</summary>
    public const string Simulator = "simulator.db";

    /// <summary>The embedded CSMS's.</summary>
    public const string Csms = "csms.db";

    private const int MaxManifestBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { WriteIndented = true };

    /// <summary>Packs a manifest and its databases, which lie in the same directory.</summary>
    public static void Write(string archive, BackupManifest manifest, WorkDirectory from)
    {
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        using (var entry = Entry(zip, BackupManifest.FileName, manifest).Open())
        {
            JsonSerializer.Serialize(entry, manifest, Json);
        }

        foreach (var database in manifest.Databases)
        {
            using var entry = Entry(zip, database.File, manifest).Open();
            using var file = File.OpenRead(from.File(database.File));
            file.CopyTo(entry);
        }
    }

    /// <summary>Reads an archive into a directory: its databases, of which none exceeds the limit.</summary>
    /// <exception cref="InvalidBackupException">It is no backup, or one that this version cannot read.</exception>
    public static async Task<BackupManifest> ReadAsync(
        string archive,
        WorkDirectory into,
        long maxBytes,
        CancellationToken aborted
    )
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(archive, aborted);
            RefuseStrange(zip);
            var manifest = await ManifestAsync(zip, aborted);
            foreach (var database in manifest.Databases)
            {
                var entry =
                    zip.GetEntry(database.File)
                    ?? throw new InvalidBackupException($"has no {database.File}, of which its manifest speaks");
                await using var content = await entry.OpenAsync(aborted);
                await using var file = new FileStream(into.File(database.File), FileMode.CreateNew, FileAccess.Write);
                maxBytes -= await CopyAsync(content, file, maxBytes, aborted);
            }

            return manifest;
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidBackupException("is no ZIP archive, or a broken one", broken);
        }
    }

    private static void RefuseStrange(ZipArchive zip)
    {
        string[] known = [BackupManifest.FileName, Simulator, Csms];
        if (zip.Entries.FirstOrDefault(entry => !known.Contains(entry.FullName)) is { } strange)
        {
            throw new InvalidBackupException($"has a file that is none of a backup ('{strange.FullName}')");
        }

        if (zip.Entries.GroupBy(entry => entry.FullName).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidBackupException($"has {twice.Key} twice");
        }
    }

    private static async Task<BackupManifest> ManifestAsync(ZipArchive zip, CancellationToken aborted)
    {
        var entry =
            zip.GetEntry(BackupManifest.FileName)
            ?? throw new InvalidBackupException($"has no {BackupManifest.FileName}: it is no backup of the simulator");
        using var text = new MemoryStream();
        await using (var content = await entry.OpenAsync(aborted))
        {
            await CopyAsync(content, text, MaxManifestBytes, aborted);
        }

        BackupManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(text.ToArray(), Json)!;
        }
        catch (JsonException error)
        {
            throw new InvalidBackupException(
                $"has a {BackupManifest.FileName} that is none ({JsonBody.Misspelt(error)})",
                error
            );
        }

        if (manifest is not { Format: BackupManifest.CurrentFormat })
        {
            throw new InvalidBackupException(
                $"is of format {manifest?.Format}, made by version {manifest?.Version}; this version reads format {BackupManifest.CurrentFormat}"
            );
        }

        var files = manifest.Databases.Select(database => database?.File).ToList();
        if (
            !files.Contains(Simulator)
            || files.Except([Simulator, Csms]).Any()
            || files.Distinct().Count() < files.Count
        )
        {
            throw new InvalidBackupException($"must have {Simulator}, and may have {Csms}, once each");
        }

        return manifest;
    }

    // What an archive says of its sizes is not believed.
    private static async Task<long> CopyAsync(Stream from, Stream to, long maxBytes, CancellationToken aborted)
    {
        var buffer = new byte[81920];
        var copied = 0L;
        while (await from.ReadAsync(buffer, aborted) is var read && read > 0)
        {
            copied += read;
            if (copied > maxBytes)
            {
                throw new InvalidBackupException(
                    "is larger than it may be when it is unpacked: raise the setting Simulator:Backup:MaxMegabytes"
                );
            }

            await to.WriteAsync(buffer.AsMemory(0, read), aborted);
        }

        return copied;
    }

    // An archive knows the time of day of its files, not the zone.
    private static ZipArchiveEntry Entry(ZipArchive zip, string name, BackupManifest manifest)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = manifest.CreatedAt;
        return entry;
    }
}
