using ChargePoints;
using Microsoft.EntityFrameworkCore;
using Server.Import;
using Server.Storage;
using Simulation;

namespace Server.Roster;

/// <summary>Another definition for a charger.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Row">Its new definition, of the same id.</param>
/// <param name="Configuration">Configuration keys to set, valid, with their names in full; null for the default.</param>
internal sealed record ChargerReplacement(
    RosterCharger Charger,
    ChargerRow Row,
    IReadOnlyDictionary<string, string?> Configuration
);

// Many at once, all or nothing: an import is one transaction of the database.
internal sealed partial class ChargerRoster
{
    // As often as somebody who watches can be told.
    private const int ProgressGrain = 250;

    /// <summary>Creates chargers, switched off, and gives others another definition, which makes them start anew: all or none.</summary>
    /// <param name="created">New chargers.</param>
    /// <param name="replaced">Chargers that are there.</param>
    /// <param name="report">Told phase, done and total.</param>
    /// <exception cref="ConflictException">An id is taken, a location is gone, a transaction runs, or a charger is being changed.</exception>
    public async Task ApplyAsync(
        IReadOnlyList<ChargerRow> created,
        IReadOnlyList<ChargerReplacement> replaced,
        Action<ImportPhase, int, int> report
    )
    {
        if (replaced.Count > 0)
        {
            report(ImportPhase.Checking, 0, replaced.Count);
        }

        await OutOfServiceAsync(
            [.. replaced.Select(replacement => replacement.Charger)],
            onlyIfIdle: true,
            async () =>
            {
                RefuseChanged(replaced);
                RefuseTaken(created);
                RefuseMissingLocations(created);
                List<(ChargerRow Row, DurableState? State)> anew;
                await using (var db = await database.CreateDbContextAsync())
                {
                    anew = await AdaptAsync(db, replaced);
                }

                await Task.Run(() => Write(created, anew, report));

                await Task.WhenAll(replaced.Select(replacement => fleet.RemoveAsync(replacement.Row.Id)));
                Admit([.. created.Select(row => (row, (DurableState?)null)), .. anew], report);
            }
        );
    }

    /// <summary>Creates vehicles and changes others: all or none. A change takes effect when the car is next plugged in.</summary>
    /// <exception cref="ConflictException">An id or a tag is taken, or a vehicle has changed since it was read.</exception>
    public async Task ApplyAsync(
        IReadOnlyList<VehicleRow> created,
        IReadOnlyList<(VehicleRow Former, VehicleRow Row)> replaced,
        Action<ImportPhase, int, int> report
    )
    {
        store.RefuseInTrouble();
        using var turn = await TurnAsync();
        if (replaced.FirstOrDefault(pair => Vehicle(pair.Former.Id) != pair.Former).Former is { } changed)
        {
            throw new ConflictException(
                $"Vehicle '{changed.Id}' has just been changed or deleted. Import the file again."
            );
        }

        var rows = created.Concat(replaced.Select(pair => pair.Row)).ToList();
        RefuseTaken(created);
        rows.ForEach(RefuseMissingLocation);
        RefuseTakenTags(rows);
        await Task.Run(() => Write(staged => AddEach(rows, staged.Add, report)));
        _vehicles = _vehicles.SetItems(rows.Select(row => KeyValuePair.Create(row.Id, row)));
        NoteVehicles();
    }

    private void RefuseChanged(IReadOnlyList<ChargerReplacement> replaced)
    {
        foreach (var (charger, _, _) in replaced)
        {
            if (!TryGet(charger.Id, out var present) || present != charger)
            {
                throw new ConflictException(
                    $"Charger '{charger.Id}' has just been changed or deleted. Import the file again."
                );
            }
        }
    }

    /// <summary>The new definitions, with what those chargers had saved, adapted to them.</summary>
    private static async Task<List<(ChargerRow Row, DurableState? State)>> AdaptAsync(
        SimulatorDb db,
        IReadOnlyList<ChargerReplacement> replaced
    )
    {
        var saved = await SavedStates.ReadAsync(db, [.. replaced.Select(replacement => replacement.Charger.Id)]);
        return
        [
            .. replaced.Select(replacement =>
            {
                var (charger, row, configuration) = replacement;
                var state = saved.GetValueOrDefault(charger.Id);
                // The wish may have changed while it was stopping.
                return (
                    row with
                    {
                        Running = charger.Running,
                    },
                    state is null ? null : Adapt(state, charger.Row, row, configuration)
                );
            }),
        ];
    }

    private void Write(
        IReadOnlyList<ChargerRow> created,
        IReadOnlyList<(ChargerRow Row, DurableState? State)> replaced,
        Action<ImportPhase, int, int> report
    ) =>
        Write(staged =>
        {
            var rows = created.Concat(replaced.Select(pair => pair.Row)).ToList();
            AddEach(rows, row => staged.Add(database.Secrets.Seal(row)), report);
            foreach (var (row, state) in replaced)
            {
                foreach (var part in state is null ? [] : PartsOfOwner(state))
                {
                    staged.Add(row.Id, part);
                }
            }
        });

    /// <summary>
    /// One transaction, after all of it is gathered. What chargers that run have to save waits for it, and does not take the
    /// database for locked.
    /// </summary>
    private void Write(Action<StagedDefinitions> gather)
    {
        using var staged = new StagedDefinitions(database.Connect(), database.Secrets);
        gather(staged);
        using (store.Pause())
        {
            staged.Commit();
        }

        staged.Tidy();
    }

    private static void AddEach<T>(List<T> rows, Action<T> add, Action<ImportPhase, int, int> report)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            add(rows[i]);
            Report(report, ImportPhase.Saving, i + 1, rows.Count);
        }
    }

    private void Admit(List<(ChargerRow Row, DurableState? State)> rows, Action<ImportPhase, int, int> report)
    {
        var admitted = new List<RosterCharger>(rows.Count);
        foreach (var (row, state) in rows)
        {
            admitted.Add(Admit(row, state));
            Report(report, ImportPhase.Starting, admitted.Count, rows.Count);
        }

        StartWished(admitted);
        Tell([.. admitted.Select(charger => new RosterChange(charger, null))]);
    }

    private static void Report(Action<ImportPhase, int, int> report, ImportPhase phase, int done, int total)
    {
        if (done % ProgressGrain == 0 || done == total)
        {
            report(phase, done, total);
        }
    }
}
