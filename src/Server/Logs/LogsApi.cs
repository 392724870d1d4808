using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Server.Api;
using Server.Roster;
using Simulation;
using Simulation.Logs;

namespace Server.Logs;

/// <summary>/logs: what the chargers and the simulator have written down, all together and of one charger.</summary>
internal static class LogsApi
{
    private const int DefaultLines = 200;
    private const int MostLines = 5000;

    private static readonly string[] Formats = ["json", "text"];

    public static void AddLogs(this IServiceCollection services)
    {
        services.AddSingleton(provider => new LogStream(
            provider.GetRequiredService<Fleet>(),
            TimeProvider.System,
            provider.GetRequiredService<IHostApplicationLifetime>()
        ));
        services.AddSingleton<DurableLogs>();
        services.AddHostedService(provider => provider.GetRequiredService<DurableLogs>());
    }

    public static void MapLogs(this IEndpointRouteBuilder app)
    {
        var logs = app.MapGroup("/logs").WithTags("Logs");
        logs.MapGet("", List)
            .WithName("getLogs")
            .WithSummary("The newest lines of all logs, oldest first")
            .WithDescription(
                "Each charger's log is a bounded ring: the oldest lines go first. Without a cursor the newest limit lines (200 by default, 5000 "
                    + "at most); before takes the seq of the oldest line seen and gives those before it, after that of the newest and gives "
                    + "those after it. How many lines pass the filter is in X-Total-Count."
            )
            .Problems(404, 422);
        logs.MapDelete("", Clear)
            .WithName("clearLogs")
            .WithSummary("Empty the logs of chargers")
            .WithDescription("Of chargerId, which may be there several times; of a location's chargers; or all.")
            .Problems(404, 422);
        logs.MapGet("/export", Export)
            .WithName("exportLogs")
            .WithSummary("The lines that pass the filter as a file, oldest first")
            .WithDescription(
                "format is json (default; a line for each entry, with the frame as it was on the wire) or text. What is written after the "
                    + "request began is not in it."
            )
            .AddOpenApiOperationTransformer(DescribeFile)
            .Produces<ExportedLogEntry>(contentType: LogFile.JsonLines, additionalContentTypes: "text/plain")
            .Problems(404, 422);

        LogStream.Map(logs);
        DurableLogsApi.Map(logs);

        var ofCharger = app.MapGroup("/chargers/{id}/logs").WithTags("Logs");
        ofCharger
            .MapGet("/", ListOfCharger)
            .WithName("getChargerLogs")
            .WithSummary("The newest lines of a charger's log, oldest first")
            .WithDescription("As GET /logs?chargerId=.")
            .Problems(404, 422);
        ofCharger
            .MapDelete("/", ClearOfCharger)
            .WithName("clearChargerLogs")
            .WithSummary("Empty a charger's log")
            .Problems(404);
    }

    private static Results<Ok<IReadOnlyList<LogEntry>>, ProblemHttpResult> List(
        Fleet fleet,
        ChargerRoster roster,
        HttpResponse response,
        [AsParameters] LogQuery query,
        int? limit,
        long? after,
        long? before
    )
    {
        if (query.Read(roster, out var selection) is { } problem)
        {
            return problem;
        }

        if (limit is < 1 or > MostLines)
        {
            return Problem.Invalid("limit", $"must be from 1 to {MostLines}, not {limit}");
        }

        var range = new LogRange(limit ?? DefaultLines, after, before);
        var page = fleet.Log.Read(selection.Filter, range, selection.Of);
        response.Headers[Paging.TotalHeader] = page.Total.ToString();
        return TypedResults.Ok<IReadOnlyList<LogEntry>>([.. page.Entries.Select(LogView.Of)]);
    }

    private static Results<NoContent, ProblemHttpResult> Clear(
        Fleet fleet,
        ChargerRoster roster,
        [AsParameters] LogQuery query
    )
    {
        if (query.PicksLines)
        {
            return Problem.Invalid(
                "",
                "Only chargerId and locationId narrow what is emptied: a log is emptied as a whole."
            );
        }

        if (query.Read(roster, out var selection) is { } problem)
        {
            return problem;
        }

        fleet.Log.Clear(selection.Of);
        return TypedResults.NoContent();
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        Fleet fleet,
        ChargerRoster roster,
        HttpResponse response,
        [AsParameters] LogQuery query,
        string? format
    )
    {
        if (format is not null && !Formats.Contains(format))
        {
            return Problem.Invalid("format", $"must be json or text, not '{format}'");
        }

        if (query.Read(roster, out var selection) is { } problem)
        {
            return problem;
        }

        var text = format == "text";
        var disposition = new ContentDispositionHeaderValue("attachment");
        var time = fleet.Now.ToUtc().ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture);
        disposition.SetHttpFileName($"ocppsim-logs-{time}.{(text ? "log" : "jsonl")}");
        response.Headers.ContentDisposition = disposition.ToString();
        var aborted = response.HttpContext.RequestAborted;
        return TypedResults.Stream(
            body => LogFile.WriteAsync(body, fleet.Log, selection, text, aborted),
            text ? "text/plain; charset=utf-8" : LogFile.JsonLines
        );
    }

    private static Results<Ok<IReadOnlyList<LogEntry>>, ProblemHttpResult> ListOfCharger(
        Fleet fleet,
        ChargerRoster roster,
        HttpResponse response,
        string id,
        [AsParameters] LogQuery query,
        int? limit,
        long? after,
        long? before
    ) => List(fleet, roster, response, query with { ChargerId = [id] }, limit, after, before);

    private static Results<NoContent, ProblemHttpResult> ClearOfCharger(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        charger.Unit.Log.Clear();
        return TypedResults.NoContent();
    }

    private static Task DescribeFile(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (operation.Parameters?.FirstOrDefault(it => it.Name == "format")?.Schema is OpenApiSchema schema)
        {
            schema.Enum = [.. Formats.Select(it => (System.Text.Json.Nodes.JsonNode)it)];
        }

        if (operation.Responses?.GetValueOrDefault("200")?.Content is { } content)
        {
            content["text/plain"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }

        return Task.CompletedTask;
    }
}
