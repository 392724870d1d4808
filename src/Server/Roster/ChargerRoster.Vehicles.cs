using Microsoft.EntityFrameworkCore;
using Server.Storage;
using Server.Vehicles;

namespace Server.Roster;

/// <summary>Vehicles: created, changed, deleted. A charger has a car as it was when it was plugged in.</summary>
internal sealed partial class ChargerRoster
{
    /// <summary>The vehicles of a location, in no order.</summary>
    public IEnumerable<VehicleRow> VehiclesIn(string locationId) =>
        _vehicles.Values.Where(vehicle => vehicle.LocationId == locationId);

    /// <summary>Creates vehicles: all or none.</summary>
    /// <exception cref="ConflictException">An id or a tag is taken, or a location is gone.</exception>
    public async Task CreateAsync(IReadOnlyList<VehicleRow> rows)
    {
        using var turn = await TurnAsync();
        RefuseTaken(rows);
        RefuseTakenTags(rows);
        await using var db = await database.CreateDbContextAsync();
        db.Vehicles.AddRange(rows);
        await db.SaveChangesAsync();
        _vehicles = _vehicles.AddRange(rows.Select(row => KeyValuePair.Create(row.Id, row)));
        NoteVehicles();
    }

    /// <summary>Changes a vehicle; a charger at which it is plugged in knows it as it was, until the next plug-in.</summary>
    /// <param name="former">The vehicle as it was read.</param>
    /// <param name="row">As it should be, of the same id.</param>
    /// <exception cref="ConflictException">
    /// The tag is taken, it is plugged in and would move, its location is gone, or somebody else has just changed it.
    /// </exception>
    public async Task ReplaceAsync(VehicleRow former, VehicleRow row)
    {
        using var turn = await TurnAsync();
        if (Vehicle(row.Id) != former)
        {
            throw new ConflictException(
                $"Vehicle '{row.Id}' has just been changed or deleted by somebody else. Read it again, then try again."
            );
        }

        RefuseMissingLocation(row);
        if (row.LocationId != former.LocationId)
        {
            RefusePluggedIn([row.Id]);
        }

        RefuseTakenTags([row]);
        await using var db = await database.CreateDbContextAsync();
        db.Update(row);
        await db.SaveChangesAsync();
        _vehicles = _vehicles.SetItem(row.Id, row);
        NoteVehicles();
    }

    /// <summary>Deletes vehicles: all or none.</summary>
    /// <exception cref="ConflictException">One of them is plugged in.</exception>
    public async Task DeleteVehiclesAsync(IReadOnlyCollection<string> ids)
    {
        using var turn = await TurnAsync();
        RefusePluggedIn(ids);
        await using var db = await database.CreateDbContextAsync();
        await db.Vehicles.Where(row => EF.Parameter(ids).Contains(row.Id)).ExecuteDeleteAsync();
        _vehicles = _vehicles.RemoveRange(ids);
        NoteVehicles();
    }

    private void RefuseTaken(IReadOnlyList<VehicleRow> rows)
    {
        foreach (var row in rows)
        {
            RefuseMissingLocation(row);
            if (Vehicle(row.Id) is { } taken)
            {
                throw new ConflictException(
                    $"There is a vehicle '{row.Id}' already, in location '{taken.LocationId}'. Choose another id."
                );
            }
        }
    }

    private void RefuseMissingLocation(VehicleRow row)
    {
        if (Location(row.LocationId) is null)
        {
            throw new ConflictException($"The location '{row.LocationId}' has just been deleted.");
        }
    }

    private void RefusePluggedIn(IReadOnlyCollection<string> ids)
    {
        var places = PluggedIn();
        foreach (var id in ids)
        {
            if (places.TryGetValue(id, out var place))
            {
                throw PluggedInConflict(id, place);
            }
        }
    }

    private static ConflictException PluggedInConflict(string vehicleId, PluggedInAt place) =>
        new(
            $"Vehicle '{vehicleId}' is plugged in at EVSE {place.EvseId} of charger '{place.ChargerId}': unplug it first."
        );

    /// <summary>Tags are unique per location, compared without case. Those of the rows themselves take the place of what they were.</summary>
    private void RefuseTakenTags(IReadOnlyCollection<VehicleRow> rows)
    {
        var themselves = rows.Select(row => row.Id).ToHashSet();
        var locations = rows.Select(row => row.LocationId).ToHashSet();
        var owners = new Dictionary<(string, string), VehicleRow>();
        foreach (
            var present in _vehicles.Values.Where(present =>
                locations.Contains(present.LocationId) && !themselves.Contains(present.Id)
            )
        )
        {
            owners[TagKey(present)] = present;
        }

        foreach (var row in rows)
        {
            if (!owners.TryAdd(TagKey(row), row))
            {
                throw new ConflictException(
                    $"Tag '{row.IdTag}' of vehicle '{row.Id}' is that of vehicle '{owners[TagKey(row)].Id}' in location "
                        + $"'{row.LocationId}': tags compare without case, and each is of one vehicle of a location."
                );
            }
        }
    }

    private static (string LocationId, string Tag) TagKey(VehicleRow row) =>
        (row.LocationId, row.IdTag.ToUpperInvariant());
}
