using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>One OCPP-J message, taken apart but with its payload still as bytes (OCPP-J 1.6 §4.2).</summary>
public readonly record struct Frame
{
    /// <summary>CALL, CALLRESULT or CALLERROR.</summary>
    public required MessageType Type { get; init; }

    /// <summary>
    /// Pairs an answer with its call; at most 36 characters when sent by the book. Empty in a CALLERROR without a usable
    /// id (<c>""</c>, <c>"-1"</c>, <c>null</c>), which some central systems send when they could not read a call.
    /// </summary>
    public required string MessageId { get; init; }

    /// <summary>CALL: the action's name as it was sent. Otherwise empty.</summary>
    public string Action { get; init; }

    /// <summary>CALL: the action of that name; null when there is none.</summary>
    public OcppAction? KnownAction { get; init; }

    /// <summary>CALL and CALLRESULT: the payload, a slice of the frame.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>CALLERROR: the code; <see cref="RpcErrorCode.GenericError"/> when it is missing or unknown.</summary>
    public RpcErrorCode ErrorCode { get; init; }

    /// <summary>CALLERROR: the description, led by the code when that is unknown; empty when missing.</summary>
    public string ErrorDescription { get; init; }

    /// <summary>True for what is no message of OCPP-J but otherwise in order; nothing else is set then.</summary>
    public bool IsOfUnknownType { get; init; }

    /// <summary>CALL: what is wrong with the frame, when it can still be answered; otherwise null.</summary>
    public string? Flaw { get; init; }
}
