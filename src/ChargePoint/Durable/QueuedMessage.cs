namespace ChargePoints;

/// <summary>
/// A transaction-related message that waits for its delivery: StartTransaction, StopTransaction or MeterValues (OCPP 1.6 §3.7).
/// Once it is in the store it is one row, known by its <see cref="Sequence"/>.
/// </summary>
/// <param name="Sequence">Grows with each message of a charge point; the order of delivery.</param>
/// <param name="MessageId">The OCPP-J message id, the same at each attempt.</param>
/// <param name="Action">The OCPP action.</param>
/// <param name="Payload">The request as UTF-8 JSON.</param>
/// <param name="TransactionKey">The sequence of the transaction's StartTransaction; 0 outside a transaction.</param>
/// <param name="TransactionIdPending">True while the payload's transactionId is a placeholder, set when it is sent.</param>
/// <param name="Attempts">Failed attempts so far. A broken link is no failed attempt.</param>
public sealed record QueuedMessage(
    long Sequence,
    string MessageId,
    string Action,
    byte[] Payload,
    long TransactionKey,
    bool TransactionIdPending,
    int Attempts
);
