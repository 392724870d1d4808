using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>A CALL of ours that has not been answered.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Action">Its action.</param>
/// <param name="SentAt">When it was written.</param>
/// <param name="Context">Whatever its sender wants back with the answer.</param>
public sealed record PendingCall(string MessageId, OcppAction Action, Instant SentAt, object? Context);
