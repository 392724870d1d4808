using Microsoft.EntityFrameworkCore;
using Server.Csms.Storage;
using Server.Roster;
using Server.Scenarios;
using Simulation.Truth;

namespace Server.Truth;

/// <summary>Puts the truth of a run together.</summary>
internal sealed class TruthReader(ChargerRoster roster, IServiceProvider services)
{
    // Not there with --no-csms.
    private readonly CsmsDatabase? _csms = services.GetService<CsmsDatabase>();

    /// <summary>True when there is an embedded CSMS.</summary>
    public bool Compares => _csms is not null;

    /// <summary>The truth of a run as of now.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<TruthReport> ReadAsync(LocationRun run, CancellationToken cancellation)
    {
        // The ledger first: what it has for acknowledged, the CSMS had on disk before it answered.
        var (transactions, sum) = run.Ledger.Read();
        var csms = _csms is null ? null : await CsmsAsync(_csms, run, transactions, cancellation);
        return TruthReport.Of(transactions, RegisterNow, csms, sum);
    }

    private long? RegisterNow(string chargerId, int evseId) =>
        roster.TryGet(chargerId, out var charger)
            ? charger.Unit.Snapshot.Evses.ElementAtOrDefault(evseId - 1)?.EnergyMilliWhAt(roster.Fleet.Now)
            : null;

    // In its database are also those that it has long forgotten in memory.
    private async Task<TruthCsms> CsmsAsync(
        CsmsDatabase database,
        LocationRun run,
        IReadOnlyList<ChargerTransaction> transactions,
        CancellationToken cancellation
    )
    {
        var known = transactions.Select(it => (it.ChargerId, it.StartMessageId)).ToHashSet();
        var chargers = transactions
            .Select(it => it.ChargerId)
            .Distinct()
            .Where(id => roster.TryGet(id, out var charger) && charger.CsmsUrl == roster.EmbeddedCsmsUrl)
            .ToHashSet();
        var sessions = new List<CsmsTransaction>();
        await using var db = database.Open();
        var began = db
            .Sessions.AsNoTracking()
            .Where(it => it.Number > run.CsmsSessionsBefore && it.StartMessageId != null)
            .Select(it => new CsmsTransaction(
                it.ChargePointId,
                it.TransactionId,
                it.StartMessageId,
                it.ConnectorId,
                it.MeterStartWh,
                it.MeterStopWh
            ))
            .AsAsyncEnumerable();
        await foreach (var it in began.WithCancellation(cancellation))
        {
            if (known.Contains((it.ChargerId, it.StartMessageId!)))
            {
                sessions.Add(it);
                // Of one that has been deleted, or has another CSMS by now.
                chargers.Add(it.ChargerId);
            }
        }

        return new TruthCsms(chargers, sessions);
    }
}
