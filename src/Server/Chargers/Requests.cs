using System.Text.Json;
using System.Text.Json.Serialization;
using Ocpp.V16;
using Server.Api;

namespace Server.Chargers;

/// <summary>Which chargers: <c>ids</c>, or <c>all</c> of the active location.</summary>
public sealed record ChargerSelection
{
    /// <summary>Ids of chargers.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>True for all chargers of the active location.</summary>
    public bool? All { get; init; }
}

/// <summary>What starting or stopping many came to. The work itself goes on; progress comes over the hub.</summary>
/// <param name="Requested">Chargers asked for.</param>
/// <param name="Changed">Chargers whose wish has changed.</param>
/// <param name="Unchanged">Chargers that already had that wish.</param>
/// <param name="Refused">Chargers that could not be started, with the reason.</param>
public sealed record BulkOutcome(int Requested, int Changed, int Unchanged, IReadOnlyList<RefusedCharger> Refused);

/// <summary>A charger that was left out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Detail">Why.</param>
public sealed record RefusedCharger(string Id, string Detail);

/// <summary>A car to plug in.</summary>
public sealed record PlugInRequest
{
    /// <summary>By default the vehicle that carries the tag presented, else a generic one of 60 kWh.</summary>
    public string? VehicleId { get; init; }
}

/// <summary>Where to pull the cable.</summary>
public sealed record UnplugRequest
{
    /// <summary>evse by default.</summary>
    public UnplugAt? Side { get; init; }
}

/// <summary>Where a cable is pulled.</summary>
public enum UnplugAt
{
    /// <summary>At the socket of the EVSE.</summary>
    [JsonStringEnumMemberName("evse")]
    Evse,

    /// <summary>At the car's inlet.</summary>
    [JsonStringEnumMemberName("ev")]
    Ev,
}

/// <summary>A card held to the reader.</summary>
public sealed record PresentTagRequest
{
    /// <summary>1-20 printable ASCII characters.</summary>
    public required string IdTag { get; init; }
}

/// <summary>Plug in and present the tag in one.</summary>
public sealed record StartTransactionRequest
{
    /// <summary>1-20 printable ASCII characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>By default the vehicle that carries the tag, else a generic one of 60 kWh.</summary>
    public string? VehicleId { get; init; }
}

/// <summary>End the running transaction.</summary>
public sealed record StopTransactionRequest
{
    /// <summary>Local by default.</summary>
    public Reason? Reason { get; init; }
}

/// <summary>Set a connector's state by hand, by performing what causes it.</summary>
public sealed record SetStatusRequest
{
    /// <summary>The status to reach.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>NoError by default; OtherError with Faulted.</summary>
    public ChargePointErrorCode? ErrorCode { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? Info { get; init; }
}

/// <summary>A configuration key as GetConfiguration shows it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Null when known but unset, or write-only.</param>
/// <param name="Readonly">True when it cannot be set.</param>
public sealed record ConfigurationKey(string Key, string? Value, bool Readonly);

/// <summary>A configuration key to set.</summary>
public sealed record SetConfigurationRequest
{
    /// <summary>Compared without case.</summary>
    public required string Key { get; init; }

    /// <summary>At most 500 characters.</summary>
    public required string Value { get; init; }
}

/// <summary>A line of a charger's log.</summary>
public sealed record LogEntry
{
    /// <summary>Grows along the log; pass the last one seen as <c>after</c>.</summary>
    public required long Seq { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whose.</summary>
    public required string ChargerId { get; init; }

    /// <summary>The EVSE it is about; null for the whole charger.</summary>
    public required int? EvseId { get; init; }

    /// <summary>ocpp, connection, evse, scenario, chaos or system.</summary>
    public required LogCategory Category { get; init; }

    /// <summary>For what was on the wire: call, result, error, or frame when it is no OCPP message; else the kind of event, such as status-changed or connect-failed.</summary>
    public required string Type { get; init; }

    /// <summary>For an OCPP message: out leaves the charger, in arrives.</summary>
    public required LogDirection? Direction { get; init; }

    /// <summary>The action called or answered.</summary>
    public required string? Action { get; init; }

    /// <summary>The message id, which pairs call and answer.</summary>
    public required string? MessageId { get; init; }

    /// <summary>From call to answer, on the answer.</summary>
    public required double? RoundTripMs { get; init; }

    /// <summary>
    /// The payload of the OCPP message as JSON (of a CALLERROR: errorCode, errorDescription, errorDetails), the raw text of a
    /// frame that is no OCPP message, or one line about the event.
    /// </summary>
    public required JsonElement? Payload { get; init; }

    /// <summary>Why a message was refused or dropped; null when all is well.</summary>
    public required string? Problem { get; init; }
}

/// <summary>Streams of the log.</summary>
public enum LogCategory
{
    /// <summary>OCPP messages and protocol behaviour.</summary>
    [JsonStringEnumMemberName("ocpp")]
    Ocpp,

    /// <summary>The link to the CSMS.</summary>
    [JsonStringEnumMemberName("connection")]
    Connection,

    /// <summary>Status, plugs, locks, transactions.</summary>
    [JsonStringEnumMemberName("evse")]
    Evse,

    /// <summary>Scenarios.</summary>
    [JsonStringEnumMemberName("scenario")]
    Scenario,

    /// <summary>Chaos.</summary>
    [JsonStringEnumMemberName("chaos")]
    Chaos,

    /// <summary>Power, reset, configuration.</summary>
    [JsonStringEnumMemberName("system")]
    System,
}

/// <summary>Which way a message went.</summary>
public enum LogDirection
{
    /// <summary>To the charger.</summary>
    [JsonStringEnumMemberName("in")]
    In,

    /// <summary>From the charger.</summary>
    [JsonStringEnumMemberName("out")]
    Out,
}
