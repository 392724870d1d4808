using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using ChargePoints;
using Ocpp;
using Simulation.Logs;
using Simulation.Metrics;
using Simulation.Sites;
using Simulation.Transfers;

namespace Simulation;

/// <summary>
/// Many simulated chargers in time, shared out among event loops. All members may be called from any thread; in virtual
/// time, from the thread that runs it.
/// </summary>
public sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan VirtualTransfer = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SimulatedCharger> _chargers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Site> _sites = new(StringComparer.Ordinal);
    private readonly List<EventLoop> _loops = [];
    private readonly FleetShard[] _shards;
    private readonly FleetShared _shared;
    private readonly Func<Instant> _now;
    private readonly FileTransfers? _ownTransfers;
    private int _ordinal;
    private int _disposed;

    /// <summary>Makes an empty fleet and starts its loops.</summary>
    public Fleet(FleetOptions options, IChargerStore store)
    {
        FleetLog NewLog(FleetShared shared) => new(shared, () => _chargers.Select(it => it.Value));
        if (options.VirtualTime is { } time)
        {
            _now = () => time.Now;
            options = options with { Transfers = options.Transfers ?? new InMemoryTransfers(time, VirtualTransfer) };
            _shared = new FleetShared(options, time.Now);
            Log = NewLog(_shared);
            _shards = [new FleetShard(time, options, store, _shared)];
            time.Attach(_shards[0]);
            Measure(options.Meter);
            return;
        }
        _ownTransfers = options.Transfers is null ? new FileTransfers() : null;
        options = options with { Transfers = options.Transfers ?? _ownTransfers };
        var clock = new SimulationClock();
        _now = () => clock.Now;
        _shared = new FleetShared(options, clock.Now);
        Log = NewLog(_shared);
        for (var i = 0; i < Math.Max(1, options.Loops); i++)
        {
            _loops.Add(new EventLoop(clock, $"chargers-{i}", host => new FleetShard(host, options, store, _shared)));
        }
        _shards = [.. _loops.Select(loop => loop.Shard)];
        Measure(options.Meter);
    }

    /// <summary>The simulation's present.</summary>
    public Instant Now => _now();

    /// <summary>The chargers as they are now, in no order; a copy.</summary>
    public IReadOnlyCollection<SimulatedCharger> Chargers => (IReadOnlyCollection<SimulatedCharger>)_chargers.Values;

    /// <summary>What they, and the simulator, have written down.</summary>
    public FleetLog Log { get; }

    /// <summary>How many chargers there are.</summary>
    public int Count => _chargers.Count;

    /// <summary>What has happened so far.</summary>
    public FleetCounters Counters =>
        new(
            _shards.Sum(s => Volatile.Read(ref s.Counters.MessagesIn)),
            _shards.Sum(s => Volatile.Read(ref s.Counters.MessagesOut)),
            _shards.Sum(s => Volatile.Read(ref s.Counters.Connects)),
            _shards.Sum(s => Volatile.Read(ref s.Counters.ConnectFailures)),
            _shards.Sum(s => Volatile.Read(ref s.Counters.LinksLost)),
            _shards.Sum(s => Volatile.Read(ref s.Counters.Steps)),
            _shards.Sum(s => Volatile.Read(ref s.Counters.ChargersFailed)),
            _shards.Max(s => s.Counters.Lag)
        );

    /// <summary>Adds a charger, switched off.</summary>
    /// <param name="definition">What it is.</param>
    /// <param name="saved">What it had saved; null for a new one.</param>
    /// <exception cref="InvalidOperationException">There is a charger of that id.</exception>
    public SimulatedCharger Add(ChargerDefinition definition, DurableState? saved)
    {
        var shard = _shards.MinBy(s => Volatile.Read(ref s.Load))!;
        var charger = new SimulatedCharger(definition, saved, shard, Interlocked.Increment(ref _ordinal));
        if (!_chargers.TryAdd(charger.Id, charger))
        {
            throw new InvalidOperationException($"There is a charger '{charger.Id}' already.");
        }
        if (definition.SiteId is { } siteId)
        {
            charger.Site = SiteOf(siteId);
            charger.Site.Join(charger);
        }
        Interlocked.Increment(ref shard.Load);
        if (_shared.Share(1, definition.ChargePoint.Evses.Count))
        {
            foreach (var (_, each) in _chargers)
            {
                each.Log.Trim();
            }
        }
        return charger;
    }

    /// <summary>The charger of that id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out SimulatedCharger? charger) =>
        _chargers.TryGetValue(id, out charger);

    /// <summary>Stops a charger in an orderly way, within 8 s, and forgets it. Nothing happens when there is none.</summary>
    public async Task RemoveAsync(string id)
    {
        if (!_chargers.TryGetValue(id, out var charger))
        {
            return;
        }
        await charger.StopAsync(SimulatedCharger.StopLimit).ConfigureAwait(false);
        await charger.DetachAsync().ConfigureAwait(false);
        // The id is free only now: two chargers of one identity would throw each other off the CSMS.
        if (_chargers.TryRemove(new KeyValuePair<string, SimulatedCharger>(id, charger)))
        {
            charger.Site?.Leave(charger);
            Interlocked.Decrement(ref charger.Shard.Load);
            _shared.Share(-1, -charger.Definition.ChargePoint.Evses.Count);
        }
    }

    /// <summary>Makes a grid connection that chargers share, or changes it while they charge.</summary>
    /// <param name="siteId">As in <see cref="ChargerDefinition.SiteId"/>.</param>
    /// <param name="settings">What it is from now on.</param>
    public void SetSite(string siteId, SiteSettings settings) => SiteOf(siteId).Set(settings);

    /// <summary>What a site is doing; null when nothing is known of it.</summary>
    public SiteView? Site(string siteId) => _sites.TryGetValue(siteId, out var site) ? site.View : null;

    /// <summary>
    /// Adds the chargers whose snapshot, connection, chaos or wish has changed since the last drain, each once, and
    /// returns how many. For one consumer.
    /// </summary>
    public int DrainChanged(List<SimulatedCharger> into) => _shared.DrainChanged(into);

    /// <summary>Stops all chargers in an orderly way; what is not done within <paramref name="limit"/> stays queued.</summary>
    public Task StopAsync(TimeSpan limit) => Task.WhenAll(_chargers.Values.Select(charger => charger.StopAsync(limit)));

    private void Measure(Meter? meter)
    {
        if (meter is not null)
        {
            _shared.Meter = new FleetMeter(meter, _chargers, _shards, _shared);
        }
    }

    private Site SiteOf(string siteId) =>
        _sites.GetOrAdd(siteId, static (id, shards) => new Site(id, shards[id.Sum(c => c) % shards.Length]), _shards);

    /// <summary>Cuts all links and ends the loops. Chargers that still run are lost as in a power cut.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await Task.WhenAll(_chargers.Values.Select(charger => charger.DetachAsync())).ConfigureAwait(false);
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }
        _ownTransfers?.Dispose();
    }
}
