using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Logs;

/// <summary>/logs/files: what the durable logs have on the disk.</summary>
internal static class DurableLogsApi
{
    public static void Map(RouteGroupBuilder logs)
    {
        logs.MapGet("/files", List)
            .WithName("listLogFiles")
            .WithSummary("Files of the durable logs, by location and the oldest first")
            .WithDescription(
                "The chargers of a location with durableLog: true write their logs to files of 16 MB as well. Those of a location stay when "
                    + "that is switched off, and when the location is deleted."
            );
        logs.MapGet("/files/{locationId}/{name}", Get)
            .WithName("getLogFile")
            .WithSummary("One of them, JSON lines as in an export")
            .Produces<ExportedLogEntry>(contentType: LogFile.JsonLines)
            .Problems(404);
        logs.MapDelete("/files/{locationId}/{name}", Delete)
            .WithName("deleteLogFile")
            .WithSummary("Delete one of them")
            .Problems(404, 409);
    }

    private static Ok<LogFileView[]> List(DurableLogs logs, HttpResponse response, string? locationId)
    {
        var root = new DirectoryInfo(logs.Root);
        LogFileView[] files =
        [
            .. (root.Exists ? root.GetDirectories() : [])
                .Select(directory => (Files: directory.GetFiles(), Id: Uri.UnescapeDataString(directory.Name)))
                .Where(directory => locationId is null || directory.Id == locationId)
                .SelectMany(directory =>
                    directory
                        .Files.Where(file => DurableLogFile.IsName(file.Name))
                        .Select(file => new LogFileView(
                            directory.Id,
                            file.Name,
                            file.Length,
                            new DateTimeOffset(file.LastWriteTimeUtc)
                        ))
                )
                .OrderBy(file => file.LocationId, StringComparer.Ordinal)
                .ThenBy(file => file.Name, StringComparer.Ordinal),
        ];
        return TypedResults.Ok(Paging.Whole(response, files));
    }

    private static Results<FileStreamHttpResult, ProblemHttpResult> Get(
        DurableLogs logs,
        string locationId,
        string name
    )
    {
        if (Find(logs, locationId, name) is not { } path)
        {
            return Unknown(locationId, name);
        }

        // It may be written to while it is read.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return TypedResults.File(file, LogFile.JsonLines, name);
    }

    private static Results<NoContent, ProblemHttpResult> Delete(DurableLogs logs, string locationId, string name)
    {
        if (Find(logs, locationId, name) is not { } path)
        {
            return Unknown(locationId, name);
        }

        if (logs.Writes(locationId, name))
        {
            return Problem.Conflict(
                "It is being written: switch the location's durableLog off first, or wait for the next file."
            );
        }

        File.Delete(path);
        return TypedResults.NoContent();
    }

    private static string? Find(DurableLogs logs, string locationId, string name)
    {
        if (!DurableLogFile.IsName(name) || Names.IdProblem(locationId) is not null)
        {
            return null;
        }

        var path = Path.Combine(logs.DirectoryOf(locationId), name);
        return File.Exists(path) ? path : null;
    }

    private static ProblemHttpResult Unknown(string locationId, string name) =>
        Problem.NotFound($"Location '{locationId}' has no log file '{name}'. GET /logs/files lists all.");
}

/// <summary>A file of a durable log.</summary>
/// <param name="LocationId">Whose chargers.</param>
/// <param name="Name">Its name; they sort by age.</param>
/// <param name="Bytes">Its length so far.</param>
/// <param name="WrittenAt">When it was written last.</param>
public sealed record LogFileView(string LocationId, string Name, long Bytes, DateTimeOffset WrittenAt);
