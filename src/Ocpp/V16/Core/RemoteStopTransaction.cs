using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a transaction to be stopped (OCPP 1.6 §6.35).</summary>
public sealed record RemoteStopTransactionRequest
{
    /// <summary>The id from <see cref="StartTransactionResponse"/>.</summary>
    public required int TransactionId { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("transactionId", Integer));
}

/// <summary>
/// The answer to <see cref="RemoteStopTransactionRequest"/>: whether the stop will be tried (OCPP 1.6 §6.36).
/// </summary>
public sealed record RemoteStopTransactionResponse
{
    /// <summary>Outcome.</summary>
    public required RemoteStartStopStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<RemoteStartStopStatus>()));
}
