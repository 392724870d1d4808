using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Server.Storage;

/// <summary>
/// The names in a directory, on the disk: a file that was created, renamed or deleted can be as before after a power cut, however
/// safe its content is, until its directory is written.
/// </summary>
internal static class DirectoryEntries
{
    /// <summary>Returns when the names are on the disk. On Windows the file system sees to that by itself.</summary>
    /// <exception cref="IOException">The directory is not there, or the disk refuses.</exception>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The framework opens no directory as a file, but flushes one as it flushes a file.
        using var handle = new SafeFileHandle(Open(directory, flags: 0), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw new IOException($"{directory}: {new Win32Exception().Message}");
        }

        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
