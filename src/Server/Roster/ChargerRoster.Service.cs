using ChargePoints;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Server.Api;
using Server.Chargers;
using Server.Storage;
using Simulation;

namespace Server.Roster;

/// <summary>A change of chargers that exist: out of service, one database transaction, made anew; all or none.</summary>
internal sealed partial class ChargerRoster
{
    // More than this and a page had better read its list again.
    private const int ManyChargers = 200;

    // What a new definition changes of what a charger has saved.
    private static readonly DurableParts[] ChangedByOwner =
    [
        DurableParts.Configuration,
        DurableParts.Certificates,
        DurableParts.Secrets,
    ];

    /// <summary>
    /// Stops chargers in an orderly way and holds them while <paramref name="change"/> is made in this caller's turn: nobody
    /// else changes them, and no driver is let in. When it fails they are as before.
    /// </summary>
    /// <param name="chargers">The chargers; all or none are held.</param>
    /// <param name="onlyIfIdle">True: not when a transaction runs at one of them. False: it is stopped and reported.</param>
    /// <param name="change">Writes to the database first, and only then touches anything else.</param>
    /// <exception cref="ConflictException">A transaction runs, or another change of one of them is under way.</exception>
    private async Task<T> OutOfServiceAsync<T>(
        IReadOnlyCollection<RosterCharger> chargers,
        bool onlyIfIdle,
        Func<Task<T>> change
    )
    {
        store.RefuseInTrouble();
        var begun = new List<RosterCharger>(chargers.Count);
        try
        {
            foreach (var charger in chargers)
            {
                Begin(charger);
                begun.Add(charger);
            }

            await RetireAsync(chargers, onlyIfIdle);
            await store.FlushOrRefuseAsync();
            using var turn = await TurnAsync();
            return await change();
        }
        catch
        {
            begun.ForEach(charger => charger.Unit.Reinstate());
            StartWished(begun);
            begun.ForEach(charger => charger.End());
            throw;
        }
    }

    private async Task OutOfServiceAsync(
        IReadOnlyCollection<RosterCharger> chargers,
        bool onlyIfIdle,
        Func<Task> change
    ) =>
        await OutOfServiceAsync(
            chargers,
            onlyIfIdle,
            async () =>
            {
                await change();
                return true;
            }
        );

    private static async Task RetireAsync(IReadOnlyCollection<RosterCharger> chargers, bool onlyIfIdle)
    {
        if (!onlyIfIdle)
        {
            await Task.WhenAll(chargers.Select(charger => charger.Unit.RetireAsync(SimulatedCharger.StopLimit)));
            return;
        }

        // Asked before any of them is stopped, and again by each of them in its own turn.
        RefuseTransactions(
            chargers.Where(charger => charger.Unit.Snapshot.Evses.Any(evse => evse.Transaction is not null))
        );
        var retired = await Task.WhenAll(
            chargers.Select(async charger =>
                (Charger: charger, Done: await charger.Unit.RetireIfIdleAsync(SimulatedCharger.StopLimit))
            )
        );
        RefuseTransactions(retired.Where(charger => !charger.Done).Select(charger => charger.Charger));
    }

    private static void RefuseTransactions(IEnumerable<RosterCharger> busy)
    {
        var ids = busy.Select(charger => charger.Id).Order(StringComparer.Ordinal).ToList();
        if (ids.Count > 0)
        {
            throw new ConflictException(
                $"A transaction is running at charger {Names.Listed(ids)}: a change makes it start anew. Stop its transactions first."
            );
        }
    }

    /// <summary>
    /// Gives chargers that are out of service their new definitions, in the turn of the caller and in one database
    /// transaction, and starts those that should run.
    /// </summary>
    /// <param name="replacements">The chargers with their new definitions.</param>
    /// <param name="write">Writes what else belongs to the change.</param>
    private async Task<IReadOnlyList<RosterCharger>> MakeAnewAsync(
        IReadOnlyList<Replacement> replacements,
        Func<SimulatorDb, Task> write
    )
    {
        // The wish may have changed while they were stopping.
        replacements =
        [
            .. replacements.Select(one => one with { Row = one.Row with { Running = one.Charger.Running } }),
        ];
        var states = await WriteAnewAsync(replacements, write);
        await Task.WhenAll(replacements.Select(one => fleet.RemoveAsync(one.Row.Id)));
        var changes = new List<RosterChange>();
        var replaced = new List<RosterCharger>(replacements.Count);
        foreach (var (former, row, _) in replacements)
        {
            if (row.LocationId != former.Row.LocationId)
            {
                changes.Add(new(null, row.Id));
            }

            replaced.Add(Admit(row, states.GetValueOrDefault(row.Id)));
            changes.Add(new(replaced[^1], null));
        }

        StartWished(replaced);
        Tell(changes);
        return replaced;
    }

    /// <summary>One transaction: definitions, what chargers had saved, adapted to them, and what else belongs to the change.</summary>
    private async Task<Dictionary<string, DurableState>> WriteAnewAsync(
        IReadOnlyList<Replacement> replacements,
        Func<SimulatorDb, Task> write
    )
    {
        await using var db = await database.CreateDbContextAsync();
        var states = await SavedStates.ReadAsync(db, [.. replacements.Select(one => one.Row.Id)]);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var adapted = new PendingChanges();
        foreach (var (charger, row, configuration) in replacements)
        {
            if (configuration is null)
            {
                continue;
            }

            await WriteAsync(db, db.Secrets.Seal(row));
            if (states.TryGetValue(row.Id, out var state))
            {
                states[row.Id] = Adapt(state, charger.Row, row, configuration);
                adapted.Add(row.Id, PartsOfOwner(states[row.Id]), ticket: 0);
            }
        }

        using (var commands = new WriteCommands((SqliteConnection)db.Database.GetDbConnection(), db.Secrets))
        {
            commands.Write(adapted, (SqliteTransaction)transaction.GetDbTransaction());
        }

        await write(db);
        await transaction.CommitAsync();
        return states;
    }

    /// <summary>Forgets chargers that are out of service and deleted from the database.</summary>
    private async Task ForgetAsync(IReadOnlyCollection<RosterCharger> chargers)
    {
        await Task.WhenAll(chargers.Select(charger => fleet.RemoveAsync(charger.Id)));
        foreach (var charger in chargers)
        {
            _chargers.TryRemove(charger.Id, out _);
        }

        _sorted = null;
        Tell([.. chargers.Select(charger => new RosterChange(null, charger.Id))]);
    }

    private static IReadOnlyList<PartChanged> PartsOfOwner(DurableState state) =>
        [
            .. ChangedByOwner
                .Where(part => part != DurableParts.Secrets || state.Secrets is not null)
                .Select(part => new PartChanged(part, state.Write(part))),
        ];

    private void Tell(List<RosterChange> changes)
    {
        foreach (var change in changes.Count > ManyChargers ? [RosterChange.All] : changes)
        {
            Changed?.Invoke(this, change);
        }
    }

    private static void Begin(RosterCharger charger)
    {
        if (!charger.TryBegin())
        {
            throw new ConflictException(
                $"Charger '{charger.Id}' is just being changed or deleted. Try again in a moment."
            );
        }
    }

    private static async Task WriteAsync(SimulatorDb db, ChargerRow row)
    {
        var ids = row.Evses.Select(evse => evse.Id).ToList();
        await db.Set<EvseRow>().Where(evse => evse.ChargerId == row.Id && !ids.Contains(evse.Id)).ExecuteDeleteAsync();
        var present = await db.Set<EvseRow>()
            .Where(evse => evse.ChargerId == row.Id)
            .Select(evse => evse.Id)
            .ToListAsync();
        // A list that can grow: the EVSEs that follow are added to it by the context.
        db.Attach(row with { Evses = new List<EvseRow>() }).State = EntityState.Modified;
        foreach (var evse in row.Evses)
        {
            db.Entry(evse).State = present.Contains(evse.Id) ? EntityState.Modified : EntityState.Added;
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// What was saved, for the new definition: keys are set on top. Registers of EVSEs that are gone stay until the charger has
    /// saved its own: a transaction that ran there ends with them.
    /// </summary>
    private static DurableState Adapt(
        DurableState state,
        ChargerRow former,
        ChargerRow row,
        IReadOnlyDictionary<string, string?> configuration
    )
    {
        var settings = Definitions.ChargePoint(row, Definitions.ReadConfiguration(row));
        var kept = (state.Configuration ?? Definitions.ReadConfiguration(former)).Where(pair =>
            !configuration.ContainsKey(pair.Key)
        );
        var set = configuration
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!));
        var password = configuration.TryGetValue(ConfigurationKeys.AuthorizationKey.Name, out var given)
            ? given
            : (state.Secrets ?? Definitions.SecretsOf(former)).AuthorizationKey;
        var view = Definitions
            .ConfigurationOf(settings)
            .Apply(kept, out _)
            .Apply(set, out _)
            .WithAuthorizationKey(password);
        return state with
        {
            Configuration = view.Overrides.ToDictionary(),
            Secrets =
                state.Secrets is null && view.AuthorizationKey is null
                    ? null
                    : (state.Secrets ?? new()) with
                    {
                        AuthorizationKey = view.AuthorizationKey,
                    },
            // A profile that its owner gives it is not on trial.
            Certificates = configuration.ContainsKey(ConfigurationKeys.SecurityProfile.Name)
                ? state.Certificates with
                {
                    ProfileBefore = null,
                }
                : state.Certificates,
            Availability = [.. state.Availability.Where(connector => connector.ConnectorId <= row.Evses.Count)],
        };
    }

    /// <summary>A charger and its new definition.</summary>
    /// <param name="Charger">As it is.</param>
    /// <param name="Row">As it will be.</param>
    /// <param name="Configuration">
    /// Configuration keys to set (null: back to the default); null when nothing is new but the location or its CSMS, and the
    /// row is written by the caller.
    /// </param>
    private sealed record Replacement(
        RosterCharger Charger,
        ChargerRow Row,
        IReadOnlyDictionary<string, string?>? Configuration
    );
}
