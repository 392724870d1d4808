using ChargePoints;
using Ocpp.V16;

namespace Simulation.Truth;

/// <summary>Writes down every transaction of a fleet as meters and queues have it, and what became of its messages.</summary>
public sealed class TransactionRecord : ITransactionWitness
{
    private readonly Lock _gate = new();
    private readonly List<ChargerTransaction> _transactions = [];

    // By charger and by the key that its messages carry; the place in the list.
    private readonly Dictionary<(string Charger, long Key), int> _places = [];

    // By charger and sequence: starts and stops that are neither delivered nor given up.
    private readonly Dictionary<(string Charger, long Sequence), (int Place, bool Stop)> _queued = [];
    private readonly Dictionary<(string Charger, int Evse), EvseRegister> _registers = [];

    /// <summary>All transactions so far, in the order of their starts; a copy.</summary>
    public IReadOnlyList<ChargerTransaction> Transactions
    {
        get
        {
            lock (_gate)
            {
                return [.. _transactions];
            }
        }
    }

    /// <summary>The registers; a copy.</summary>
    public IReadOnlyList<EvseRegister> Registers
    {
        get
        {
            lock (_gate)
            {
                return [.. _registers.Values];
            }
        }
    }

    /// <inheritdoc/>
    public void Saw(string chargerId, Effects effects, ChargePointSnapshot snapshot)
    {
        lock (_gate)
        {
            foreach (var evse in snapshot.Evses)
            {
                Note(chargerId, evse);
            }
            for (var i = 0; i < effects.Items.Count; i++)
            {
                switch (effects.Items[i])
                {
                    case AppendMessage { Message: var message }:
                        Appended(chargerId, message, snapshot);
                        break;
                    case GiveUpMessage { Message: var message }:
                        Settle(chargerId, message.Sequence, MessageFate.GivenUp);
                        break;
                    case RemoveMessage { Sequence: var sequence }:
                        Settle(chargerId, sequence, MessageFate.Delivered);
                        break;
                }
            }
        }
    }

    private void Note(string chargerId, EvseSnapshot evse)
    {
        var shown = evse.EnergyMilliWh;
        _registers[(chargerId, evse.Id)] = _registers.TryGetValue((chargerId, evse.Id), out var former)
            ? former with
            {
                LastMilliWh = shown,
                Falls = former.Falls + (shown < former.LastMilliWh ? 1 : 0),
            }
            : new EvseRegister(chargerId, evse.Id, shown, shown, 0);
    }

    private void Appended(string chargerId, QueuedMessage message, ChargePointSnapshot snapshot)
    {
        if (
            message.Action == Actions.StartTransaction.Name
            && Actions.StartTransaction.Request.TryDecode(message.Payload, out var start, out _)
        )
        {
            _places[(chargerId, message.TransactionKey)] = _transactions.Count;
            _queued[(chargerId, message.Sequence)] = (_transactions.Count, false);
            _transactions.Add(
                new ChargerTransaction
                {
                    ChargerId = chargerId,
                    EvseId = start.ConnectorId,
                    Key = message.TransactionKey,
                    IdTag = start.IdTag,
                    StartMessageId = message.MessageId,
                    StartedAt = start.Timestamp,
                    MeterStartWh = start.MeterStart,
                    RegisterAtStartMilliWh = RegisterOf(snapshot, start.ConnectorId),
                }
            );
        }
        else if (
            message.Action == Actions.StopTransaction.Name
            && Actions.StopTransaction.Request.TryDecode(message.Payload, out var stop, out _)
            && _places.TryGetValue((chargerId, message.TransactionKey), out var place)
        )
        {
            var running = _transactions[place];
            _queued[(chargerId, message.Sequence)] = (place, true);
            _transactions[place] = running with
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

    private void Settle(string chargerId, long sequence, MessageFate fate)
    {
        if (_queued.Remove((chargerId, sequence), out var message))
        {
            var transaction = _transactions[message.Place];
            _transactions[message.Place] = message.Stop
                ? transaction with
                {
                    Stop = fate,
                }
                : transaction with
                {
                    Start = fate,
                };
        }
    }

    private static long RegisterOf(ChargePointSnapshot snapshot, int evseId) =>
        evseId <= snapshot.Evses.Count ? snapshot.Evses[evseId - 1].EnergyMilliWh : 0;
}
