using Ocpp;

namespace Simulation.Logs;

/// <summary>
/// A follower of logs. It has a place for a few lines; a reader that is slower than they come loses the oldest and is told
/// how many, and the chargers do not notice. For one reader.
/// </summary>
public sealed class LogTail : ILogListener, IDisposable
{
    /// <summary>The lines that wait for a reader, unless it asks for another number.</summary>
    public const int MostLines = 2000;

    /// <summary>Their bytes.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly FleetShared _shared;
    private readonly LogMatcher _matcher;
    private readonly Func<string?, bool>? _of;
    private readonly int _mostLines;
    private readonly int _mostBytes;
    private readonly Lock _gate = new();
    private readonly Queue<(string? ChargerId, LogLine Line, byte[] Payload)> _waiting = [];
    private readonly SemaphoreSlim _news = new(0, 1);
    private int _bytes;
    private long _dropped;
    private bool _ended;

    internal LogTail(
        FleetShared shared,
        LogFilter? filter,
        Func<string?, bool>? of,
        int mostLines = MostLines,
        int mostBytes = MostBytes
    )
    {
        (_shared, _matcher, _of) = (shared, new LogMatcher(filter), of);
        (_mostLines, _mostBytes) = (mostLines, mostBytes);
        shared.Listen(this);
    }

    /// <summary>Waits until there are lines that this follower has not seen and returns them, oldest first.</summary>
    /// <param name="limit">The most lines; what is left comes with the next call.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<LogNews> ReadAsync(int limit, CancellationToken cancel)
    {
        while (true)
        {
            await _news.WaitAsync(cancel).ConfigureAwait(false);
            if (Take(limit) is { } news)
            {
                return news;
            }
        }
    }

    /// <summary>Stops following.</summary>
    public void Dispose()
    {
        _shared.Unlisten(this);
        lock (_gate)
        {
            _ended = true;
            _waiting.Clear();
            _news.Dispose();
        }
    }

    void ILogListener.Written(ChargerLog log, in LogLine line, ReadOnlySpan<byte> payload)
    {
        if (_of?.Invoke(log.ChargerId) == false || !_matcher.Passes(line, payload))
        {
            return;
        }
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }
            _waiting.Enqueue((log.ChargerId, line, payload.ToArray()));
            _bytes += payload.Length;
            while (_waiting.Count > _mostLines || (_bytes > _mostBytes && _waiting.Count > 1))
            {
                _bytes -= _waiting.Dequeue().Payload.Length;
                _dropped++;
                _shared.NoteLogDrop();
            }
            Signal();
        }
    }

    /// <summary>The lines that this follower has not seen, oldest first; null when there are none.</summary>
    /// <param name="limit">The most lines; what is left comes with the next call.</param>
    public LogNews? Take(int limit)
    {
        // Those who write wait for no more than the taking out.
        var lines = new List<(string? ChargerId, LogLine Line, byte[] Payload)>();
        long dropped;
        lock (_gate)
        {
            while (lines.Count < limit && _waiting.TryDequeue(out var next))
            {
                _bytes -= next.Payload.Length;
                lines.Add(next);
            }
            (dropped, _dropped) = (_dropped, 0);
            if (_waiting.Count > 0)
            {
                Signal();
            }
        }
        if (lines.Count == 0 && dropped == 0)
        {
            return null;
        }
        // Lines of two loops may have come the one before the other.
        lines.Sort((one, other) => one.Line.Seq.CompareTo(other.Line.Seq));
        return new LogNews([.. lines.Select(it => it.Line.Entry(it.ChargerId, it.Payload))], dropped);
    }

    // Once is enough, however many come before it is heard.
    private void Signal()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }
}
