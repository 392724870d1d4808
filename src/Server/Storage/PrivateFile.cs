namespace Server.Storage;

/// <summary>Files for this user's eyes only, written whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A directory that no other user can look into.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Mine | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a file anew; what was there stays until the new content is on disk.</summary>
    public static void Write(string path, Action<Stream> content)
    {
        var draft = $"{path}.new";
        // What is left of an attempt that was cut short has rights of its own.
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mine;
        }
        using (var stream = new FileStream(draft, options))
        {
            content(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        DirectoryEntries.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
