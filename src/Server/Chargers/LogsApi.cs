using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Simulation.Logs;

namespace Server.Chargers;

/// <summary>/chargers/{id}/logs: the newest lines of a charger's log.</summary>
internal static class LogsApi
{
    private const int DefaultLines = 200;
    private const int MostLines = 5000;

    public static void MapChargerLogs(this IEndpointRouteBuilder app)
    {
        var logs = app.MapGroup("/chargers/{id}/logs").WithTags("Logs");
        logs.MapGet("/", List)
            .WithName("getChargerLogs")
            .WithSummary("The newest lines of a charger's log, oldest first")
            .WithDescription(
                "The log is a bounded ring: the oldest lines go first. after takes the seq of the last line seen; without it the newest limit (200 by default, 5000 at most) lines. category and direction take the names of LogEntry."
            )
            .Problems(404, 422);
        logs.MapDelete("/", Clear).WithName("clearChargerLogs").WithSummary("Empty a charger's log").Problems(404);
    }

    private static Results<Ok<IReadOnlyList<LogEntry>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        string id,
        int? limit,
        long? after,
        string? category,
        string? direction,
        string? action,
        string? search
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (limit is < 1 or > MostLines)
        {
            return Problem.Invalid("limit", $"must be from 1 to {MostLines}, not {limit}");
        }

        var filter = new LogFilter { Action = action, Search = search };
        if (category is not null)
        {
            if (!EnumNames<LogCategory>.TryParse(category, out var wanted))
            {
                return Problem.Invalid("category", $"must be one of {EnumNames<LogCategory>.List}, not '{category}'");
            }

            filter = filter with { Category = (Simulation.Logs.LogCategory)wanted };
        }

        if (direction is not null)
        {
            if (!EnumNames<LogDirection>.TryParse(direction, out var wanted))
            {
                return Problem.Invalid(
                    "direction",
                    $"must be one of {EnumNames<LogDirection>.List}, not '{direction}'"
                );
            }

            var incoming = wanted == LogDirection.In;
            filter = filter with
            {
                Direction = incoming ? Simulation.Logs.LogDirection.In : Simulation.Logs.LogDirection.Out,
            };
        }

        response.Headers[Paging.TotalHeader] = charger.Unit.Log.Read(int.MaxValue, after, filter).Count.ToString();
        IReadOnlyList<LogEntry> entries =
        [
            .. charger.Unit.Log.Read(limit ?? DefaultLines, after, filter).Select(LogView.Of),
        ];
        return TypedResults.Ok(entries);
    }

    private static Results<NoContent, ProblemHttpResult> Clear(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        charger.Unit.Log.Clear();
        return TypedResults.NoContent();
    }
}
