using Microsoft.Data.Sqlite;
using Server.Hosting;
using Server.Storage;

namespace Server.Backup;

/// <summary>
/// Directories in the data directory that last as long as a backup is made or a restore takes. Before a restore touches a
/// database, what is there lies whole in <c>restore.former</c>; a process that is killed before the restore is done finds it
/// there when it starts again, and takes everything back.
/// </summary>
internal sealed class WorkDirectory : IDisposable
{
    private const string Prefix = "work-";
    private const string Former = "restore.former";

    private WorkDirectory(string path) => Path = path;

    public string Path { get; }

    /// <summary>One of one's own, for this user's eyes only, deleted when it is disposed of.</summary>
    public static WorkDirectory Create(DataDirectory directory)
    {
        var path = System.IO.Path.Combine(directory.Path, $"{Prefix}{Guid.CreateVersion7():N}");
        PrivateFile.CreateDirectory(path);
        return new(path);
    }

    /// <summary>A file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Delete(Path);

    /// <summary>Replaces databases by others: all of them or, whatever happens, none.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="replacements">Each database with what it is to become.</param>
    /// <param name="stop">The process ends: what cannot be taken back now is at its next start.</param>
    /// <exception cref="SqliteException">They cannot be written, and are as before.</exception>
    public static async Task ReplaceAsync(
        DataDirectory directory,
        IReadOnlyList<(string Live, string By)> replacements,
        CancellationToken stop
    )
    {
        var former = System.IO.Path.Combine(directory.Path, Former);
        using (var draft = Create(directory))
        {
            foreach (var (live, _) in replacements)
            {
                var kept = draft.File(System.IO.Path.GetFileName(live));
                SqliteFiles.Copy(live, kept);
                SqliteFiles.MakeWhole(kept);
            }

            // Its files are on the disk as such (MakeWhole); so are their names, before it counts.
            DirectoryEntries.Sync(draft.Path);
            // From here on a killed process takes everything back.
            Directory.Move(draft.Path, former);
        }

        var replaced = new List<string>();
        var done = System.IO.Path.Combine(directory.Path, $"{Prefix}{Guid.CreateVersion7():N}");
        try
        {
            // A power cut in the middle finds it as well.
            DirectoryEntries.Sync(directory.Path);
            foreach (var (live, by) in replacements)
            {
                SqliteFiles.Copy(by, live);
                replaced.Add(System.IO.Path.GetFileName(live));
            }

            // Renamed in one step: from here on it is done.
            Directory.Move(former, done);
            DirectoryEntries.Sync(directory.Path);
        }
        catch
        {
            if (Directory.Exists(done))
            {
                // Whether it would be done after a power cut is not known.
                Directory.Move(done, former);
            }

            await TakeBackAsync(directory, replaced, stop);
            throw;
        }

        try
        {
            Delete(done);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In nobody's way, and tried again at the next start.
        }
    }

    /// <summary>Takes back a restore that was cut short, and deletes what is left of others.</summary>
    /// <exception cref="StartFailureException">That does not succeed.</exception>
    public static void Recover(DataDirectory directory)
    {
        try
        {
            TakeBack(directory, [.. FilesIn(directory)]);
            DeleteLeft(directory);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException(
                "A restore was cut short, and what it had changed cannot be taken back, "
                    + $"{(error is SqliteException sqlite ? SqliteTrouble.Of(sqlite) : error.Message.TrimEnd('.'))}: mend that and start again.",
                error
            );
        }
    }

    // Until it works: nothing else is right before.
    private static async Task TakeBackAsync(DataDirectory directory, List<string> replaced, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            try
            {
                TakeBack(directory, replaced);
                return;
            }
            catch (SqliteException)
            {
                await pause.WaitForNextTickAsync(stop);
            }
        }
    }

    private static void TakeBack(DataDirectory directory, List<string> files)
    {
        var former = System.IO.Path.Combine(directory.Path, Former);
        foreach (var file in files)
        {
            SqliteFiles.Copy(System.IO.Path.Combine(former, file), System.IO.Path.Combine(directory.Path, file));
        }

        Delete(former);
        // It must not come back: what is written from now on would be lost to it.
        DirectoryEntries.Sync(directory.Path);
    }

    private static IEnumerable<string> FilesIn(DataDirectory directory)
    {
        var former = System.IO.Path.Combine(directory.Path, Former);
        return Directory.Exists(former)
            ? Directory.EnumerateFiles(former, "*.db").Select(file => System.IO.Path.GetFileName(file))
            : [];
    }

    private static void DeleteLeft(DataDirectory directory)
    {
        foreach (var left in Directory.EnumerateDirectories(directory.Path, $"{Prefix}*"))
        {
            Delete(left);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException) { }
    }
}
