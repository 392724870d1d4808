using Ocpp.V16;

namespace ChargePoints;

/// <summary>Transactions that run, or have ended and still have messages in the queue; and what the CSMS says to them.</summary>
internal sealed class TransactionList(ChargePoint cp)
{
    private readonly List<Transaction> _items = new(0);

    public IReadOnlyList<Transaction> Items => _items;

    public Transaction? Find(long key) => _items.Find(transaction => transaction.Key == key);

    public void Add(Transaction transaction) => _items.Add(transaction);

    /// <summary>A queued message was answered.</summary>
    public void Delivered(QueuedMessage message, object response)
    {
        switch (response)
        {
            case StartTransactionResponse started when Find(message.TransactionKey) is { } transaction:
                InvalidTransaction.StartAnswered(cp, transaction, started);
                break;
            case StopTransactionResponse stopped when Find(message.TransactionKey) is { } transaction:
                // The answer speaks of the tag in StopTransaction, the one who stopped.
                if (TagOf(message) is { } idTag)
                {
                    cp.AuthorizationCache.Update(idTag, stopped.IdTagInfo);
                }
                Forget(transaction);
                break;
        }
    }

    /// <summary>A queued message was given up.</summary>
    public void GivenUp(QueuedMessage message)
    {
        if (Find(message.TransactionKey) is not { } transaction)
        {
            return;
        }
        if (message.Action == Actions.StartTransaction.Name)
        {
            transaction.StartGivenUp = true;
            cp.Save(DurableParts.Transactions);
        }
        else if (message.Action == Actions.StopTransaction.Name)
        {
            Forget(transaction);
        }
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
