using System.Text.Json;
using System.Text.Json.Serialization;

namespace Server.Logs;

/// <summary>A line of a log.</summary>
public record LogEntry
{
    /// <summary>Grows along the log; pass the last one seen as <c>after</c>.</summary>
    public required long Seq { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whose; null for what the simulator itself has done.</summary>
    public required string? ChargerId { get; init; }

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

    /// <summary>True when the payload was too long for the charger's share of the log's memory and is cut; it is a text then.</summary>
    public required bool Truncated { get; init; }
}

/// <summary>A line of an exported log.</summary>
public sealed record ExportedLogEntry : LogEntry
{
    /// <summary>The frame as it was on the wire, but for secrets; null for what is no frame.</summary>
    public required string? Frame { get; init; }
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
