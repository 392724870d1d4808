namespace Server.Hosting;

/// <summary>The directory that everything lasting is in, held by this process alone.</summary>
public sealed class DataDirectory : IDisposable
{
    // EROFS, as an exception has it.
    private const int ReadOnlyFileSystem = 30;

    private readonly FileStream _hold;

    private DataDirectory(string path, FileStream hold)
    {
        Path = path;
        DatabasePath = System.IO.Path.Combine(path, "simulator.db");
        KeysPath = System.IO.Path.Combine(path, "keys");
        _hold = hold;
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The SQLite database.</summary>
    public string DatabasePath { get; }

    /// <summary>Where the keys lie that protect passwords and private keys in the database.</summary>
    public string KeysPath { get; }

    /// <summary>Creates the directory if it is missing, and takes hold of it.</summary>
    /// <exception cref="StartFailureException">It cannot be written to, or another process has it.</exception>
    public static DataDirectory Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new StartFailureException("The data directory has no name: --data-dir takes a directory.");
        }

        string full;
        try
        {
            full = System.IO.Path.GetFullPath(path);
            Directory.CreateDirectory(full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException(
                $"The data directory '{path}' cannot be created there: choose another with --data-dir.",
                error
            );
        }

        var file = System.IO.Path.Combine(full, "simulator.lock");
        try
        {
            // The system lets go of it when the process ends, however it ends.
            return new DataDirectory(
                full,
                new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1)
            );
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StartFailureException(
                $"The data directory '{full}' cannot be written to: give this user the right to, or choose another with --data-dir.",
                error
            );
        }
        catch (IOException error) when (error.HResult != ReadOnlyFileSystem && File.Exists(file))
        {
            throw new StartFailureException(
                $"The data directory '{full}' is in use by another simulator: stop it, or choose another with --data-dir.",
                error
            );
        }
        catch (IOException error)
        {
            throw new StartFailureException(
                $"The data directory '{full}' cannot be written to: free its disk or mend it, or choose another with --data-dir.",
                error
            );
        }
    }

    public void Dispose() => _hold.Dispose();
}
