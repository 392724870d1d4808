using ChargePoints;

namespace Simulation.Truth;

/// <summary>Writes down every transaction of a fleet, and the registers at every step, to hold one against the other.</summary>
public sealed class TransactionRecord : ITransactionWitness
{
    private readonly TransactionLedger _ledger = new(int.MaxValue);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Charger, int Evse), EvseRegister> _registers = [];

    /// <summary>All transactions so far, by charger and in the order of their starts; a copy.</summary>
    public IReadOnlyList<ChargerTransaction> Transactions => _ledger.Transactions;

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
        }
        _ledger.Saw(chargerId, effects, snapshot);
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
}
