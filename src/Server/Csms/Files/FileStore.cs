using Server.Storage;

namespace Server.Csms.Files;

/// <summary>
/// Files that charge points fetch (firmware) and bring (diagnostics, logs), in a directory of the data directory. Bounded in size and
/// number; a file is there whole or not at all.
/// </summary>
internal sealed class FileStore
{
    public const int MaxNameLength = 100;

    // What the name of an unfinished one begins with, which no file's name does.
    private const string Draft = ".draft-";

    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly Dictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private readonly FileStoreLimits _limits;
    private long _bytes;
    private int _drafts;

    public FileStore(CsmsSettings settings, FileStoreLimits? limits = null)
    {
        _limits = limits ?? new();
        _directory = Path.Combine(settings.DataDirectory, "csms-files");
        Directory.CreateDirectory(_directory);
        foreach (var file in new DirectoryInfo(_directory).EnumerateFiles())
        {
            if (file.Name.StartsWith(Draft, StringComparison.Ordinal))
            {
                file.Delete();
            }
            else if (NameProblem(file.Name) is null)
            {
                Put(new(file.Name, file.FullName, file.Length, new(file.LastWriteTimeUtc)));
            }
        }
    }

    public FileStoreLimits Limits => _limits;

    /// <summary>By name.</summary>
    public StoredFile[] Files
    {
        get
        {
            lock (_gate)
            {
                return [.. _files.Select(pair => pair.Value).OrderBy(file => file.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? NameProblem(string name) =>
        name.Length is < 1 or > MaxNameLength
        || name[0] is '.' or '-'
        || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? $"must have 1 to {MaxNameLength} letters, digits, dots, underscores and hyphens, and begin with neither dot nor hyphen"
            : null;

    public StoredFile? Find(string name)
    {
        lock (_gate)
        {
            return _files.GetValueOrDefault(name);
        }
    }

    public bool Delete(string name)
    {
        lock (_gate)
        {
            if (!_files.Remove(name, out var file))
            {
                return false;
            }
            _bytes -= file.Size;
            File.Delete(file.Path);
            return true;
        }
    }

    /// <summary>Takes a file in; one of the same name is replaced once this one is whole.</summary>
    /// <exception cref="FileRefusedException">It does not fit.</exception>
    public async Task<(StoredFile File, bool IsNew)> SaveAsync(string name, Stream content, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_files.ContainsKey(name) && _files.Count + _drafts >= _limits.MaxFiles)
            {
                throw new FileRefusedException(
                    FileRefusal.Full,
                    $"There are {_limits.MaxFiles} files, which is the most: delete some."
                );
            }
            _drafts++;
        }
        var path = Path.Combine(_directory, $"{Draft}{Guid.NewGuid():N}");
        long taken = 0;
        try
        {
            await using (var draft = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                var buffer = new byte[64 * 1024];
                for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0; )
                {
                    Reserve(taken + read, read);
                    taken += read;
                    await draft.WriteAsync(buffer.AsMemory(0, read), cancel);
                }
                draft.Flush(flushToDisk: true);
            }
            var saved = Commit(name, path, ref taken);
            DirectoryEntries.Sync(_directory);
            return saved;
        }
        catch (IOException error) when (error.HResult is DiskFull or QuotaExceeded)
        {
            throw new FileRefusedException(FileRefusal.Full, "The disk is full: free some of it.");
        }
        finally
        {
            lock (_gate)
            {
                _drafts--;
                _bytes -= taken;
            }
            File.Delete(path);
        }
    }

    // ENOSPC and EDQUOT, as .NET hands them on.
    private const int DiskFull = 28;
    private const int QuotaExceeded = 122;

    private void Reserve(long size, int more)
    {
        if (size > _limits.MaxFileBytes)
        {
            throw FileRefusedException.TooLarge(_limits);
        }
        lock (_gate)
        {
            if (_bytes + more > _limits.MaxTotalBytes)
            {
                throw new FileRefusedException(
                    FileRefusal.Full,
                    $"All files together have at most {_limits.MaxTotalBytes} bytes: delete some."
                );
            }
            _bytes += more;
        }
    }

    private (StoredFile, bool) Commit(string name, string draft, ref long taken)
    {
        lock (_gate)
        {
            var path = Path.Combine(_directory, name);
            File.Move(draft, path, overwrite: true);
            var isNew = !_files.TryGetValue(name, out var former);
            _bytes -= taken + (former?.Size ?? 0);
            var file = new StoredFile(name, path, taken, new(File.GetLastWriteTimeUtc(path)));
            taken = 0;
            Put(file);
            return (file, isNew);
        }
    }

    private void Put(StoredFile file)
    {
        _files[file.Name] = file;
        _bytes += file.Size;
    }
}

/// <summary>How much is kept.</summary>
internal sealed record FileStoreLimits
{
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;

    public long MaxTotalBytes { get; init; } = 1024L * 1024 * 1024;

    public int MaxFiles { get; init; } = 1000;
}

/// <summary>A file that is kept.</summary>
internal sealed record StoredFile(string Name, string Path, long Size, DateTimeOffset ModifiedAt);

/// <summary>Why a file is not taken.</summary>
internal enum FileRefusal
{
    TooLarge,
    Full,
}

/// <summary>A file is not taken, for a reason that its sender can mend.</summary>
internal sealed class FileRefusedException(FileRefusal reason, string message) : Exception(message)
{
    public FileRefusal Reason => reason;

    public static FileRefusedException TooLarge(FileStoreLimits limits) =>
        new(FileRefusal.TooLarge, $"A file has at most {limits.MaxFileBytes} bytes.");
}
