using Ocpp.Rpc;

namespace Csms;

/// <summary>How a call to a charge point ended.</summary>
public enum CallStatus
{
    /// <summary>CALLRESULT.</summary>
    Result,

    /// <summary>CALLERROR, or a CALLRESULT that breaks the schema of its action.</summary>
    Error,

    /// <summary>No answer within <see cref="CentralSystemOptions.CallTimeout"/>.</summary>
    Timeout,

    /// <summary>The connection ended before the answer, or before the call's turn.</summary>
    ConnectionLost,

    /// <summary>Too many calls wait for their turn; nothing was sent.</summary>
    QueueFull,
}

/// <summary>The end of a call to a charge point.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="MessageId">Its message id; empty when it was never sent.</param>
/// <param name="Payload">The decoded response of a result; null otherwise.</param>
/// <param name="ErrorCode">Of an error; GenericError stands for codes of no standard.</param>
/// <param name="Description">Of an error, or what went wrong; empty for a result.</param>
/// <param name="RoundTrip">From call to answer; null without one.</param>
public sealed record CallOutcome(
    CallStatus Status,
    string MessageId,
    object? Payload,
    RpcErrorCode? ErrorCode,
    string Description,
    TimeSpan? RoundTrip
);
