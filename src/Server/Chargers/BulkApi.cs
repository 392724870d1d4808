using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Simulation;

namespace Server.Chargers;

/// <summary>/chargers/start and /chargers/stop: many at once. They answer at once; progress comes over the hub.</summary>
internal static class BulkApi
{
    public static void MapBulk(this IEndpointRouteBuilder app)
    {
        var chargers = app.MapGroup("/chargers").WithTags("Chargers");
        chargers
            .MapPost("/start", Start)
            .WithName("startChargers")
            .WithSummary("Start many; returns at once")
            .Problems(400, 404, 415, 422);
        chargers
            .MapPost("/stop", Stop)
            .WithName("stopChargers")
            .WithSummary("Stop many; returns at once")
            .Problems(400, 404, 415, 422);
    }

    private static async Task<Results<Ok<BulkOutcome>, ProblemHttpResult>> Start(
        ChargerRoster roster,
        Body<ChargerSelection> body
    )
    {
        var selection = body.Value;
        if (Problems(roster, selection, out var chargers) is { } problem)
        {
            return problem;
        }

        var refused = new List<RefusedCharger>();
        var able = new List<RosterCharger>();
        var sockets = roster.Sockets();
        foreach (var charger in chargers)
        {
            if (roster.StartProblem(charger, ref sockets) is { } reason)
            {
                refused.Add(new(charger.Id, reason));
            }
            else
            {
                able.Add(charger);
            }
        }

        var changed = able.Count(charger => !charger.Running);
        await roster.WishAsync(able, running: true);
        return TypedResults.Ok(new BulkOutcome(chargers.Count, changed, able.Count - changed, refused));
    }

    private static async Task<Results<Ok<BulkOutcome>, ProblemHttpResult>> Stop(
        ChargerRoster roster,
        Body<ChargerSelection> body
    )
    {
        var selection = body.Value;
        if (Problems(roster, selection, out var chargers) is { } problem)
        {
            return problem;
        }

        var changed = chargers.Count(charger => charger.Running);
        await roster.WishAsync(chargers, running: false);
        foreach (var charger in chargers)
        {
            // Not awaited: it ends by itself within its limit, and the hub shows it.
            _ = charger.Unit.StopAsync(SimulatedCharger.StopLimit);
        }

        return TypedResults.Ok(new BulkOutcome(chargers.Count, changed, chargers.Count - changed, []));
    }

    private static ProblemHttpResult? Problems(
        ChargerRoster roster,
        ChargerSelection selection,
        out IReadOnlyList<RosterCharger> chargers
    )
    {
        chargers = [];
        if (selection is { Ids: null, All: not true } or { Ids: not null, All: true })
        {
            return Problem.Invalid("ids", "must be there, or \"all\": true, and not both");
        }

        if (selection.Ids is not { } ids)
        {
            chargers = roster.In(roster.Active.Id);
            return null;
        }

        var found = new List<RosterCharger>(ids.Count);
        foreach (var id in ids.Distinct())
        {
            if (!roster.TryGet(id, out var charger))
            {
                return Problem.UnknownCharger(id);
            }

            found.Add(charger);
        }

        chargers = found;
        return null;
    }
}
