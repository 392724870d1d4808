using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Chargers;

/// <summary>/chargers/{id}/logs: the newest lines of a charger's log.</summary>
internal static class LogsApi
{
    public static void MapChargerLogs(this IEndpointRouteBuilder app)
    {
        var logs = app.MapGroup("/chargers/{id}/logs").WithTags("Logs");
        logs.MapGet("/", List)
            .WithName("getChargerLogs")
            .WithSummary("The newest lines of a charger's log, oldest first")
            .WithDescription(
                "The log is a bounded ring: the oldest lines go first. after takes the seq of the last line seen; without it the newest limit (200 by default, 5000 at most) lines."
            )
            .Problems(404, 422);
        logs.MapDelete("/", Clear).WithName("clearChargerLogs").WithSummary("Empty a charger's log").Problems(404);
    }

    private static Ok<IReadOnlyList<LogEntry>> List(
        string id,
        int? limit,
        long? after,
        LogCategory? category,
        LogDirection? direction,
        string? action,
        string? search
    ) => throw new NotSupportedException();

    private static NoContent Clear(string id) => throw new NotSupportedException();
}
