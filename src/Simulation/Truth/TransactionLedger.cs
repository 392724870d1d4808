using System.Runtime.InteropServices;
using ChargePoints;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Simulation.Truth;

/// <summary>
/// Writes down transactions as meters and queues have them, and what becomes of their messages. A step without such a message costs
/// no lock and no memory. Bounded: beyond <paramref name="limit"/> transactions those that are delivered are kept as a sum only.
/// </summary>
/// <param name="limit">Transactions that are kept one by one.</param>
public sealed class TransactionLedger(int limit = TransactionLedger.UsualLimit) : ITransactionWitness
{
    /// <summary>Some 25 MB.</summary>
    public const int UsualLimit = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Charger, long Key), ChargerTransaction> _transactions = [];

    // By charger and sequence: starts and stops that are neither delivered nor given up.
    private readonly Dictionary<(string Charger, long Sequence), (long Key, bool Stop)> _queued = [];
    private LedgerSum _sum;
    private bool _closed;

    /// <summary>Those that are kept one by one, by charger and in the order of their starts; a copy.</summary>
    public IReadOnlyList<ChargerTransaction> Transactions => Read().Transactions;

    /// <summary>No transaction that starts from now on is written down. Those that are, are followed on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <summary>What is kept, as of one moment.</summary>
    public (IReadOnlyList<ChargerTransaction> Transactions, LedgerSum Sum) Read()
    {
        ChargerTransaction[] all;
        LedgerSum sum;
        lock (_gate)
        {
            all = [.. _transactions.Values];
            sum = _sum;
        }
        Array.Sort(
            all,
            (a, b) =>
                string.CompareOrdinal(a.ChargerId, b.ChargerId) is var byCharger and not 0
                    ? byCharger
                    : a.Key.CompareTo(b.Key)
        );
        return (all, sum);
    }

    /// <inheritdoc/>
    public void Saw(string chargerId, Effects effects, ChargePointSnapshot snapshot)
    {
        if (!HasMessages(effects))
        {
            return;
        }
        lock (_gate)
        {
            for (var i = 0; i < effects.Items.Count; i++)
            {
                switch (effects.Items[i])
                {
                    case AppendMessage { Message: var message }:
                        Appended(chargerId, message, snapshot);
                        break;
                    case GiveUpMessage { Message: var message }:
                        GivenUp(chargerId, message, effects);
                        break;
                    case RemoveMessage { Sequence: var sequence }:
                        Delivered(chargerId, sequence, snapshot);
                        break;
                }
            }
        }
    }

    /// <summary>True when a step has made, delivered or given up a message about a transaction.</summary>
    public static bool HasMessages(Effects effects)
    {
        for (var i = 0; i < effects.Items.Count; i++)
        {
            if (effects.Items[i] is AppendMessage or GiveUpMessage or RemoveMessage)
            {
                return true;
            }
        }
        return false;
    }

    private void Appended(string chargerId, QueuedMessage message, ChargePointSnapshot snapshot)
    {
        var id = (chargerId, message.TransactionKey);
        if (
            message.Action == Actions.StartTransaction.Name
            && Actions.StartTransaction.Request.TryDecode(message.Payload, out var start, out _)
        )
        {
            Started(id, message, start, snapshot);
        }
        else if (
            message.Action == Actions.StopTransaction.Name
            && _transactions.TryGetValue(id, out var running)
            && Actions.StopTransaction.Request.TryDecode(message.Payload, out var stop, out _)
        )
        {
            _queued[(chargerId, message.Sequence)] = (message.TransactionKey, true);
            _transactions[id] = running with
            {
                Stops = running.Stops + 1,
                StopMessageId = message.MessageId,
                StoppedAt = stop.Timestamp,
                MeterStopWh = stop.MeterStop,
                RegisterAtStopMilliWh = RegisterOf(snapshot, running.EvseId),
                Stop = MessageFate.Queued,
            };
        }
    }

    private void Started(
        (string Charger, long Key) id,
        QueuedMessage message,
        StartTransactionRequest start,
        ChargePointSnapshot snapshot
    )
    {
        if (_closed)
        {
            return;
        }
        if (_transactions.Count >= 2L * limit)
        {
            _sum = _sum with { Unrecorded = _sum.Unrecorded + 1 };
            return;
        }
        _queued[(id.Charger, message.Sequence)] = (id.Key, false);
        _transactions[id] = new ChargerTransaction
        {
            ChargerId = id.Charger,
            EvseId = start.ConnectorId,
            Key = id.Key,
            IdTag = start.IdTag,
            StartMessageId = message.MessageId,
            StartedAt = start.Timestamp,
            MeterStartWh = start.MeterStart,
            RegisterAtStartMilliWh = RegisterOf(snapshot, start.ConnectorId),
        };
    }

    private void GivenUp(string chargerId, QueuedMessage message, Effects effects)
    {
        var id = (chargerId, message.TransactionKey);
        if (!_transactions.TryGetValue(id, out var transaction))
        {
            return;
        }
        if (!_queued.Remove((chargerId, message.Sequence), out var place))
        {
            if (message.Action == Actions.MeterValues.Name)
            {
                _transactions[id] = transaction with { MeterValuesGivenUp = transaction.MeterValuesGivenUp + 1 };
            }
            return;
        }
        if (transaction.GiveUpCause == GiveUpCause.None)
        {
            transaction = transaction with { GivenUpAfter = message.Attempts + 1, GiveUpCause = CauseIn(effects) };
        }
        _transactions[id] = place.Stop
            ? transaction with
            {
                Stop = MessageFate.GivenUp,
            }
            : transaction with
            {
                Start = MessageFate.GivenUp,
            };
    }

    private void Delivered(string chargerId, long sequence, ChargePointSnapshot snapshot)
    {
        if (!_queued.Remove((chargerId, sequence), out var place))
        {
            return;
        }
        var id = (chargerId, place.Key);
        var transaction = _transactions[id];
        transaction = place.Stop
            ? transaction with
            {
                Stop = MessageFate.Delivered,
            }
            : transaction with
            {
                Start = MessageFate.Delivered,
                TransactionId = IdOf(transaction, snapshot),
            };
        _transactions[id] = transaction;
        if (_transactions.Count > limit && transaction is { Start: MessageFate.Delivered, Stop: MessageFate.Delivered })
        {
            _transactions.Remove(id);
            var delivered = transaction.RegisterAtStopMilliWh!.Value - transaction.RegisterAtStartMilliWh;
            _sum = _sum with { Sessions = _sum.Sessions + 1, MilliWh = _sum.MilliWh + delivered };
        }
    }

    // The frame that the step was about is the answer that failed it; a timer has none.
    private static GiveUpCause CauseIn(Effects effects)
    {
        for (var i = 0; i < effects.Items.Count; i++)
        {
            if (effects.Items[i] is FrameHandled { Type: MessageType.CallError or MessageType.CallResult } handled)
            {
                return handled.Type == MessageType.CallError ? GiveUpCause.CallError : GiveUpCause.InvalidAnswer;
            }
        }
        return GiveUpCause.NoAnswer;
    }

    private static int? IdOf(ChargerTransaction transaction, ChargePointSnapshot snapshot) =>
        transaction.EvseId <= snapshot.Evses.Count
        && snapshot.Evses[transaction.EvseId - 1].Transaction is { } running
        // On the wire it is in whole milliseconds.
        && (running.StartedAt - transaction.StartedAt).Duration() < TimeSpan.FromMilliseconds(1)
            ? running.Id
            : null;

    private static long RegisterOf(ChargePointSnapshot snapshot, int evseId) =>
        evseId <= snapshot.Evses.Count ? snapshot.Evses[evseId - 1].EnergyMilliWh : 0;
}

/// <summary>Transactions that are not kept one by one.</summary>
/// <param name="Sessions">Delivered ones, whose energy is kept as a sum.</param>
/// <param name="MilliWh">What they delivered.</param>
/// <param name="Unrecorded">Those of which nothing is known, because too many wait or are lost.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LedgerSum(long Sessions, long MilliWh, long Unrecorded);
