using Ocpp.V16;

namespace Csms;

/// <summary>Whether a session runs.</summary>
public enum SessionState
{
    /// <summary>Started, not stopped.</summary>
    Open,

    /// <summary>Ended by StopTransaction.</summary>
    Stopped,

    /// <summary>Never stopped, but a later transaction has started on the connector: its StopTransaction was lost.</summary>
    Superseded,
}

/// <summary>One transaction as the central system knows it. Immutable: each change is a new record.</summary>
public sealed record CsmsSession
{
    /// <summary>Unique and growing over all sessions, of former lives as well.</summary>
    public required long Number { get; init; }

    /// <summary>The transaction id on the wire; any integer when the charge point stopped one never started here.</summary>
    public required int TransactionId { get; init; }

    /// <summary>The identity of the charge point.</summary>
    public required string ChargePointId { get; init; }

    /// <summary>0 when the start was never seen.</summary>
    public int ConnectorId { get; init; }

    /// <summary>The tag that started it, or the one that stopped it when the start was never seen.</summary>
    public string? IdTag { get; init; }

    /// <summary>What StartTransaction was answered; null when the start was never seen.</summary>
    public AuthorizationStatus? Authorization { get; init; }

    /// <summary>By the charge point's clock; null when the start was never seen.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The register at the start.</summary>
    public int? MeterStartWh { get; init; }

    /// <summary>The reservation that it used.</summary>
    public int? ReservationId { get; init; }

    /// <summary>The message id of its StartTransaction.</summary>
    public string? StartMessageId { get; init; }

    /// <summary>Open, stopped or superseded.</summary>
    public required SessionState State { get; init; }

    /// <summary>By the charge point's clock.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The register at the end.</summary>
    public int? MeterStopWh { get; init; }

    /// <summary>Why it ended; a StopTransaction without reason says Local.</summary>
    public Reason? Reason { get; init; }

    /// <summary>When the newest sample was taken, by the charge point's clock.</summary>
    public DateTimeOffset? SampledAt { get; init; }

    /// <summary>The import register as of the newest sample that had it.</summary>
    public double? RegisterWh { get; init; }

    /// <summary>Import power as of the newest sample that had it; 0 once stopped.</summary>
    public double? PowerW { get; init; }

    /// <summary>State of charge as of the newest sample that had it.</summary>
    public double? SocPercent { get; init; }

    /// <summary>Samples received, each counted once.</summary>
    public int SampleCount { get; init; }

    /// <summary>Energy so far; null while neither samples nor the end are known, or the start was never seen.</summary>
    public double? EnergyWh => (MeterStopWh ?? RegisterWh) - MeterStartWh;
}
