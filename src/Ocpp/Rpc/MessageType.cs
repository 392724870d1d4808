namespace Ocpp.Rpc;

/// <summary>The three kinds of OCPP-J messages; the value is the first element of the frame (OCPP-J 1.6 §4.1.3).</summary>
public enum MessageType
{
    /// <summary>A request: <c>[2, id, action, payload]</c>.</summary>
    Call = 2,

    /// <summary>Its answer: <c>[3, id, payload]</c>.</summary>
    CallResult = 3,

    /// <summary>The answer to a request that could not be handled: <c>[4, id, code, description, details]</c>.</summary>
    CallError = 4,
}
