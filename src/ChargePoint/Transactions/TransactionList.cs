using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Transactions that run, or have ended and have an id that their queued messages need; and what the CSMS says to them. One that
/// has ended before StartTransaction was answered is not among them: the message says all of it, so that any number of offline
/// transactions costs no more than their messages.
/// </summary>
internal sealed class TransactionList(ChargePoint cp)
{
    private readonly List<Transaction> _items = new(0);

    public IReadOnlyList<Transaction> Items => _items;

    public Transaction? Find(long key) => _items.Find(transaction => transaction.Key == key);

    public void Add(Transaction transaction) => _items.Add(transaction);

    /// <summary>A transaction has ended, and its StopTransaction is queued.</summary>
    public void Ended(Transaction transaction)
    {
        transaction.Running = false;
        transaction.NextSample = Ocpp.Instant.Never;
        transaction.Data = null;
        cp.RemoveTxProfiles(transaction);
        if (transaction.WireId is null)
        {
            _items.Remove(transaction);
        }
        cp.Save(DurableParts.Transactions);
    }

    /// <summary>A queued message was answered.</summary>
    public void Delivered(QueuedMessage message, object response)
    {
        switch (response)
        {
            case StartTransactionResponse started:
                InvalidTransaction.StartAnswered(cp, Started(message), started);
                break;
            case StopTransactionResponse stopped when Find(message.TransactionKey) is { } transaction:
                // The answer speaks of the tag in StopTransaction, the one who stopped.
                if (TagOf(message) is { } idTag)
                {
                    cp.Authorization.Heard(idTag, stopped.IdTagInfo);
                }
                Forget(transaction);
                break;
        }
    }

    /// <summary>A queued message was given up.</summary>
    public void GivenUp(QueuedMessage message)
    {
        if (message.Action == Actions.StartTransaction.Name)
        {
            Started(message).StartGivenUp = true;
            cp.Save(DurableParts.Transactions);
        }
        else if (message.Action == Actions.StopTransaction.Name && Find(message.TransactionKey) is { } transaction)
        {
            Forget(transaction);
        }
    }

    // The transaction of a StartTransaction, from the message if it has ended meanwhile.
    private Transaction Started(QueuedMessage message)
    {
        if (Find(message.TransactionKey) is { } known)
        {
            return known;
        }
        if (
            !Actions.StartTransaction.Request.TryDecode(
                message.Payload,
                out StartTransactionRequest? start,
                out PayloadError error
            )
        )
        {
            throw new InvalidDataException($"Queued {message.Action} {message.MessageId} is damaged: {error.Message}");
        }
        Transaction ended = new()
        {
            Key = message.TransactionKey,
            ConnectorId = start.ConnectorId,
            IdTag = start.IdTag,
            StartedAt = start.Timestamp,
            MeterStartWh = start.MeterStart,
            Running = false,
        };
        _items.Add(ended);
        return ended;
    }

    private static string? TagOf(QueuedMessage stop) =>
        Actions.StopTransaction.Request.TryDecode(stop.Payload, out StopTransactionRequest? request, out _)
            ? request.IdTag
            : null;

    // StopTransaction is the last message of a transaction.
    private void Forget(Transaction transaction)
    {
        _items.Remove(transaction);
        cp.Save(DurableParts.Transactions);
    }
}
