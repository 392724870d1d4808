using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Server.Api;
using Server.Roster;
using Simulation;
using Simulation.Logs;

namespace Server.Logs;

/// <summary>/logs/stream: lines as they are written, as server-sent events, for scripts.</summary>
internal sealed class LogStream(Fleet fleet, TimeProvider time, IHostApplicationLifetime life)
{
    private const int MostStreams = 64;
    private const int LinesAtATime = 500;
    private const int MostBacklog = 5000;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private int _streams;

    public static void Map(RouteGroupBuilder logs) =>
        logs.MapGet("/stream", Open)
            .WithName("streamLogs")
            .WithSummary("Lines that pass the filter as they are written, as server-sent events")
            .WithDescription(
                "Each event has the line's seq as its id and the entry as its data. With after, or the Last-Event-ID of a reader that comes "
                    + "back, the lines that are still there after it come first. A reader that is too slow loses the oldest lines and gets an event "
                    + "dropped with {\"dropped\": n}. At most 64 streams."
            )
            .AddOpenApiOperationTransformer(Describe)
            .Problems(404, 422, 503);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Open(
        LogStream streams,
        ChargerRoster roster,
        HttpContext context,
        [AsParameters] LogQuery query,
        long? after
    )
    {
        if (query.Read(roster, out var selection) is { } problem)
        {
            return problem;
        }

        var last = context.Request.Headers["Last-Event-ID"].ToString();
        if (last.Length > 0 && after is null)
        {
            if (!long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                return Problem.Invalid("Last-Event-ID", $"must be the id of an event, not '{last}'");
            }

            after = seq;
        }

        if (Interlocked.Increment(ref streams._streams) > MostStreams)
        {
            Interlocked.Decrement(ref streams._streams);
            return Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                $"There are {MostStreams} streams already: close one first."
            );
        }

        try
        {
            await streams.SendAsync(context, selection, after);
        }
        catch (OperationCanceledException)
        {
            // The reader has left, or the server ends.
        }
        finally
        {
            Interlocked.Decrement(ref streams._streams);
        }

        return TypedResults.Empty;
    }

    private async Task SendAsync(HttpContext context, LogSelection selection, long? after)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            life.ApplicationStopping
        );
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // A reverse proxy passes each line on at once.
        response.Headers["X-Accel-Buffering"] = "no";
        // What is written from here on is heard: what a look into the past has found of it is left out.
        using var tail = fleet.Log.Follow(selection.Filter, selection.Of);
        var seen = 0L;
        if (after is { } cursor)
        {
            var range = new LogRange(MostBacklog, cursor);
            for (var more = true; more; )
            {
                var page = fleet.Log.Read(selection.Filter, range, selection.Of);
                await WriteAsync(response, page.Entries, ended.Token);
                seen = page.Last ?? seen;
                range = range with { After = Math.Max(cursor, seen) };
                more = page.Full;
            }
        }

        await WriteAsync(response, ": the log from here on\n\n", ended.Token);
        while (true)
        {
            var reading = tail.ReadAsync(LinesAtATime, ended.Token).AsTask();
            while (!await CompletesAsync(reading, ended.Token))
            {
                await WriteAsync(response, ": \n\n", ended.Token);
            }

            var news = await reading;
            // What has gone was older than the first that is left: it has been sent already when that one has.
            if (news.Dropped > 0 && !(news.Entries.Count > 0 && news.Entries[0].Seq <= seen))
            {
                await WriteAsync(response, $"event: dropped\ndata: {{\"dropped\":{news.Dropped}}}\n\n", ended.Token);
            }

            await WriteAsync(response, news.Entries.Where(line => line.Seq > seen), ended.Token);
        }
    }

    // So that a reader, and what is between, knows that the other end is there.
    private async Task<bool> CompletesAsync(Task reading, CancellationToken cancel)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var silence = Task.Delay(Silence, time, waiting.Token);
        var first = await Task.WhenAny(reading, silence);
        await waiting.CancelAsync();
        return first == reading;
    }

    private static async Task WriteAsync(
        HttpResponse response,
        IEnumerable<Simulation.Logs.LogEntry> lines,
        CancellationToken cancel
    )
    {
        foreach (var some in lines.Chunk(LinesAtATime))
        {
            var text = new StringBuilder();
            foreach (var line in some)
            {
                text.Append("id: ").Append(line.Seq).Append("\ndata: ");
                text.Append(JsonSerializer.Serialize(LogView.Of(line), ApiJson.Options)).Append("\n\n");
            }

            await WriteAsync(response, text.ToString(), cancel);
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancel)
    {
        await response.WriteAsync(text, cancel);
        await response.Body.FlushAsync(cancel);
    }

    private static Task Describe(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "OK",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["text/event-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
        return Task.CompletedTask;
    }
}
