using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Import;
using Server.Roster;

namespace Server.Templates;

/// <summary>/chargers/bulk: many chargers of one model, all or nothing.</summary>
internal static class BulkCreationApi
{
    public static void MapBulkCreation(this IEndpointRouteBuilder app) =>
        app.MapPost("/chargers/bulk", Create)
            .WithTags("Chargers")
            .WithName("createChargers")
            .WithSummary("Create many chargers of one model; all or nothing")
            .WithDescription(
                "dryRun=true checks the same and changes nothing: it answers 200 with the ids that would be created. Without start the "
                    + "chargers are off; with it they are started, and nothing is created when one of them could not be. Progress is "
                    + "told on the hub's topic import."
            )
            .Body<BulkCreation>()
            .Problems(400, 409, 415, 422);

    private static async Task<Results<Created<BulkCreated>, Ok<BulkCreated>, ProblemHttpResult>> Create(
        ChargerRoster roster,
        ImportProgress progress,
        HttpRequest request,
        bool? dryRun
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        if (BulkCreationReader.Read(body.RootElement, roster.Active.Id, errors) is not { } rows)
        {
            return Problem.Invalid(errors);
        }

        var locationId = rows[0].LocationId;
        if (roster.Location(locationId) is null)
        {
            return Problem.Invalid("locationId", $"is no location: there is no '{locationId}'");
        }

        var ids = rows.Select(row => row.Id).ToList();
        var taken = roster.Taken(ids).ToList();
        if (taken.Count > 0)
        {
            var others = taken.Count > 1 ? $" ({taken.Count} of these {ids.Count} ids are taken)" : "";
            return Problem.Conflict(
                $"There is a charger '{taken[0].Id}' already, in location '{taken[0].LocationId}'{others}. Choose another idPattern."
            );
        }

        if (rows[0].Running && roster.StartProblem(rows) is { } problem)
        {
            return Problem.Conflict(problem);
        }

        var outcome = new BulkCreated(ids.Count, ids[0], ids[^1], ids);
        if (dryRun == true)
        {
            return TypedResults.Ok(outcome);
        }

        await progress.WriteAsync(() => roster.ApplyAsync(rows, [], progress.Report));
        return TypedResults.Created((Uri?)null, outcome);
    }
}
