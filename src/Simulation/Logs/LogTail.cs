namespace Simulation.Logs;

/// <summary>
/// A follower of a log. The loop only raises a flag for it; lines that are gone before it reads them are counted, so a
/// slow follower costs the charger nothing. For one reader.
/// </summary>
public sealed class LogTail : IDisposable
{
    private readonly ChargerLog _log;
    private readonly SemaphoreSlim _news = new(1);
    private long _seq;
    private long _ordinal;
    private int _signalled = 1;

    internal LogTail(ChargerLog log, long seq, long ordinal)
    {
        _log = log;
        _seq = seq;
        _ordinal = ordinal;
    }

    /// <summary>Waits until there are lines that this follower has not seen and returns them, oldest first.</summary>
    public async ValueTask<LogPage> ReadAsync(int limit, CancellationToken cancel)
    {
        while (true)
        {
            await _news.WaitAsync(cancel);
            Volatile.Write(ref _signalled, 0);
            var page = Read(limit);
            if (page.Entries.Count == limit)
            {
                Signal();
            }
            if (page.Entries.Count > 0 || page.Dropped > 0)
            {
                return page;
            }
        }
    }

    /// <summary>Stops following.</summary>
    public void Dispose()
    {
        _log.Leave(this);
        _news.Dispose();
    }

    internal void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) != 0)
        {
            return;
        }
        try
        {
            _news.Release();
        }
        catch (ObjectDisposedException)
        {
            // The follower left while the line was written.
        }
    }

    private LogPage Read(int limit)
    {
        var (lines, appended, count) = _log.CopyLines();
        var oldest = appended - count;
        var dropped = Math.Max(0, oldest - _ordinal);
        var entries = LogReader.Read(_log.ChargerId, lines, _seq, null, limit);
        if (entries.Count > 0)
        {
            _seq = entries[^1].Seq;
        }
        _ordinal = Math.Max(_ordinal, oldest) + entries.Count;
        return new LogPage(entries, dropped);
    }
}

/// <summary>Lines that a follower has not seen yet.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Dropped">Lines that were gone before they could be read.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, long Dropped);
