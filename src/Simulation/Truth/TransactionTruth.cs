using System.Runtime.InteropServices;

namespace Simulation.Truth;

/// <summary>What became of a message about a transaction.</summary>
public enum MessageFate
{
    /// <summary>It was never made.</summary>
    None,

    /// <summary>It waits to be delivered.</summary>
    Queued,

    /// <summary>The CSMS has answered it.</summary>
    Delivered,

    /// <summary>It was given up after its last attempt (OCPP 1.6 §3.7.1).</summary>
    GivenUp,
}

/// <summary>How the last attempt to deliver a message failed.</summary>
public enum GiveUpCause
{
    /// <summary>It has not been given up.</summary>
    None,

    /// <summary>No answer came in time.</summary>
    NoAnswer,

    /// <summary>The CSMS answered with a CALLERROR (OCPP-J 1.6 §4.2.3).</summary>
    CallError,

    /// <summary>The answer was not valid.</summary>
    InvalidAnswer,
}

/// <summary>A transaction as meter and queue of its charger had it.</summary>
public sealed record ChargerTransaction
{
    /// <summary>Whose.</summary>
    public required string ChargerId { get; init; }

    /// <summary>At which EVSE.</summary>
    public required int EvseId { get; init; }

    /// <summary>Unique and growing for the charger.</summary>
    public required long Key { get; init; }

    /// <summary>Who charged.</summary>
    public required string IdTag { get; init; }

    /// <summary>The message id of StartTransaction.</summary>
    public required string StartMessageId { get; init; }

    /// <summary>By the charger's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>meterStart of StartTransaction.</summary>
    public required long MeterStartWh { get; init; }

    /// <summary>The register when StartTransaction was made, in mWh.</summary>
    public required long RegisterAtStartMilliWh { get; init; }

    /// <summary>What became of StartTransaction.</summary>
    public MessageFate Start { get; init; } = MessageFate.Queued;

    /// <summary>StopTransactions that were made for it: one when all is well, none while it runs.</summary>
    public int Stops { get; init; }

    /// <summary>The message id of StopTransaction.</summary>
    public string? StopMessageId { get; init; }

    /// <summary>By the charger's clock.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>meterStop of StopTransaction.</summary>
    public long? MeterStopWh { get; init; }

    /// <summary>The register when StopTransaction was made, in mWh.</summary>
    public long? RegisterAtStopMilliWh { get; init; }

    /// <summary>What became of StopTransaction.</summary>
    public MessageFate Stop { get; init; }

    /// <summary>As the CSMS gave it; null when it did not, or the transaction had ended before.</summary>
    public int? TransactionId { get; init; }

    /// <summary>Attempts after which a message was given up, the first one if both were; 0 when none was.</summary>
    public int GivenUpAfter { get; init; }

    /// <summary>How the last of those attempts failed.</summary>
    public GiveUpCause GiveUpCause { get; init; }

    /// <summary>MeterValues that were given up: samples between start and end that the CSMS does not have.</summary>
    public int MeterValuesGivenUp { get; init; }
}

/// <summary>The energy register of one EVSE over a run.</summary>
/// <param name="ChargerId">Whose.</param>
/// <param name="EvseId">Of which EVSE.</param>
/// <param name="FirstMilliWh">What it showed first.</param>
/// <param name="LastMilliWh">What it shows now.</param>
/// <param name="Falls">How often it showed less than before: never, when all is well.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EvseRegister(
    string ChargerId,
    int EvseId,
    long FirstMilliWh,
    long LastMilliWh,
    int Falls
);

/// <summary>A session as a CSMS has it.</summary>
/// <param name="ChargerId">The identity of the charge point.</param>
/// <param name="TransactionId">As on the wire.</param>
/// <param name="StartMessageId">The message id of its StartTransaction; null when it never saw one.</param>
/// <param name="EvseId">The connector; 0 when it never saw the start.</param>
/// <param name="MeterStartWh">meterStart; null when it never saw the start.</param>
/// <param name="MeterStopWh">meterStop; null while it has not seen the stop.</param>
public sealed record CsmsTransaction(
    string ChargerId,
    int TransactionId,
    string? StartMessageId,
    int EvseId,
    long? MeterStartWh,
    long? MeterStopWh
);
