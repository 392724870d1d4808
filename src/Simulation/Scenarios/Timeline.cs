using Ocpp;

namespace Simulation.Scenarios;

/// <summary>
/// What was done in a run and what came of it. Bounded: of more than <see cref="MaxEntries"/> the oldest go; the hash covers all.
/// The run writes, anyone reads.
/// </summary>
public sealed class Timeline : IDisposable
{
    /// <summary>The most entries in memory.</summary>
    public const int MaxEntries = 100_000;

    // The oldest go in blocks, so that one more entry need not move all others.
    private const int Block = 10_000;

    private readonly Lock _gate = new();
    private readonly RunHash _hash = new();
    private readonly List<TimelineEntry> _entries = [];
    private long _total;

    internal Timeline() { }

    /// <summary>Hears every entry, in order, on the run's thread; for one that keeps them all.</summary>
    public Action<TimelineEntry>? Added { get; set; }

    /// <summary>How many entries there have been.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>How many of them are no longer in memory.</summary>
    public long Dropped
    {
        get
        {
            lock (_gate)
            {
                return _total - _entries.Count;
            }
        }
    }

    /// <summary>SHA-256 over all entries so far, in lower case hexadecimal.</summary>
    public string Hash => _hash.Hex;

    /// <summary>The oldest entries after that sequence number, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<TimelineEntry> Read(long after, int limit)
    {
        lock (_gate)
        {
            var from = (int)Math.Clamp(after - (_total - _entries.Count), 0, _entries.Count);
            return _entries.GetRange(from, Math.Min(limit, _entries.Count - from));
        }
    }

    /// <summary>No entry comes any more; all stays readable.</summary>
    public void Dispose() => _hash.Dispose();

    internal void Add(
        TimeSpan offset,
        Instant time,
        string chargerId,
        int evseId,
        TimelineOrigin origin,
        string kind,
        string detail
    )
    {
        _hash.Add(origin, offset, chargerId, evseId, kind, detail);
        TimelineEntry entry;
        lock (_gate)
        {
            entry = new TimelineEntry(++_total, offset, time, chargerId, evseId, origin, kind, detail);
            if (_entries.Count == MaxEntries)
            {
                _entries.RemoveRange(0, Block);
            }
            _entries.Add(entry);
        }
        Added?.Invoke(entry);
    }
}
