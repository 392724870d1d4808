using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Server.Api;
using Server.Roster;
using Server.Scenarios;
using Simulation.Truth;

namespace Server.Truth;

/// <summary>/truth: what the last run of a location truly delivered, beside what the CSMS knows of it.</summary>
internal static class TruthApi
{
    private static readonly string[] Verdicts =
    [
        .. Enum.GetValues<SessionVerdict>()
            .Select(it => JsonSerializer.SerializeToElement(it, ApiJson.Options).GetString()!),
    ];

    private static readonly string[] Formats = ["json", "csv"];

    public static void MapTruth(this IEndpointRouteBuilder app)
    {
        var truth = app.MapGroup("/truth").WithTags("Truth");
        truth
            .MapGet("", Read)
            .WithName("getTruth")
            .WithSummary("What the last run of the active location truly delivered, and what of it is acknowledged")
            .WithDescription(
                "Of the run that goes on, or else of the last one: the sessions that began in it, as meters and queues of the chargers have "
                    + "them now, beside the embedded CSMS's own records where it is their CSMS. locationId takes another location, verdict "
                    + "only the sessions that stand so; violations and totals are of all. The number of sessions before paging is in "
                    + "X-Total-Count. A 404 when nothing has been run there since the simulator was started."
            )
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, "verdict", Verdicts))
            .Problems(404, 422);
        truth
            .MapGet("/export", Export)
            .WithName("exportTruth")
            .WithSummary("The same as a file")
            .WithDescription(
                "format is json (default, all of it) or csv (the sessions); locationId takes another location."
            )
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, "format", Formats))
            .Produces<RunTruth>(contentType: "application/json", additionalContentTypes: "text/csv")
            .Problems(404, 422);
    }

    private static async Task<Results<Ok<RunTruth>, ProblemHttpResult>> Read(
        ScenarioRuns runs,
        ChargerRoster roster,
        TruthReader truth,
        HttpResponse response,
        string? locationId,
        string? verdict,
        int? limit,
        int? offset
    )
    {
        if (Paging.Problem(limit, offset) is { } problem)
        {
            return problem;
        }

        var wanted = Array.IndexOf(Verdicts, verdict);
        if (verdict is not null && wanted < 0)
        {
            return Problem.Invalid("verdict", $"must be {string.Join(", ", Verdicts)}, not '{verdict}'");
        }

        if (Find(runs, roster, locationId, out var run) is { } none)
        {
            return none;
        }

        var report = await truth.ReadAsync(run!, response.HttpContext.RequestAborted);
        TruthSession[] sessions = [.. report.Sessions.Where(it => verdict is null || (int)it.Verdict == wanted)];
        var page = Paging.Page(sessions, limit, offset, response);
        return TypedResults.Ok(Of(run!, report, page, truth.Compares));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Export(
        ScenarioRuns runs,
        ChargerRoster roster,
        TruthReader truth,
        HttpResponse response,
        string? locationId,
        string? format
    )
    {
        if (format is not null && !Formats.Contains(format))
        {
            return Problem.Invalid("format", $"must be json or csv, not '{format}'");
        }

        if (Find(runs, roster, locationId, out var run) is { } none)
        {
            return none;
        }

        var aborted = response.HttpContext.RequestAborted;
        var report = await truth.ReadAsync(run!, aborted);
        var all = Of(run!, report, report.Sessions, truth.Compares);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"truth-{run!.LocationId}-{run.Id}.{format ?? "json"}");
        response.Headers.ContentDisposition = disposition.ToString();
        return format == "csv"
            ? TypedResults.Stream(body => TruthFile.WriteCsvAsync(body, all, aborted), "text/csv; charset=utf-8")
            : TypedResults.Stream(body => TruthFile.WriteJsonAsync(body, all, aborted), "application/json");
    }

    private static ProblemHttpResult? Find(
        ScenarioRuns runs,
        ChargerRoster roster,
        string? locationId,
        out LocationRun? run
    )
    {
        run = null;
        var location = locationId is null ? roster.Active : roster.Location(locationId);
        if (location is null)
        {
            return Problem.UnknownLocation(locationId!);
        }

        run = runs.Of(location.Id);
        return run is null
            ? Problem.NotFound(
                $"No scenario has been run in location '{location.Id}' since the simulator was started: POST /scenarios/run."
            )
            : null;
    }

    private static RunTruth Of(LocationRun it, TruthReport report, IEnumerable<TruthSession> sessions, bool compared)
    {
        // Asked first: what follows is complete when it is over.
        var running = it.Run.Running;
        return new RunTruth
        {
            Run = new TruthRun
            {
                RunId = it.Id,
                Running = running,
                Scenario = it.Description.Name,
                Seed = (long)it.Run.Order.Seed,
                Hash = it.Run.Hash,
                StartedAt = it.Run.StartedAt.ToUtc(),
                EndedAt = running ? null : it.Run.EndedAt?.ToUtc(),
                Compared = compared,
            },
            Totals = TruthSums.Of(report.Totals),
            Violations = report.Violations,
            Sessions = sessions.Select(SessionTruth.Of),
        };
    }

    private static Task Describe(OpenApiOperation operation, string parameter, string[] values)
    {
        if (operation.Parameters?.FirstOrDefault(it => it.Name == parameter)?.Schema is OpenApiSchema schema)
        {
            schema.Enum = [.. values.Select(it => (System.Text.Json.Nodes.JsonNode)it)];
        }

        if (operation.Responses?.GetValueOrDefault("200")?.Content is { } content && content.ContainsKey("text/csv"))
        {
            content["text/csv"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        return Task.CompletedTask;
    }
}
