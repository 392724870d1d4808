using System.Text.Json.Serialization;
using Ocpp.V16;

namespace Server.Chargers;

/// <summary>Chaos to inject. What belongs to which kind, and its range, is in GET /chaos/kinds.</summary>
public sealed record ChaosRequest
{
    /// <summary>What goes wrong.</summary>
    public required ChaosKind Kind { get; init; }

    /// <summary>The EVSE, for kinds that can be about one: without it the charger itself, or each of its EVSEs.</summary>
    public int? EvseId { get; init; }

    /// <summary>60 by default; 0 for until lifted.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>For fault: OtherError by default.</summary>
    public ChargePointErrorCode? ErrorCode { get; init; }

    /// <summary>For power-spike, 1 to 10, and power-drop, 0 to 1: what the power is multiplied by; 1.5 and 0.5 by default.</summary>
    public double? Factor { get; init; }

    /// <summary>For latency: what a frame takes on average, 0 to 60,000 ms; 500 by default.</summary>
    public double? MeanMs { get; init; }

    /// <summary>For latency: how much more or less at most, 0 to 60,000 ms; 100 by default.</summary>
    public double? JitterMs { get; init; }

    /// <summary>For drop, duplicate and corrupt: of each frame, 0 to 1; 0.1, 0.2 and 0.1 by default.</summary>
    public double? Probability { get; init; }

    /// <summary>For clock-skew: how far the clock is ahead, or with a minus behind, at most ten years; 3600 by default.</summary>
    public double? OffsetSeconds { get; init; }

    /// <summary>For connect-slow: what comes on top of each attempt, 0 to 600,000 ms; 10,000 by default.</summary>
    public double? DelayMs { get; init; }

    /// <summary>What chance follows from, a whole number from 0 to 2^53 - 1; by default the server's seed.</summary>
    public long? Seed { get; init; }
}

/// <summary>Kinds of chaos.</summary>
public enum ChaosKind
{
    /// <summary>A hardware fault.</summary>
    [JsonStringEnumMemberName("fault")]
    Fault,

    /// <summary>No link to the CSMS.</summary>
    [JsonStringEnumMemberName("disconnect")]
    Disconnect,

    /// <summary>More flows than allowed.</summary>
    [JsonStringEnumMemberName("power-spike")]
    PowerSpike,

    /// <summary>Less flows than could.</summary>
    [JsonStringEnumMemberName("power-drop")]
    PowerDrop,

    /// <summary>The car takes nothing.</summary>
    [JsonStringEnumMemberName("suspend-ev")]
    SuspendEv,

    /// <summary>The EVSE gives nothing.</summary>
    [JsonStringEnumMemberName("suspend-evse")]
    SuspendEvse,

    /// <summary>Frames take long.</summary>
    [JsonStringEnumMemberName("latency")]
    Latency,

    /// <summary>Frames are lost.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>Frames arrive twice.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Frames arrive broken.</summary>
    [JsonStringEnumMemberName("corrupt")]
    Corrupt,

    /// <summary>The socket stays up, nothing passes.</summary>
    [JsonStringEnumMemberName("half-open")]
    HalfOpen,

    /// <summary>Locking and unlocking fail.</summary>
    [JsonStringEnumMemberName("lock-failure")]
    LockFailure,

    /// <summary>The charger loses power, and boots again when it ends.</summary>
    [JsonStringEnumMemberName("power-loss")]
    PowerLoss,

    /// <summary>The clock is wrong.</summary>
    [JsonStringEnumMemberName("clock-skew")]
    ClockSkew,

    /// <summary>Attempts to connect are refused.</summary>
    [JsonStringEnumMemberName("connect-refused")]
    ConnectRefused,

    /// <summary>Attempts to connect take long.</summary>
    [JsonStringEnumMemberName("connect-slow")]
    ConnectSlow,

    /// <summary>TLS handshakes fail.</summary>
    [JsonStringEnumMemberName("tls-failure")]
    TlsFailure,
}

/// <summary>Chaos in force.</summary>
/// <param name="Id">To lift it by.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="EvseId">The EVSE; null for the whole charger, or each of its EVSEs.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="EndsAt">Null for until lifted.</param>
/// <param name="ErrorCode">Of a fault; null for other kinds.</param>
/// <param name="Detail">Its values in a few words; null for a kind without any.</param>
public sealed record Chaos(
    string Id,
    ChaosKind Kind,
    int? EvseId,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndsAt,
    ChargePointErrorCode? ErrorCode,
    string? Detail
);

/// <summary>Chaos for many chargers: <c>ids</c>, <c>all</c>, or a <c>share</c> of either.</summary>
public sealed record BulkChaosRequest
{
    /// <summary>These chargers, of any location.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>True for all chargers of the location.</summary>
    public bool? All { get; init; }

    /// <summary>So much of ids, or of the location's chargers, above 0 to 1, chosen by the seed; one at least.</summary>
    public double? Share { get; init; }

    /// <summary>For all and share: the location; the active one by default.</summary>
    public string? LocationId { get; init; }

    /// <summary>Chooses the chargers of a share, and is the seed of each chaos without one; a whole number from 0 to 2^53 - 1, a fresh one by default.</summary>
    public long? Seed { get; init; }

    /// <summary>1 to 20 of them; one charger gets all or none. A single one may stand here without the brackets.</summary>
    public required IReadOnlyList<ChaosRequest> Chaos { get; init; }
}

/// <summary>What an injection into many came to.</summary>
/// <param name="Injected">Chargers that have all of it now.</param>
/// <param name="Refused">Chargers that have none of it, with the reason.</param>
/// <param name="ChaosIds">By charger: the ids to lift it by, in the order of the request.</param>
/// <param name="Seed">Repeats the choice, and the chance.</param>
public sealed record BulkChaosOutcome(
    int Injected,
    IReadOnlyList<RefusedCharger> Refused,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ChaosIds,
    long Seed
);

/// <summary>Whose chaos to lift: exactly one of <c>ids</c> and <c>all</c>.</summary>
public sealed record LiftChaosRequest
{
    /// <summary>These chargers, of any location.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>True for all chargers of the location.</summary>
    public bool? All { get; init; }

    /// <summary>For all: the location; the active one by default.</summary>
    public string? LocationId { get; init; }
}

/// <summary>What was lifted.</summary>
/// <param name="Chargers">Chargers that had any chaos.</param>
/// <param name="Lifted">Chaos that is lifted now.</param>
public sealed record LiftedChaos(int Chargers, int Lifted);

/// <summary>A kind of chaos as a form needs it.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What happens.</param>
/// <param name="Scope">Whether it takes an evseId, and what it is about without.</param>
/// <param name="Parameters">What can be set.</param>
public sealed record ChaosKindInfo(
    ChaosKind Kind,
    string Title,
    string Description,
    ChaosScope Scope,
    IReadOnlyList<ChaosParameterInfo> Parameters
);

/// <summary>What a kind of chaos is about.</summary>
public enum ChaosScope
{
    /// <summary>The charger as a whole: it takes no evseId.</summary>
    [JsonStringEnumMemberName("charger")]
    Charger,

    /// <summary>An EVSE, or without evseId the charger itself.</summary>
    [JsonStringEnumMemberName("evse-or-charger")]
    EvseOrCharger,

    /// <summary>An EVSE, or without evseId each of them.</summary>
    [JsonStringEnumMemberName("evse-or-all")]
    EvseOrAll,
}

/// <summary>What can be set.</summary>
/// <param name="Name">Its field in the request.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Type">number or choice.</param>
/// <param name="Unit">s, ms or ×; null without one.</param>
/// <param name="Minimum">The least number.</param>
/// <param name="Maximum">The greatest number.</param>
/// <param name="Default">The number that it is when left out.</param>
/// <param name="Choices">What to choose from; null for a number.</param>
/// <param name="DefaultChoice">The choice when left out.</param>
public sealed record ChaosParameterInfo(
    string Name,
    string Title,
    string Description,
    ChaosParameterType Type,
    string? Unit,
    double? Minimum,
    double? Maximum,
    double? Default,
    IReadOnlyList<string>? Choices,
    string? DefaultChoice
);

/// <summary>What a parameter takes.</summary>
public enum ChaosParameterType
{
    /// <summary>A number from minimum to maximum.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>One of the choices.</summary>
    [JsonStringEnumMemberName("choice")]
    Choice,
}
