using Ocpp.V16;
using Server.Chargers;
using Server.Import;
using Server.Logs;
using Server.Scenarios;

namespace Server.Live;

/// <summary>Topic <c>fleet</c>: the pulse of the active location. Hub message <c>fleet</c>.</summary>
public sealed record FleetUpdate
{
    /// <summary>Grows by 1 with each message of the topic; on a gap, refetch.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The active location.</summary>
    public required string LocationId { get; init; }

    /// <summary>Its name.</summary>
    public required string LocationName { get; init; }

    /// <summary>Chargers in it.</summary>
    public required int Total { get; init; }

    /// <summary>Chargers that should run.</summary>
    public required int Running { get; init; }

    /// <summary>Chargers with an open link.</summary>
    public required int Connected { get; init; }

    /// <summary>EVSEs that charge.</summary>
    public required int Charging { get; init; }

    /// <summary>Power of all its EVSEs.</summary>
    public required double PowerW { get; init; }

    /// <summary>OCPP messages of all chargers, both ways.</summary>
    public required double MessagesPerSecond { get; init; }

    /// <summary>EVSEs of running chargers by status.</summary>
    public required IReadOnlyDictionary<string, int> Statuses { get; init; }

    /// <summary>The scenario that runs there; null when none does.</summary>
    public RunningScenario? Scenario { get; init; }

    /// <summary>What keeps a database from being written, and what to mend, as in <c>/health</c>; null when all is well.</summary>
    public string? Trouble { get; init; }
}

/// <summary>A scenario that runs.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Name">The scenario.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="ElapsedSeconds">Since it began.</param>
/// <param name="DurationSeconds">How long it lasts.</param>
public sealed record RunningScenario(
    string RunId,
    string Name,
    string Title,
    double ElapsedSeconds,
    double DurationSeconds
);

/// <summary>Topic <c>chargers</c>: what has changed in the list of the active location. Hub message <c>chargers</c>.</summary>
public sealed record ChargersUpdate
{
    /// <summary>Grows by 1 with each message of the topic; on a gap, refetch.</summary>
    public required long Seq { get; init; }

    /// <summary>Chargers that are new or have changed.</summary>
    public required IReadOnlyList<Charger> Changed { get; init; }

    /// <summary>Ids of chargers that are gone.</summary>
    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>True: refetch the list (the active location has changed, or more has than fits).</summary>
    public required bool Reset { get; init; }
}

/// <summary>Topic <c>charger:ID</c>. Hub message <c>charger</c>.</summary>
public sealed record ChargerUpdate
{
    /// <summary>Grows by 1 with each message of the topic; on a gap, refetch.</summary>
    public required long Seq { get; init; }

    /// <summary>The charger; null once it is deleted.</summary>
    public required Charger? Charger { get; init; }

    /// <summary>The charger's id.</summary>
    public required string ChargerId { get; init; }

    /// <summary>New points of its history.</summary>
    public required IReadOnlyList<EvseSample> Samples { get; init; }

    /// <summary>All configuration keys when one has changed; else null.</summary>
    public required IReadOnlyList<ConfigurationKey>? Configuration { get; init; }

    /// <summary>What else has changed; each part has its own address to fetch it from.</summary>
    public required IReadOnlyList<ChargerPart> Parts { get; init; }
}

/// <summary>A point of an EVSE's history.</summary>
/// <param name="EvseId">The EVSE.</param>
/// <param name="Time">When.</param>
/// <param name="PowerW">Active power from then on.</param>
/// <param name="LimitW">The most that might flow; null while the charger was off or restarting.</param>
/// <param name="SocPercent">State of charge; null without a car.</param>
public sealed record EvseSample(int EvseId, DateTimeOffset Time, double PowerW, double? LimitW, double? SocPercent);

/// <summary>What SubscribeLogs has asked for, of all logs. Hub message <c>logs</c>.</summary>
public sealed record LogsUpdate
{
    /// <summary>Grows by 1 with each message of the topic; on a gap, refetch.</summary>
    public required long Seq { get; init; }

    /// <summary>New lines, oldest first.</summary>
    public required IReadOnlyList<LogEntry> Entries { get; init; }

    /// <summary>Lines left out because there were too many; the logs themselves have the newest of them.</summary>
    public required long Dropped { get; init; }
}

/// <summary>
/// Topic <c>data</c>: the lists of locations and vehicles have changed. Hub message <c>data</c>. After the first message
/// fetch both; after each further one the list whose number has grown.
/// </summary>
public sealed record DataUpdate
{
    /// <summary>Grows by 1 with each message of the topic; on a gap, refetch.</summary>
    public required long Seq { get; init; }

    /// <summary>Version of the list of locations, with its counts and states.</summary>
    public required long Locations { get; init; }

    /// <summary>Version of the list of vehicles, with where they are plugged in; not with how full they are.</summary>
    public required long Vehicles { get; init; }
}

/// <summary>
/// Topic <c>import</c>: how far an import or a bulk creation is that writes; a dry run is not told of. Hub message
/// <c>import</c>.
/// </summary>
public sealed record ImportUpdate
{
    /// <summary>Grows by 1 with each message of the topic.</summary>
    public required long Seq { get; init; }

    /// <summary>Where it is; it ends with done or failed.</summary>
    public required ImportPhase Phase { get; init; }

    /// <summary>What is done of this phase.</summary>
    public required long Done { get; init; }

    /// <summary>What this phase has to do; null when it is not known.</summary>
    public required long? Total { get; init; }
}

/// <summary>
/// Topic <c>scenario:LOCATION</c>: the run there. Hub message <c>scenario</c>. The status has the entries of the timeline that
/// are new since the last message; their own numbers tell whether any are missing: fetch those with /scenarios/status?after=.
/// </summary>
public sealed record ScenarioUpdate
{
    /// <summary>Grows by 1 with each message of the topic.</summary>
    public required long Seq { get; init; }

    /// <summary>How it stands, with what is new on its timeline.</summary>
    public required ScenarioStatus Status { get; init; }
}

/// <summary>Power of a charger over the last minutes, in the answer to <c>RowTrails</c>.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="Samples">When its power changed, oldest first.</param>
public sealed record PowerTrail(string ChargerId, IReadOnlyList<FleetSample> Samples);

/// <summary>The answer to <c>Subscribe</c>.</summary>
/// <param name="Seq">The topic's number so far: the next message has the next one.</param>
public sealed record Subscription(long Seq);
