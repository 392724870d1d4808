using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Server.Api;
using Simulation.Logs;

namespace Server.Logs;

/// <summary>Lines of the log as a file, one after the other: JSON, or a text to be read. The formats are in docs/logs.md.</summary>
internal static class LogFile
{
    public const string JsonLines = "application/x-ndjson";

    private const int LinesAtATime = 20_000;
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(ApiJson.Options)
    {
        // It is a file, and no part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = false,
    };

    /// <summary>Writes what is there now, a part at a time.</summary>
    public static async Task WriteAsync(
        Stream body,
        FleetLog log,
        LogSelection selection,
        bool text,
        CancellationToken cancel
    )
    {
        var writer = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
        // No further than the newest line of now: the log goes on while it is written.
        var newest = log.Read(selection.Filter, new LogRange(1), selection.Of).Entries;
        var end = newest.Count == 0 ? 0 : newest[0].Seq;
        var after = 0L;
        while (after < end)
        {
            var range = new LogRange(LinesAtATime, after, end + 1);
            var page = log.Read(selection.Filter, range, selection.Of);
            foreach (var line in page.Entries)
            {
                Write(writer, line, text);
                if (writer.UnflushedBytes > FlushBytes)
                {
                    await writer.FlushAsync(cancel);
                }
            }

            after = page.Last ?? end;
        }

        await writer.FlushAsync(cancel);
        await writer.CompleteAsync();
    }

    /// <summary>Adds a line and its end.</summary>
    public static void Write(IBufferWriter<byte> writer, Simulation.Logs.LogEntry line, bool text)
    {
        if (text)
        {
            Encoding.UTF8.GetBytes(Text(line), writer);
        }
        else
        {
            using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = Json.Encoder });
            JsonSerializer.Serialize(json, LogView.Exported(line), Json);
        }

        writer.Write("\n"u8);
    }

    /// <summary>One line, its columns separated by single spaces; the payload is the rest.</summary>
    public static string Text(Simulation.Logs.LogEntry line)
    {
        var text = new StringBuilder();
        text.Append(line.Time.ToUtc().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        text.Append(' ').Append(Word(line.ChargerId));
        text.Append(' ').Append(line.EvseId is > 0 ? $"#{line.EvseId}" : "-");
        text.Append(' ').Append(EnumNames<LogCategory>.Name((LogCategory)line.Category));
        text.Append(
            line.Direction switch
            {
                Simulation.Logs.LogDirection.In => " <- ",
                Simulation.Logs.LogDirection.Out => " -> ",
                _ => " -- ",
            }
        );
        text.Append(Word(line.Type)).Append(' ').Append(Word(line.Action)).Append(' ').Append(Word(line.MessageId));
        text.Append(' ');
        text.Append(line.RoundTripMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:0.###}ms") : "-");
        if (line.Problem is { } problem)
        {
            text.Append(" !").Append(JsonSerializer.Serialize(problem, Json));
        }

        if (line.Payload is { } payload)
        {
            text.Append(' ').Append(Controls(payload));
        }

        return text.ToString();
    }

    // A column has no spaces, and is there.
    private static string Word(string? text) =>
        text switch
        {
            null or "" => "-",
            "-" => "%2D",
            _ => Controls(text)
                .Replace("%", "%25", StringComparison.Ordinal)
                .Replace(" ", "%20", StringComparison.Ordinal),
        };

    private static string Controls(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(it => char.IsControl(it) ? ' ' : it)) : text;
}
