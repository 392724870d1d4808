using ChargePoints;
using Microsoft.EntityFrameworkCore;
using Server.Chargers;
using Server.Storage;

namespace Server.Roster;

/// <summary>All that a database has, read.</summary>
/// <param name="Locations">The locations.</param>
/// <param name="Vehicles">The vehicles.</param>
/// <param name="Chargers">The chargers, with what they had saved; null for nothing.</param>
internal sealed record RosterContents(
    IReadOnlyList<LocationRow> Locations,
    IReadOnlyList<VehicleRow> Vehicles,
    IReadOnlyList<(ChargerRow Row, DurableState? State)> Chargers
)
{
    /// <summary>Reads it.</summary>
    /// <param name="db">The database.</param>
    /// <param name="change">What becomes of a charger that had saved something.</param>
    public static async Task<RosterContents> ReadAsync(
        SimulatorDb db,
        Func<ChargerRow, DurableState, DurableState> change
    )
    {
        var locations = await db.Locations.AsNoTracking().ToListAsync();
        var vehicles = await db.Vehicles.AsNoTracking().ToListAsync();
        var saved = await SavedStates.ReadAsync(db);
        var rows = await db.Chargers.AsNoTracking().Include(row => row.Evses.OrderBy(evse => evse.Id)).ToListAsync();
        var chargers = new List<(ChargerRow, DurableState?)>(rows.Count);
        foreach (var stored in rows)
        {
            var row = db.Secrets.Open(stored);
            chargers.Add((row, saved.GetValueOrDefault(row.Id) is { } state ? change(row, state) : null));
        }

        return new(locations, vehicles, chargers);
    }

    /// <summary>A state with its registers where a killed process may have reported them.</summary>
    public static DurableState AfterKill(ChargerRow row, DurableState state, TimeSpan lost) =>
        SavedStates.AfterKill(
            state,
            Definitions.ChargePoint(row, Definitions.ReadConfiguration(row)),
            lost,
            DateTimeOffset.UtcNow
        );
}
