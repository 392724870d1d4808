using System.Buffers;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Transaction-related messages, delivered in order, each until it is answered or given up (OCPP 1.6 §3.7).
/// Bounded: when it is full the oldest intermediate MeterValues go; StartTransaction and StopTransaction never do, and no
/// transaction starts while it holds nothing else.
/// <para>
/// StartTransaction and StopTransaction are durable before they are sent. MeterValues become rows only when they could not be
/// delivered: a charge point that is online writes none.
/// </para>
/// </summary>
internal sealed class TransactionQueue(ChargePoint cp)
{
    /// <summary>Messages that it holds before intermediate ones are dropped.</summary>
    public const int Capacity = 2_000;

    private readonly List<Entry> _entries = new(0);
    private Instant _failedAt;
    private Instant _retryAt;

    // Told once, until half of it is free again.
    private bool _exhausted;

    public int Count => _entries.Count;

    /// <summary>Messages that are rows in the store.</summary>
    public int SavedCount { get; private set; }

    /// <summary>True when not even dropping makes room for another transaction.</summary>
    public bool IsFull => _entries.Count >= Capacity && !_entries.Exists(entry => entry.IsIntermediate);

    /// <summary>When the first message may be sent.</summary>
    public Instant Due => _entries.Count == 0 ? Instant.Never : _retryAt;

    public IEnumerable<QueuedMessage> Messages => _entries.Select(entry => entry.Message);

    public void Restore(IReadOnlyList<QueuedMessage> saved)
    {
        foreach (QueuedMessage message in saved)
        {
            _entries.Add(new(message, Saved: true));
        }
        SavedCount = saved.Count;
    }

    /// <summary>Adds a message. It is sent when its turn comes.</summary>
    public void Add<TRequest, TResponse>(
        long sequence,
        OcppAction<TRequest, TResponse> action,
        TRequest request,
        Transaction? transaction
    )
        where TRequest : class
        where TResponse : class
    {
        bool intermediate = action == (OcppAction)Actions.MeterValues;
        // The step's frame buffer serves as the desk to write on.
        ArrayBufferWriter<byte> desk = cp.Effects.Frames;
        int start = desk.WrittenCount;
        action.Request.Write(desk, request);
        QueuedMessage message = new(
            sequence,
            cp.NextMessageId(),
            action.Name,
            desk.WrittenSpan[start..].ToArray(),
            transaction?.Key ?? 0,
            transaction is { WireId: null }
                && action != (OcppAction)Actions.StartTransaction
                && !(intermediate && cp.Settings.Has(Quirk.MinusOneUntilStarted)),
            0
        );
        _entries.Add(new(message, Saved: false));
        if (_entries.Count > Capacity)
        {
            if (!_exhausted)
            {
                _exhausted = true;
                cp.SecurityEvents.Report(
                    SecurityEventType.MemoryExhaustion,
                    $"{Capacity} transaction messages are waiting"
                );
            }
            DropIntermediate();
        }
        if (!intermediate || !cp.Online || _entries[0].Message.Attempts > 0)
        {
            SaveAll();
        }
    }

    /// <summary>The message to send now; null when there is none, or it is too early for it.</summary>
    public QueuedMessage? Next(Instant now) => _entries.Count > 0 && _retryAt <= now ? _entries[0].Message : null;

    /// <summary>Writes the CALL, with the transaction's id if it was not known when the message was made.</summary>
    public OcppAction Write(IBufferWriter<byte> output, QueuedMessage message)
    {
        OcppAction action = OcppAction.Find(message.Action)!;
        ReadOnlySpan<byte> payload = message.Payload;
        if (message.TransactionIdPending)
        {
            int id = cp.Transactions.Find(message.TransactionKey)?.WireId ?? Transaction.UnknownId;
            payload = TransactionIdPatch.Apply(message, id);
        }
        if (cp.Settings.Has(Quirk.TransactionIdAsString))
        {
            payload = TransactionIdText.Apply(payload);
        }
        FrameWriter.WriteRawCall(output, message.MessageId, action.Name, payload);
        return action;
    }

    /// <summary>The first message was answered: it has arrived.</summary>
    public void Answered(QueuedMessage message, object response)
    {
        RemoveFirst();
        cp.Transactions.Delivered(message, response);
    }

    /// <summary>No answer, an error or an invalid answer: wait longer each time, then give up.</summary>
    public void Failed(QueuedMessage message)
    {
        int attempts = message.Attempts + 1;
        if (attempts >= Math.Max(1, cp.Configuration.TransactionMessageAttempts))
        {
            cp.Effects.Add(new GiveUpMessage(message));
            RemoveFirst();
            cp.Tell(
                EventCategory.Ocpp,
                ChargePointEventType.MessageGivenUp,
                0,
                $"{message.Action} after {attempts} attempts"
            );
            cp.Transactions.GivenUp(message);
            return;
        }
        _failedAt = cp.Now;
        _retryAt = _failedAt + WaitAfter(attempts);
        QueuedMessage again = message with { Attempts = attempts };
        bool saved = _entries[0].Saved;
        _entries[0] = new(again, saved);
        if (saved)
        {
            cp.Effects.Add(new UpdateMessage(again));
        }
        SaveAll();
    }

    /// <summary>TransactionMessageRetryInterval has a new value: it holds for the message that waits, too.</summary>
    public void RetryIntervalChanged()
    {
        if (_retryAt > cp.Now)
        {
            _retryAt = _failedAt + WaitAfter(_entries[0].Message.Attempts);
        }
    }

    /// <summary>Makes every message durable.</summary>
    public void SaveAll()
    {
        if (SavedCount == _entries.Count)
        {
            return;
        }
        // Saved ones come first: whatever saves one, saves all before it.
        for (int i = SavedCount; i < _entries.Count; i++)
        {
            _entries[i] = _entries[i] with { Saved = true };
            cp.Effects.Add(new AppendMessage(_entries[i].Message));
        }
        SavedCount = _entries.Count;
    }

    /// <summary>Power fails: what is not durable is lost.</summary>
    public void PowerGone()
    {
        _entries.RemoveAll(entry => !entry.Saved);
        _retryAt = default;
    }

    // Bounded for a saved count of attempts that no configuration of today allows.
    private TimeSpan WaitAfter(int attempts) =>
        TimeSpan.FromSeconds(
            Math.Min((long)cp.Configuration.TransactionMessageRetryIntervalSeconds * attempts, int.MaxValue)
        );

    private void RemoveFirst()
    {
        Entry first = _entries[0];
        _entries.RemoveAt(0);
        _exhausted &= _entries.Count > Capacity / 2;
        _retryAt = default;
        Forget(first);
    }

    private void DropIntermediate()
    {
        int inFlight = ReferenceEquals(cp.Outbox.Session.Pending?.Context, _entries[0].Message) ? 1 : 0;
        int oldest = _entries.FindIndex(inFlight, entry => entry.IsIntermediate);
        if (oldest < 0)
        {
            return;
        }
        Entry dropped = _entries[oldest];
        _entries.RemoveAt(oldest);
        if (oldest == 0)
        {
            // The wait was for that message: the next has not failed.
            _retryAt = default;
        }
        Forget(dropped);
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.MessageDropped,
            0,
            $"the queue is full ({Capacity}): dropped MeterValues {dropped.Message.MessageId}"
        );
    }

    private void Forget(Entry entry)
    {
        if (entry.Saved)
        {
            SavedCount--;
            cp.Effects.Add(new RemoveMessage(entry.Message.Sequence));
        }
    }

    private readonly record struct Entry(QueuedMessage Message, bool Saved)
    {
        public bool IsIntermediate => Message.Action == "MeterValues";
    }
}
