using Microsoft.EntityFrameworkCore;
using Server.Api;
using Server.Locations;
using Server.Storage;
using Server.Vehicles;
using Simulation;

namespace Server.Roster;

/// <summary>Locations: created, changed, deleted, made the active one, and what is moved between them.</summary>
internal sealed partial class ChargerRoster
{
    /// <summary>Creates a location, idle, with an id made from its name where it has none.</summary>
    /// <exception cref="ConflictException">The id or the name is taken.</exception>
    public async Task<LocationRow> CreateAsync(LocationRow row)
    {
        using var turn = await TurnAsync();
        RefuseTakenName(row);
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
        SetSite(row);
        NoteLocations();
        return row;
    }

    /// <summary>
    /// Changes a location. With another CSMS its chargers that have none of their own are stopped in an orderly way and
    /// started again with that.
    /// </summary>
    /// <param name="former">The location as it was read.</param>
    /// <param name="row">As it should be, of the same id.</param>
    /// <exception cref="ConflictException">
    /// The name is taken, a transaction runs at a charger that would start anew, one of them needs TLS and the CSMS is without,
    /// or somebody else has just changed it.
    /// </exception>
    public async Task<LocationRow> ReplaceAsync(LocationRow former, LocationRow row)
    {
        if (row.CsmsUrl == former.CsmsUrl)
        {
            using var turn = await TurnAsync();
            row = RefuseStale(former, row);
            await using var db = await database.CreateDbContextAsync();
            await WriteAsync(db, row);
            _locations = _locations.SetItem(row.Id, row);
        }
        else
        {
            // Before anything is stopped for it, and again in the turn.
            RefuseStale(former, row);
            var relinked = Linked(row.Id);
            RefusePlain(row, relinked);
            await OutOfServiceAsync(relinked, onlyIfIdle: true, () => RelinkAsync(former, row, relinked));
        }

        SetSite(Location(row.Id)!);
        NoteLocations();
        return Location(row.Id)!;
    }

    /// <summary>Deletes a location with its chargers, which are stopped in an orderly way, and its vehicles.</summary>
    /// <exception cref="ConflictException">
    /// It is the active one, one of its vehicles is plugged in elsewhere, or another change is under way.
    /// </exception>
    public Task DeleteAsync(LocationRow location)
    {
        RefuseDeletion(location.Id);
        var chargers = In(location.Id);
        return OutOfServiceAsync(
            chargers,
            onlyIfIdle: false,
            async () =>
            {
                RefuseDeletion(location.Id);
                RefuseNewcomers(In(location.Id), chargers);
                await using (var db = await database.CreateDbContextAsync())
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await db.Chargers.Where(row => row.LocationId == location.Id).ExecuteDeleteAsync();
                    await db.Vehicles.Where(row => row.LocationId == location.Id).ExecuteDeleteAsync();
                    await db.Locations.Where(row => row.Id == location.Id).ExecuteDeleteAsync();
                    await transaction.CommitAsync();
                }

                _vehicles = _vehicles.RemoveRange(VehiclesIn(location.Id).Select(vehicle => vehicle.Id));
                _locations = _locations.Remove(location.Id);
                await ForgetAsync(chargers);
                NoteLocations();
                NoteVehicles();
            }
        );
    }

    /// <summary>
    /// Makes a location the active one; the former's chargers are stopped in an orderly way, keeping their wish, or left
    /// running. Ends when they are stopped.
    /// </summary>
    /// <exception cref="ConflictException">It has just been deleted.</exception>
    public async Task ActivateAsync(string locationId, bool keepPrevious)
    {
        Task stopped;
        int waiting;
        using (await TurnAsync())
        {
            var location =
                Location(locationId)
                ?? throw new ConflictException($"The location '{locationId}' has just been deleted.");
            var former = Active;
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
                .SetItem(location.Id, location with { State = LocationState.Active });
            // In the turn, so that of two activations the later one has the last word. The former's sockets are free only
            // once its chargers have stopped: what does not fit beside them waits for that.
            waiting = StartWished(In(location.Id), tell: keepPrevious);
            stopped = keepPrevious
                ? Task.CompletedTask
                : Task.WhenAll(In(former.Id).Select(charger => charger.Unit.StopAsync(SimulatedCharger.StopLimit)));
        }

        Note("location-activated", $"{Active.Name} ({Active.Id})");
        NoteLocations();
        Changed?.Invoke(this, RosterChange.All);
        await stopped;
        if (waiting > 0 && !keepPrevious)
        {
            using var turn = await TurnAsync();
            StartWished(In(locationId));
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

    private void SetSite(LocationRow row) =>
        fleet.SetSite(row.Id, new() { GridLimitW = row.GridLimitW, LoadManagement = row.LoadManagement });

    /// <summary>The chargers that use the CSMS of their location.</summary>
    private List<RosterCharger> Linked(string locationId) =>
        [.. In(locationId).Where(charger => charger.Row.CsmsUrl is null)];

    private async Task RelinkAsync(LocationRow former, LocationRow row, List<RosterCharger> chargers)
    {
        row = RefuseStale(former, row);
        RefuseNewcomers(Linked(row.Id), chargers);
        RefusePlain(row, chargers);
        var before = _locations;
        // The chargers made anew look their CSMS up here.
        _locations = _locations.SetItem(row.Id, row);
        try
        {
            await MakeAnewAsync(
                [.. chargers.Select(charger => new Replacement(charger, charger.Row, null))],
                db => WriteAsync(db, row)
            );
        }
        catch
        {
            _locations = before;
            throw;
        }
    }

    /// <summary>The change on what is there now; the state is activation's own.</summary>
    private LocationRow RefuseStale(LocationRow former, LocationRow row)
    {
        var present = Location(row.Id);
        if (present is null || former with { State = present.State } != present)
        {
            throw new ConflictException(
                $"Location '{row.Id}' has just been changed or deleted by somebody else. Read it again, then try again."
            );
        }

        RefuseTakenName(row);
        return row with { State = present.State };
    }

    private void RefuseTakenName(LocationRow row)
    {
        if (
            _locations.Values.FirstOrDefault(other =>
                other.Id != row.Id && other.Name.Equals(row.Name, StringComparison.OrdinalIgnoreCase)
            ) is
            { } taken
        )
        {
            throw new ConflictException($"There is a location called '{taken.Name}' already. Choose another name.");
        }
    }

    private void RefuseDeletion(string locationId)
    {
        if (Location(locationId)?.State is null or LocationState.Active)
        {
            throw new ConflictException(
                $"Location '{locationId}' is the active one and cannot be deleted: activate another first."
            );
        }

        var places = PluggedIn();
        foreach (var vehicle in VehiclesIn(locationId))
        {
            if (
                places.TryGetValue(vehicle.Id, out var place)
                && TryGet(place.ChargerId, out var charger)
                && charger.Row.LocationId != locationId
            )
            {
                throw PluggedInConflict(vehicle.Id, place);
            }
        }
    }

    private static void RefuseNewcomers(IEnumerable<RosterCharger> present, IEnumerable<RosterCharger> held)
    {
        if (present.Except(held).FirstOrDefault() is { } newcomer)
        {
            throw new ConflictException(
                $"Charger '{newcomer.Id}' was created or changed at the same time. Try again in a moment."
            );
        }
    }

    private static async Task WriteAsync(SimulatorDb db, LocationRow row)
    {
        db.Update(row);
        await db.SaveChangesAsync();
    }
}
