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
        RefuseMissingLocations(rows);
        RefuseTaken(rows);
        await using (var db = await database.CreateDbContextAsync())
        {
            db.Chargers.AddRange(rows.Select(db.Secrets.Seal));
            await db.SaveChangesAsync();
        }

        Tell([.. rows.Select(row => new RosterChange(Admit(row, null), null))]);
    }

    /// <summary>Gives a charger another definition: it is stopped in an orderly way, made anew and started again.</summary>
    /// <param name="charger">The charger.</param>
    /// <param name="row">Its new definition, of the same id.</param>
    /// <param name="configuration">Configuration keys to set, valid, with their names in full; null for the default.</param>
    /// <exception cref="ConflictException">A transaction runs, its location is gone, or another change of it is under way.</exception>
    public async Task<RosterCharger> ReplaceAsync(
        RosterCharger charger,
        ChargerRow row,
        IReadOnlyDictionary<string, string?> configuration
    ) =>
        (
            await OutOfServiceAsync(
                [charger],
                onlyIfIdle: true,
                async () =>
                {
                    RefuseMissingLocations([row]);
                    return await MakeAnewAsync([new(charger, row, configuration)], _ => Task.CompletedTask);
                }
            )
        )[0];

    /// <summary>Stops a charger in an orderly way and deletes it with all it had saved.</summary>
    /// <exception cref="ConflictException">Another change of it is under way.</exception>
    public Task DeleteAsync(RosterCharger charger) =>
        OutOfServiceAsync(
            [charger],
            onlyIfIdle: false,
            async () =>
            {
                await using (var db = await database.CreateDbContextAsync())
                {
                    await db.Chargers.Where(row => row.Id == charger.Id).ExecuteDeleteAsync();
                }

                await ForgetAsync([charger]);
            }
        );

    /// <summary>Sets the wish of chargers, and starts those that should run now. The wish of one that is being changed counts as well.</summary>
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

        foreach (var asked in chargers)
        {
            // One that was made anew since it was asked for is meant as well.
            var charger = TryGet(asked.Id, out var present) ? present : asked;
            charger.SetRunning(running);
            if (running && !Idle(charger))
            {
                charger.Unit.Start();
            }
        }
    }

    // Checked again in the turn: it may have been deleted while the request was read.
    private void RefuseTaken(IEnumerable<ChargerRow> rows)
    {
        foreach (var (id, locationId) in Taken(rows.Select(row => row.Id)))
        {
            throw new ConflictException(
                $"There is a charger '{id}' already, in location '{locationId}'. Choose another id."
            );
        }
    }

    private void RefuseMissingLocations(IEnumerable<ChargerRow> rows)
    {
        if (rows.FirstOrDefault(row => Location(row.LocationId) is null) is { } lost)
        {
            throw new ConflictException(
                $"The location '{lost.LocationId}' has just been deleted. GET /locations lists those there are."
            );
        }
    }
}
