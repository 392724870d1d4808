using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Server.Storage;
using Simulation.Scenarios;

namespace Server.Scenarios;

/// <summary>/scenarios: what can be run, and the run of a location.</summary>
internal static class ScenariosApi
{
    private const int MostEntries = 10_000;
    private const int UsualEntries = 1000;

    public static void MapScenarios(this IEndpointRouteBuilder app)
    {
        var scenarios = app.MapGroup("/scenarios").WithTags("Scenarios");
        scenarios.MapGet("/list", List).WithName("listScenarios").WithSummary("All scenarios, with their parameters");
        scenarios
            .MapPost("/run", Run)
            .WithName("runScenario")
            .WithSummary("Run a scenario in the active location")
            .WithDescription(
                "locationId takes another location that runs. Its chargers are switched on. A run ends by itself after its duration: "
                    + "disturbances are lifted, its transactions stopped, its cars unplugged; it ends as well when the location is no "
                    + "longer active. A charger that is deleted or moved meanwhile is left out. A second run in the same location is a 409."
            )
            .Problems(400, 404, 409, 415, 422);
        scenarios
            .MapPost("/stop", Stop)
            .WithName("stopScenario")
            .WithSummary("End the run of the active location")
            .WithDescription("locationId takes another one. Answers when everything is cleared away.")
            .Problems(404, 409, 422);
        scenarios
            .MapGet("/status", Status)
            .WithName("getScenarioStatus")
            .WithSummary("The run of the active location, or the last one there")
            .WithDescription(
                $"locationId takes another one. The timeline is a page of at most {MostEntries} entries (limit, {UsualEntries} by default) after the sequence number after."
            )
            .Problems(404, 422);
        scenarios.MapScenarioFiles();
    }

    private static Ok<IReadOnlyList<Scenario>> List(ScenarioRuns runs, HttpResponse response)
    {
        IReadOnlyList<Scenario> all = [.. runs.Catalogue.All.Select(source => Scenario.Of(source.Description))];
        return TypedResults.Ok(Paging.Whole(response, all));
    }

    private static Results<Ok<ScenarioStatus>, ProblemHttpResult> Run(
        ScenarioRuns runs,
        ChargerRoster roster,
        Body<ScenarioRequest> body,
        string? locationId
    )
    {
        var request = body.Value;
        if (Find(roster, locationId) is not { } location)
        {
            return Problem.UnknownLocation(locationId!);
        }

        if (runs.Catalogue.Find(request.Scenario) is not { } source)
        {
            var names = string.Join(", ", runs.Catalogue.All.Select(other => other.Description.Name));
            return Problem.NotFound($"There is no scenario '{request.Scenario}'; there are {names}.");
        }

        var wrong = new List<ParameterError>();
        var values = ScenarioValues.Read(source.Description.Parameters, request.Parameters, wrong);
        var errors = wrong.Select(it => new FieldError($"parameters.{it.Parameter}", it.Message)).ToList();
        if (request.Seed is { } seed && !(seed >= 0 && seed <= ScenarioRuns.MaxSeed && seed == Math.Floor(seed)))
        {
            errors.Add(new("seed", $"must be a whole number from 0 to {ScenarioRuns.MaxSeed}, not {seed}"));
        }

        var longest = (int)ScenarioRun.LongestDuration.TotalSeconds;
        if (request.DurationSeconds is { } seconds && (seconds < 1 || seconds > longest))
        {
            errors.Add(new("durationSeconds", $"must be from 1 to {longest}, not {seconds}"));
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        var duration = request.DurationSeconds is { } given ? TimeSpan.FromSeconds(given) : source.Description.Duration;
        var run = runs.Start(location, source, values, (ulong?)request.Seed, duration);
        return TypedResults.Ok(ScenarioStatus.Of(location, run, roster.Fleet.Now, 0, 0));
    }

    private static async Task<Results<Ok<ScenarioStatus>, ProblemHttpResult>> Stop(
        ScenarioRuns runs,
        ChargerRoster roster,
        string? locationId
    )
    {
        if (Find(roster, locationId) is not { } location)
        {
            return Problem.UnknownLocation(locationId!);
        }

        return await runs.StopAsync(location.Id)
            ? TypedResults.Ok(ScenarioStatus.Of(location, runs.Of(location.Id), roster.Fleet.Now, 0, 0))
            : Problem.Conflict($"No scenario is running in location '{location.Id}'.");
    }

    private static Results<Ok<ScenarioStatus>, ProblemHttpResult> Status(
        ScenarioRuns runs,
        ChargerRoster roster,
        string? locationId,
        long? after,
        int? limit
    )
    {
        if (Find(roster, locationId) is not { } location)
        {
            return Problem.UnknownLocation(locationId!);
        }

        if (after < 0)
        {
            return Problem.Invalid("after", $"must be 0 or more, not {after}");
        }

        if (limit < 0 || limit > MostEntries)
        {
            return Problem.Invalid("limit", $"must be from 0 to {MostEntries}, not {limit}");
        }

        var run = runs.Of(location.Id);
        return TypedResults.Ok(ScenarioStatus.Of(location, run, roster.Fleet.Now, after ?? 0, limit ?? UsualEntries));
    }

    private static LocationRow? Find(ChargerRoster roster, string? locationId) =>
        locationId is null ? roster.Active : roster.Location(locationId);
}
