using System.Buffers.Binary;
using Server.Hosting;

namespace Server.Storage;

/// <summary>
/// A file that is there only while the process runs: one that is found at the start tells that the process was killed. While
/// the database cannot be written it also tells since when, and by its time until when, so that what was lost is bounded.
/// </summary>
internal sealed class RunMark
{
    private readonly string _path;

    public RunMark(DataDirectory directory)
    {
        _path = Path.Combine(Path.GetDirectoryName(directory.DatabasePath)!, "simulator.running");
        LostAtMost = File.Exists(_path) ? Read(_path) : null;
        // The eight bytes are there from the start: to overwrite them needs no space on a full disk.
        WriteTroubleSince(0);
    }

    /// <summary>
    /// How far what is on disk may be behind what the former process had saved, besides the usual lag; null when it ended
    /// in order.
    /// </summary>
    public TimeSpan? LostAtMost { get; }

    /// <summary>The database cannot be written from now on.</summary>
    public void TroubleBegins() => WriteTroubleSince(DateTime.UtcNow.Ticks);

    /// <summary>It still cannot.</summary>
    public void TroubleGoesOn() => Quietly(() => File.SetLastWriteTimeUtc(_path, DateTime.UtcNow));

    /// <summary>It can again.</summary>
    public void TroubleEnds() => WriteTroubleSince(0);

    /// <summary>The end is in order: everything is on disk.</summary>
    public void Remove() => Quietly(() => File.Delete(_path));

    private static TimeSpan Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var since = bytes.Length >= 8 ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
        var until = File.GetLastWriteTimeUtc(path).Ticks;
        return since > 0 && until > since ? TimeSpan.FromTicks(until - since) : TimeSpan.Zero;
    }

    private void WriteTroubleSince(long ticks) =>
        Quietly(() =>
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, ticks);
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0);
            file.Write(bytes);
        });

    // The mark makes a restart after a kill exact; a disk that refuses even this must not stop the simulator.
    private static void Quietly(Action write)
    {
        try
        {
            write();
        }
        catch (IOException) { }
        catch (UnauthorizedAccessException) { }
    }
}
