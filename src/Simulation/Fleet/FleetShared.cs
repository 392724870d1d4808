using System.Collections.Concurrent;
using Ocpp;
using Simulation.Logs;
using Simulation.Metrics;

namespace Simulation;

/// <summary>What all shards of a fleet share: the log's sequence, memory budgets and the set of changed chargers.</summary>
internal sealed class FleetShared(FleetOptions options, Instant start)
{
    private const int MinLogBytes = 4 * 1024;
    private const int MaxLogBytes = 1024 * 1024;
    private const int MinHistorySamples = 32;
    private const int MaxHistorySamples = 4096;

    private readonly ConcurrentQueue<SimulatedCharger> _changed = new();
    private readonly Lock _budget = new();
    private int _chargers;
    private int _evses;
    private long _logSeq;
    private long _logDrops;
    private int _trimmedLogBytes = MaxLogBytes;
    private ILogListener[] _logListeners = [];

    /// <summary>The origin of the compact times in power histories.</summary>
    public Instant Start { get; } = start;

    /// <summary>What one charger's log may hold at present.</summary>
    public int LogBytes { get; private set; } = MaxLogBytes;

    /// <summary>What one EVSE's power history may hold at present.</summary>
    public int HistorySamples { get; private set; } = MaxHistorySamples;

    /// <summary>Where measurements go; null for nowhere.</summary>
    public FleetMeter? Meter { get; set; }

    public long NextLogSeq() => Interlocked.Increment(ref _logSeq);

    /// <summary>Lines written so far.</summary>
    public long LogLines => Volatile.Read(ref _logSeq);

    /// <summary>Lines that followers were too slow for.</summary>
    public long LogDrops => Volatile.Read(ref _logDrops);

    /// <summary>A follower of logs has lost a line.</summary>
    public void NoteLogDrop() => Interlocked.Increment(ref _logDrops);

    /// <summary>Those who hear each line of every log.</summary>
    public ILogListener[] LogListeners => Volatile.Read(ref _logListeners);

    public void Listen(ILogListener listener)
    {
        lock (_budget)
        {
            _logListeners = [.. _logListeners, listener];
        }
    }

    public void Unlisten(ILogListener listener)
    {
        lock (_budget)
        {
            _logListeners = [.. _logListeners.Where(other => other != listener)];
        }
    }

    /// <summary>
    /// Shares the memory out anew when chargers come and go. True when logs hold so much more than their share now that
    /// they must be trimmed: those that are written to do it by themselves.
    /// </summary>
    public bool Share(int chargers, int evses)
    {
        lock (_budget)
        {
            _chargers += chargers;
            _evses += evses;
            var log = (long)options.LogMemoryMb * 1024 * 1024 / Math.Max(1, _chargers);
            LogBytes = (int)Math.Clamp(log, MinLogBytes, MaxLogBytes);
            var samples =
                (long)options.HistoryMemoryMb * 1024 * 1024 / PowerHistory.BytesPerSample / Math.Max(1, _evses);
            HistorySamples = (int)Math.Clamp(samples, MinHistorySamples, MaxHistorySamples);
            var trim = LogBytes < _trimmedLogBytes - (_trimmedLogBytes / 8);
            if (trim || LogBytes > _trimmedLogBytes)
            {
                _trimmedLogBytes = LogBytes;
            }
            return trim;
        }
    }

    // Bounded by the number of chargers: each is in it once at most.
    public void NoteChanged(SimulatedCharger charger) => _changed.Enqueue(charger);

    public int DrainChanged(List<SimulatedCharger> into)
    {
        var count = 0;
        // No more than were there at the start: chargers that change meanwhile wait for the next drain.
        for (var left = _changed.Count; left > 0 && _changed.TryDequeue(out var charger); left--)
        {
            charger.TakeChanged();
            into.Add(charger);
            count++;
        }
        return count;
    }
}
