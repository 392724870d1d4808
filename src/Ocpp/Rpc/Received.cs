using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>What <see cref="RpcSession.Receive"/> made of a frame.</summary>
public readonly record struct Received
{
    /// <summary>What it is to the receiver.</summary>
    public required ReceivedKind Kind { get; init; }

    /// <summary>CALL, CALLRESULT or CALLERROR; null when it could not be read.</summary>
    public MessageType? Type { get; init; }

    /// <summary>Its message id; empty when it has none.</summary>
    public string MessageId { get; init; }

    /// <summary>The action called, or of the call that is answered; null when there is none of that name.</summary>
    public OcppAction? Action { get; init; }

    /// <summary>The action's name as sent, also when it is unknown; empty when it has none.</summary>
    public string ActionName { get; init; }

    /// <summary>The decoded request of a <see cref="ReceivedKind.Call"/> or response of a <see cref="ReceivedKind.Result"/>.</summary>
    public object? Payload { get; init; }

    /// <summary>The call of ours that is answered; no longer pending.</summary>
    public PendingCall? Call { get; init; }

    /// <summary>From that call to its answer.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>The code of a CALLERROR received or, for <see cref="ReceivedKind.RefusedCall"/>, written.</summary>
    public RpcErrorCode ErrorCode { get; init; }

    /// <summary>True for a frame that is in order but of no message type of ours: to be ignored (OCPP-J 1.6 §4.1.3).</summary>
    public bool IsOfUnknownType { get; init; }

    /// <summary>What is wrong with the frame, or the description of a CALLERROR; empty when all is well.</summary>
    public string Problem { get; init; }
}

/// <summary>What a received frame is to its receiver.</summary>
public enum ReceivedKind
{
    /// <summary>A valid call: to be answered.</summary>
    Call,

    /// <summary>A valid answer to the pending call.</summary>
    Result,

    /// <summary>A CALLERROR to the pending call.</summary>
    Error,

    /// <summary>A call that is not valid; the CALLERROR is in the reply buffer.</summary>
    RefusedCall,

    /// <summary>An answer to the pending call that is not valid: the call counts as failed.</summary>
    BadResult,

    /// <summary>An answer to the last call that timed out: to be logged, nothing else.</summary>
    Late,

    /// <summary>Nothing that can be answered or paired: to be logged, nothing else.</summary>
    Dropped,
}
