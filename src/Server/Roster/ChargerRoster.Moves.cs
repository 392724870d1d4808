using ChargePoints;
using Microsoft.EntityFrameworkCore;
using Server.Api;
using Server.Locations;
using Server.Storage;

namespace Server.Roster;

/// <summary>What is moved between locations.</summary>
internal sealed partial class ChargerRoster
{
    /// <summary>
    /// Moves chargers and vehicles to a location: all or none. What is there already stays as it is. A charger whose CSMS is
    /// the same there, and that runs there if it runs now, keeps its connection.
    /// </summary>
    /// <exception cref="ConflictException">
    /// A transaction runs at a charger, one needs TLS and the CSMS there is without, a vehicle is plugged in at a charger that does not move along, a tag is taken there, or
    /// another change is under way.
    /// </exception>
    public async Task<(int Chargers, int Vehicles)> MoveAsync(
        LocationRow target,
        IReadOnlyCollection<RosterCharger> chargers,
        IReadOnlyCollection<VehicleRow> vehicles
    )
    {
        List<RosterCharger> moving = [.. chargers.Where(charger => charger.Row.LocationId != target.Id)];
        List<string> driving =
        [
            .. vehicles.Where(vehicle => vehicle.LocationId != target.Id).Select(vehicle => vehicle.Id),
        ];
        // Before anything is stopped for it, and again in the turn.
        RefuseMove(target.Id, moving, driving);
        List<RosterCharger> linked = [.. moving.Where(charger => StaysLinked(charger, target.Id))];
        List<RosterCharger> anew = [.. moving.Except(linked)];
        var begun = new List<RosterCharger>(linked.Count);
        try
        {
            foreach (var charger in linked)
            {
                Begin(charger);
                begun.Add(charger);
            }

            await OutOfServiceAsync(anew, onlyIfIdle: true, () => MoveAsync(target.Id, linked, anew, driving));
        }
        finally
        {
            begun.ForEach(charger => charger.End());
        }

        NoteLocations();
        NoteVehicles();
        return (moving.Count, driving.Count);
    }

    private async Task MoveAsync(
        string target,
        List<RosterCharger> linked,
        List<RosterCharger> anew,
        List<string> vehicleIds
    )
    {
        RefuseMove(target, [.. linked, .. anew], vehicleIds);
        if (linked.Find(charger => !StaysLinked(charger, target)) is { } changed)
        {
            throw new ConflictException(
                $"A location of charger '{changed.Id}' was changed at the same time. Try again in a moment."
            );
        }

        List<string> ids = [.. linked.Concat(anew).Select(charger => charger.Id)];
        await MakeAnewAsync(
            [.. anew.Select(charger => new Replacement(charger, charger.Row with { LocationId = target }, null))],
            db => WriteMoveAsync(db, target, ids, vehicleIds)
        );
        linked.ForEach(charger => charger.MoveTo(target));
        _vehicles = _vehicles.SetItems(
            vehicleIds.Select(id => KeyValuePair.Create(id, _vehicles[id] with { LocationId = target }))
        );
        StartWished(linked);
        Tell([
            .. linked.SelectMany(charger =>
                (RosterChange[])[new RosterChange(null, charger.Id), new RosterChange(charger, null)]
            ),
        ]);
    }

    /// <summary>Whether nothing that a charger does would change in another location.</summary>
    private bool StaysLinked(RosterCharger charger, string target) =>
        CsmsUrlOf(charger.Row with { LocationId = target }) == charger.CsmsUrl
        && !(charger.Unit.Running && Location(target)?.State is null or LocationState.Idle);

    /// <summary>A CSMS without TLS is none for chargers whose security profile needs it, just as with a csmsUrl of their own.</summary>
    private static void RefusePlain(LocationRow location, IEnumerable<RosterCharger> chargers)
    {
        if (location.CsmsUrl?.StartsWith("ws:", StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        var ids = chargers
            .Where(charger => charger.Unit.Configuration.SecurityProfile >= 2)
            .Select(charger => charger.Id)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (ids.Count > 0)
        {
            throw new ConflictException(
                $"Charger {Names.Listed(ids)} has security profile 2 or 3 and no csmsUrl of its own, and the csmsUrl of location "
                    + $"'{location.Id}' would be without TLS: use wss://, or lower the profile first."
            );
        }
    }

    private void RefuseMove(string target, List<RosterCharger> chargers, List<string> vehicleIds)
    {
        if (Location(target) is null)
        {
            throw new ConflictException($"The location '{target}' has just been deleted.");
        }

        if (vehicleIds.Find(id => !_vehicles.ContainsKey(id)) is { } gone)
        {
            throw new ConflictException($"Vehicle '{gone}' has just been deleted.");
        }

        RefusePlain(Location(target)!, chargers.Where(charger => charger.Row.CsmsUrl is null));
        var along = chargers.Select(charger => charger.Id).ToHashSet();
        var places = PluggedIn();
        foreach (var id in vehicleIds)
        {
            if (places.TryGetValue(id, out var place) && !along.Contains(place.ChargerId))
            {
                throw PluggedInConflict(id, place);
            }
        }

        RefuseTakenTags([.. vehicleIds.Select(id => _vehicles[id] with { LocationId = target })]);
        RefuseTransactions(
            chargers.Where(charger => charger.Unit.Snapshot.Evses.Any(evse => evse.Transaction is not null))
        );
    }

    private static async Task WriteMoveAsync(
        SimulatorDb db,
        string target,
        IReadOnlyCollection<string> chargerIds,
        IReadOnlyCollection<string> vehicleIds
    )
    {
        await db
            .Chargers.Where(row => EF.Parameter(chargerIds).Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LocationId, target));
        await db
            .Vehicles.Where(row => EF.Parameter(vehicleIds).Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LocationId, target));
    }
}
