using ChargePoints;
using Microsoft.EntityFrameworkCore;
using Server.Chargers;
using Server.Locations;
using Server.Storage;
using Simulation;

namespace Server.Roster;

/// <summary>A change is impossible in the present state; the API answers 409.</summary>
internal sealed class ConflictException(string message) : Exception(message);

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

    /// <summary>Ids of <paramref name="ids"/> that some location has already, with that location.</summary>
    public IEnumerable<(string Id, string LocationId)> Taken(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            if (TryGet(id, out var charger))
            {
                yield return (id, charger.Row.LocationId);
            }
        }
    }

    /// <summary>Creates chargers, switched off: all or none.</summary>
    /// <exception cref="ConflictException">An id is taken, or a location is gone.</exception>
    public async Task CreateAsync(IReadOnlyList<ChargerRow> rows)
    {
        using var turn = await TurnAsync();
        foreach (var (id, locationId) in Taken(rows.Select(row => row.Id)))
        {
            throw new ConflictException(
                $"There is a charger '{id}' already, in location '{locationId}'. Choose another id."
            );
        }

        await using (var db = await database.CreateDbContextAsync())
        {
            db.Chargers.AddRange(rows.Select(db.Secrets.Seal));
            await db.SaveChangesAsync();
        }

        foreach (var row in rows)
        {
            var charger = Admit(row, null);
            if (rows.Count <= ManyChargers)
            {
                Changed?.Invoke(this, new(charger, null));
            }
        }

        if (rows.Count > ManyChargers)
        {
            Changed?.Invoke(this, RosterChange.All);
        }
    }

    /// <summary>Gives a charger another definition: it is stopped in an orderly way, made anew and started again.</summary>
    /// <param name="charger">The charger.</param>
    /// <param name="row">Its new definition, of the same id.</param>
    /// <param name="configuration">Configuration keys to set, valid, with their names in full; null for the default.</param>
    /// <exception cref="ConflictException">A transaction runs, or another change of it is under way.</exception>
    public async Task<RosterCharger> ReplaceAsync(
        RosterCharger charger,
        ChargerRow row,
        IReadOnlyDictionary<string, string?> configuration
    )
    {
        store.RefuseInTrouble();
        Begin(charger);
        try
        {
            if (!await charger.Unit.RetireIfIdleAsync(SimulatedCharger.StopLimit))
            {
                throw new ConflictException(
                    $"A transaction is running at charger '{charger.Id}': a change makes it start anew. Stop its transactions first."
                );
            }

            await fleet.RemoveAsync(charger.Id);
            await store.FlushAsync();
            using var turn = await TurnAsync();
            DurableState? state;
            await using (var db = await database.CreateDbContextAsync())
            {
                state = (await SavedStates.ReadAsync(db, charger.Id)).GetValueOrDefault(charger.Id);
                // The wish may have changed while it was stopping.
                row = row with
                {
                    Running = charger.Running,
                };
                await db.Database.CreateExecutionStrategy().ExecuteAsync(() => WriteAsync(db, db.Secrets.Seal(row)));
            }

            state = state is null ? null : Adapt(state, charger.Row, row, configuration);
            if (state is not null)
            {
                store.Save(
                    row.Id,
                    [
                        .. ChangedByOwner
                            .Where(part => part != DurableParts.Secrets || state.Secrets is not null)
                            .Select(part => new PartChanged(part, state.Write(part))),
                    ]
                );
                await store.FlushAsync();
            }

            var replaced = Admit(row, state);
            if (replaced.Running && StartProblem(replaced) is null)
            {
                replaced.Unit.Start();
            }

            if (row.LocationId != charger.Row.LocationId)
            {
                Changed?.Invoke(this, new(null, row.Id));
            }

            Changed?.Invoke(this, new(replaced, null));
            return replaced;
        }
        catch
        {
            // Not replaced: as it was, with what it had saved.
            await RestoreAsync(charger);
            throw;
        }
    }

    /// <summary>Stops a charger in an orderly way and deletes it with all it had saved.</summary>
    /// <exception cref="ConflictException">Another change of it is under way.</exception>
    public async Task DeleteAsync(RosterCharger charger)
    {
        store.RefuseInTrouble();
        Begin(charger);
        try
        {
            await fleet.RemoveAsync(charger.Id);
            await store.FlushAsync();
            using var turn = await TurnAsync();
            await using (var db = await database.CreateDbContextAsync())
            {
                await db.Chargers.Where(row => row.Id == charger.Id).ExecuteDeleteAsync();
            }

            _chargers.TryRemove(charger.Id, out _);
            _sorted = null;
            Changed?.Invoke(this, new(null, charger.Id));
        }
        catch
        {
            await RestoreAsync(charger);
            throw;
        }
    }

    /// <summary>Sets the wish of chargers. The wish of one that is being changed counts as well.</summary>
    public async Task WishAsync(IReadOnlyCollection<RosterCharger> chargers, bool running)
    {
        using var turn = await TurnAsync();
        var ids = chargers.Where(charger => charger.Running != running).Select(charger => charger.Id).ToList();
        if (ids.Count > 0)
        {
            await using var db = await database.CreateDbContextAsync();
            await db
                .Chargers.Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Running, running));
        }

        foreach (var charger in chargers)
        {
            charger.SetRunning(running);
        }
    }

    /// <summary>Creates a location, idle, with an id made from its name where it has none.</summary>
    /// <exception cref="ConflictException">The id or the name is taken.</exception>
    public async Task<LocationRow> CreateAsync(LocationRow row)
    {
        using var turn = await TurnAsync();
        if (_locations.Values.Any(other => other.Name == row.Name))
        {
            throw new ConflictException($"There is a location called '{row.Name}' already. Choose another name.");
        }

        if (_locations.ContainsKey(row.Id))
        {
            throw new ConflictException($"There is a location '{row.Id}' already. Choose another id.");
        }

        if (row.Id.Length == 0)
        {
            row = row with { Id = LocationIds.Free(row.Name, _locations.ContainsKey) };
        }

        await using var db = await database.CreateDbContextAsync();
        db.Locations.Add(row);
        await db.SaveChangesAsync();
        _locations = _locations.Add(row.Id, row);
        return row;
    }

    /// <summary>
    /// Makes a location the active one; the former's chargers are stopped in an orderly way, keeping their wish, or left
    /// running. Ends when they are stopped.
    /// </summary>
    public async Task ActivateAsync(LocationRow location, bool keepPrevious)
    {
        LocationRow former;
        using (await TurnAsync())
        {
            former = Active;
            if (former.Id == location.Id)
            {
                return;
            }

            var formerState = keepPrevious ? LocationState.Kept : LocationState.Idle;
            await using (var db = await database.CreateDbContextAsync())
            {
                await db
                    .Locations.Where(row => row.Id == former.Id || row.Id == location.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(
                            row => row.State,
                            row => row.Id == location.Id ? LocationState.Active : formerState
                        )
                    );
            }

            _locations = _locations
                .SetItem(former.Id, former with { State = formerState })
                .SetItem(location.Id, Location(location.Id)! with { State = LocationState.Active });
        }

        Changed?.Invoke(this, RosterChange.All);
        StartWished(In(location.Id));

        if (!keepPrevious)
        {
            await Task.WhenAll(In(former.Id).Select(charger => charger.Unit.StopAsync(SimulatedCharger.StopLimit)));
        }
    }

    /// <summary>Fills an empty database.</summary>
    public async Task SeedAsync(
        LocationRow location,
        IReadOnlyList<ChargerRow> chargers,
        IReadOnlyList<VehicleRow> vehicles
    )
    {
        await using var db = await database.CreateDbContextAsync();
        if (await db.Locations.AnyAsync())
        {
            return;
        }

        db.Locations.Add(location);
        db.Chargers.AddRange(chargers.Select(db.Secrets.Seal));
        db.Vehicles.AddRange(vehicles);
        await db.SaveChangesAsync();
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
        await using var transaction = await db.Database.BeginTransactionAsync();
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
        await transaction.CommitAsync();
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

    private async Task RestoreAsync(RosterCharger charger)
    {
        if (!fleet.TryGet(charger.Id, out _))
        {
            await using var db = await database.CreateDbContextAsync();
            var restored = Admit(
                charger.Row,
                (await SavedStates.ReadAsync(db, charger.Id)).GetValueOrDefault(charger.Id)
            );
            if (restored.Running && StartProblem(restored) is null)
            {
                restored.Unit.Start();
            }

            Changed?.Invoke(this, new(restored, null));
        }

        charger.End();
    }
}
