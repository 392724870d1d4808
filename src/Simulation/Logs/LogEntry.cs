using Ocpp;

namespace Simulation.Logs;

/// <summary>A line of a charger's log.</summary>
public sealed record LogEntry
{
    /// <summary>Unique in the fleet and growing.</summary>
    public required long Seq { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant Time { get; init; }

    /// <summary>Whose log it is; null for the simulator's own.</summary>
    public required string? ChargerId { get; init; }

    /// <summary>The EVSE concerned; null when it is none in particular.</summary>
    public int? EvseId { get; init; }

    /// <summary>The stream it belongs to.</summary>
    public required LogCategory Category { get; init; }

    /// <summary>What happened: <c>call</c>, <c>result</c>, <c>error</c>, <c>frame</c>, <c>connected</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>Which way an OCPP message went.</summary>
    public LogDirection Direction { get; init; }

    /// <summary>The action called or answered.</summary>
    public string? Action { get; init; }

    /// <summary>Its message id.</summary>
    public string? MessageId { get; init; }

    /// <summary>From call to answer.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>What was wrong with it; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The raw frame, or a line for a person.</summary>
    public string? Payload { get; init; }

    /// <summary>True when the payload was too long for the log and is cut.</summary>
    public bool Truncated { get; init; }
}

/// <summary>The streams of a log; in the API in lower case.</summary>
public enum LogCategory
{
    /// <summary>OCPP messages.</summary>
    Ocpp,

    /// <summary>Connecting, reconnecting, closing.</summary>
    Connection,

    /// <summary>State changes of EVSEs.</summary>
    Evse,

    /// <summary>What scenarios do.</summary>
    Scenario,

    /// <summary>Injected disturbances.</summary>
    Chaos,

    /// <summary>Power, reset, configuration, the simulator itself.</summary>
    System,
}

/// <summary>Which way a message went.</summary>
public enum LogDirection
{
    /// <summary>No message.</summary>
    None,

    /// <summary>From the CSMS.</summary>
    In,

    /// <summary>To the CSMS.</summary>
    Out,
}
