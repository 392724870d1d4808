using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Simulation.Logs;

namespace Server.Logs;

/// <summary>
/// The durable log of one location: JSON lines in files of its directory, a new one when it is opened and when one is full,
/// the oldest deleted. What cannot be written is counted, and said in the file as soon as it can be. For one writer.
/// </summary>
internal sealed partial class DurableLogFile(string directory, long mostBytes) : IDisposable
{
    private const int MostBytesOfFile = 16 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ArrayBufferWriter<byte> _lines = new();
    private FileStream? _file;
    private long _bytes;
    private int _count;
    private DateTimeOffset _retryAt;

    /// <summary>Lines lost since the last that was written.</summary>
    public long Lost { get; private set; }

    /// <summary>Why nothing can be written; null when all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>The file that is open; null for none.</summary>
    public string? Name => _file is { } file ? Path.GetFileName(file.Name) : null;

    public static bool IsName(string name) => Pattern().IsMatch(name);

    /// <summary>True when there is so much that it should be handed on.</summary>
    public bool Full => _lines.WrittenCount > MostBytesOfFile / 4;

    /// <summary>A line for the next <see cref="Flush"/>.</summary>
    public void Add(Simulation.Logs.LogEntry line)
    {
        LogFile.Write(_lines, line, text: false);
        _count++;
    }

    /// <summary>Notes lines that have not even come here.</summary>
    public void Miss(long lines) => Lost += lines;

    /// <summary>Hands the lines to the system.</summary>
    public void Flush(DateTimeOffset now)
    {
        if (_count == 0 && Lost == 0)
        {
            return;
        }

        if (Problem is null || now >= _retryAt)
        {
            try
            {
                Write(now);
                (Lost, _count, Problem) = (0, 0, null);
                _lines.ResetWrittenCount();
                return;
            }
            catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
            {
                Problem = bad.Message;
                _retryAt = now + Pause;
                Dispose();
            }
        }

        Lost += _count;
        _count = 0;
        _lines.ResetWrittenCount();
    }

    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // What was to be written at the end has no room: it is counted as lost.
        }
        _file = null;
    }

    private void Write(DateTimeOffset now)
    {
        if (_file is null || _bytes + _lines.WrittenCount > MostBytesOfFile)
        {
            Dispose();
            Open(now);
        }

        if (Lost > 0)
        {
            var note = new ArrayBufferWriter<byte>();
            var line = new Simulation.Logs.LogEntry
            {
                Seq = 0,
                Time = Ocpp.Instant.FromUtc(now),
                ChargerId = null,
                Category = Simulation.Logs.LogCategory.System,
                Type = "lines-lost",
                Payload = $"{Lost} lines are missing here: they could not be written in time.",
            };
            LogFile.Write(note, line, text: false);
            Append(note.WrittenSpan);
            Lost = 0;
        }

        Append(_lines.WrittenSpan);
        _file!.Flush();
    }

    // No half lines: what was written of a batch that failed is taken back.
    private void Append(ReadOnlySpan<byte> bytes)
    {
        var before = _file!.Length;
        try
        {
            _file.Write(bytes);
            _file.Flush();
            _bytes += bytes.Length;
        }
        catch (IOException)
        {
            _file.SetLength(before);
            throw;
        }
    }

    private void Open(DateTimeOffset now)
    {
        Directory.CreateDirectory(directory);
        MakeRoom();
        var stem = $"log-{now.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}";
        for (var i = 0; ; i++)
        {
            var path = Path.Combine(directory, $"{stem}-{i:00}.jsonl");
            if (!File.Exists(path))
            {
                _file = new FileStream(
                    path,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.ReadWrite | FileShare.Delete,
                    0
                );
                _bytes = 0;
                return;
            }
        }
    }

    private void MakeRoom()
    {
        var files = new DirectoryInfo(directory).GetFiles().Where(file => IsName(file.Name));
        var kept = (long)MostBytesOfFile;
        foreach (var file in files.OrderByDescending(file => file.Name, StringComparer.Ordinal))
        {
            kept += file.Length;
            if (kept > mostBytes)
            {
                file.Delete();
            }
        }
    }

    [GeneratedRegex(@"\Alog-\d{8}T\d{9}-\d{2,}\.jsonl\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
