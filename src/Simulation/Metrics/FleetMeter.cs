using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using ChargePoints;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Simulation.Metrics;

/// <summary>
/// The instruments of a fleet. What its loops count anyway, and the states of its chargers, are read when somebody collects; only
/// durations are measured as they happen. Nothing is allocated for a message, and no label is a charger's or chosen by a CSMS.
/// </summary>
internal sealed class FleetMeter
{
    // From the loopback interface to the message time-out.
    private static readonly double[] DurationBounds =
    [
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
        30,
    ];

    private static readonly double[] LagBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

    private static readonly FrozenDictionary<string, KeyValuePair<string, object?>> ActionTags = OcppAction
        .All.Select(action => action.Name)
        .Append(MessageCounts.OtherAction)
        .ToFrozenDictionary(name => name, name => KeyValuePair.Create<string, object?>("action", name));

    private readonly Histogram<double> _callDuration;
    private readonly Counter<long> _timeouts;
    private readonly Histogram<double> _lag;

    public FleetMeter(
        Meter meter,
        ConcurrentDictionary<string, SimulatedCharger> chargers,
        FleetShard[] shards,
        FleetShared shared
    )
    {
        _callDuration = meter.CreateHistogram(
            "ocppsim.call.duration",
            "s",
            "From a charger's call to the CSMS's answer, results and errors",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds }
        );
        _timeouts = meter.CreateCounter<long>(
            "ocppsim.call.timeouts",
            "{call}",
            "Calls of chargers that the CSMS did not answer in time"
        );
        _lag = meter.CreateHistogram(
            "ocppsim.loop.lag",
            "s",
            "How late the event loops come to what is due and to what has arrived",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LagBounds }
        );
        _ = new FleetCensus(meter, chargers);
        ObserveCounters(meter, shards);
        ObserveMessages(meter, shards);
        meter.CreateObservableCounter(
            "ocppsim.log.lines",
            () => shared.LogLines,
            "{line}",
            "Lines written to the logs"
        );
        meter.CreateObservableCounter(
            "ocppsim.log.drops",
            () => shared.LogDrops,
            "{line}",
            "Lines that live readers of the logs were too slow for"
        );
    }

    /// <summary>A call has been answered.</summary>
    public void Answered(string action, TimeSpan roundTrip) =>
        _callDuration.Record(roundTrip.TotalSeconds, TagOf(action));

    /// <summary>A call has been given up.</summary>
    public void TimedOut(string action) => _timeouts.Add(1, TagOf(action));

    /// <summary>Something was due, or arrived, that long ago when its loop came to it.</summary>
    public void Late(TimeSpan by) => _lag.Record(by.TotalSeconds);

    private static KeyValuePair<string, object?> TagOf(string action) =>
        ActionTags.TryGetValue(action, out var tag) ? tag : ActionTags[MessageCounts.OtherAction];

    private static void ObserveCounters(Meter meter, FleetShard[] shards)
    {
        Observe("ocppsim.connects", "{connection}", "Connections made", counters => counters.Connects);
        Observe(
            "ocppsim.reconnects",
            "{connection}",
            "Connections made by chargers that have been connected before since they were switched on",
            counters => counters.Reconnects
        );
        Observe(
            "ocppsim.disconnects",
            "{connection}",
            "Connections that ended without the charger's will: by the CSMS, the network, a disturbance or a power loss",
            counters => counters.LinksLost
        );
        Observe("ocppsim.steps", "{step}", "Inputs that charge points have been stepped with", c => c.Steps);
        Observe(
            "ocppsim.charger.failures",
            "{charger}",
            "Chargers stopped by an error of the simulator",
            counters => counters.ChargersFailed
        );
        var kinds = Enum.GetValues<LinkFailureKind>();
        meter.CreateObservableCounter(
            "ocppsim.connect.failures",
            () =>
                kinds.Select(kind => new Measurement<long>(
                    shards.Sum(shard => Volatile.Read(ref shard.Counters.ConnectFailuresOf[(int)kind])),
                    Tag("reason", JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()))
                )),
            "{attempt}",
            "Attempts to connect that failed, by reason"
        );
        meter.CreateObservableUpDownCounter(
            "ocppsim.loop.inbox",
            () =>
                shards.Select(
                    (shard, loop) =>
                        new Measurement<int>(shard.Arrivals, Tag("loop", loop.ToString(CultureInfo.InvariantCulture)))
                ),
            "{arrival}",
            "Frames and inputs that have arrived and that an event loop has not come to yet"
        );

        void Observe(string name, string unit, string description, Func<ShardCounters, long> read) =>
            meter.CreateObservableCounter(name, () => shards.Sum(shard => read(shard.Counters)), unit, description);
    }

    private static void ObserveMessages(Meter meter, FleetShard[] shards)
    {
        meter.CreateObservableCounter(
            "ocppsim.messages",
            () =>
                MessageMeasurements.Of(
                    Direction.FromChargePoint,
                    kind => shards.Sum(shard => shard.Counters.Messages.Of(kind))
                ),
            "{message}",
            "OCPP messages that went over the wire, as chargers see them"
        );
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
