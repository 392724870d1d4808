using System.Collections.Concurrent;
using ChargePoints;
using Simulation;
using Simulation.Truth;

namespace Server.Truth;

/// <summary>
/// Takes down what happens to transactions, by the run that the charger was in last. Chargers that were in none cost a look-up for each
/// step that has made or settled a transaction message, all other steps nothing but a look at their effects.
/// </summary>
internal sealed class RunLedgers : ITransactionWitness
{
    private readonly ConcurrentDictionary<string, TransactionLedger> _ofCharger = new(StringComparer.Ordinal);

    /// <summary>A ledger for a run of these chargers. It is followed on after the run, until the next one of its location.</summary>
    /// <param name="former">That of the last run of the location, which is forgotten; null for none.</param>
    /// <param name="chargerIds">Which chargers.</param>
    public TransactionLedger Begin(TransactionLedger? former, IEnumerable<string> chargerIds)
    {
        if (former is not null)
        {
            foreach (var pair in _ofCharger.Where(pair => pair.Value == former))
            {
                _ofCharger.TryRemove(pair);
            }
        }

        var ledger = new TransactionLedger();
        foreach (var id in chargerIds)
        {
            _ofCharger[id] = ledger;
        }

        return ledger;
    }

    /// <inheritdoc/>
    public void Saw(string chargerId, Effects effects, ChargePointSnapshot snapshot)
    {
        if (TransactionLedger.HasMessages(effects) && _ofCharger.TryGetValue(chargerId, out var ledger))
        {
            ledger.Saw(chargerId, effects, snapshot);
        }
    }
}
