using System.Text;
using System.Text.Json;

namespace Simulation.Replay;

/// <summary>Lines of our own exports (docs/logs.md): an entry as JSON, or as text in columns.</summary>
internal static class ExportedLine
{
    // What stands in place of a frame in which secrets could not be found.
    private const string Withheld = "(withheld";

    private static readonly string[] Categories = ["ocpp", "connection", "evse", "scenario", "chaos", "system"];

    /// <summary>An entry as JSON.</summary>
    public static RecordedLine Json(int number, string line)
    {
        var utf8 = Encoding.UTF8.GetBytes(line);
        if (PayloadReader.TryRead(utf8, out var entry))
        {
            return Json(number, entry);
        }
        try
        {
            JsonDocument.Parse(utf8).Dispose();
            return RecordedLine.Wrong(RecordedLine.HalfACharacter);
        }
        catch (JsonException bad)
        {
            return RecordedLine.Wrong($"it is no JSON: byte {bad.BytePositionInLine} cannot stand there");
        }
    }

    /// <summary>True when the line has the columns of our text export.</summary>
    public static bool IsText(string[] columns) =>
        columns.Length >= 9 && Categories.Contains(columns[3]) && columns[4] is "->" or "<-" or "--";

    /// <summary>The columns of a line, of which the tenth is the rest.</summary>
    public static string[] Columns(string line) => line.Split(' ', 10);

    /// <summary>An entry as text.</summary>
    public static RecordedLine Text(int number, string[] columns)
    {
        if (columns[3] != "ocpp" || columns[4] == "--" || columns[5] == "frame")
        {
            return RecordedLine.None;
        }
        if (!RecordedLine.TryReadTime(columns[0], out var time))
        {
            return RecordedLine.Wrong($"'{columns[0]}' is no date and time");
        }
        var frame = columns.Length < 10 ? "" : AfterProblem(columns[9]);
        var id = columns[1] == "-" ? null : Uri.UnescapeDataString(columns[1]);
        return frame.StartsWith(Withheld, StringComparison.Ordinal)
            ? RecordedLine.None
            : RecordedLine.Of(number, time, id, columns[4] == "->", frame);
    }

    private static RecordedLine Json(int number, JsonElement entry)
    {
        if (String(entry, "category") is { } category && category != "ocpp")
        {
            return RecordedLine.None;
        }
        if (!entry.TryGetProperty("frame", out var frame))
        {
            return RecordedLine.Wrong(
                "it has no frame: the log is to be exported by GET /logs/export, whose lines have one"
            );
        }
        if (frame.ValueKind == JsonValueKind.Null || String(entry, "type") == "frame")
        {
            return RecordedLine.None;
        }
        if (entry.TryGetProperty("truncated", out var cut) && cut.ValueKind == JsonValueKind.True)
        {
            return RecordedLine.Wrong("the frame was too long for the log and is cut");
        }
        // The frame as the text that was on the wire, or as the array itself.
        var text = frame.ValueKind == JsonValueKind.String ? frame.GetString()! : frame.GetRawText();
        if (text.StartsWith(Withheld, StringComparison.Ordinal))
        {
            return RecordedLine.None;
        }
        if (String(entry, "time") is not { } said || !RecordedLine.TryReadTime(said, out var time))
        {
            return RecordedLine.Wrong("time must be a date and time, as 2026-11-22T10:00:00.123Z");
        }
        return String(entry, "direction") switch
        {
            "out" => RecordedLine.Of(number, time, String(entry, "chargerId"), isFromCharger: true, text),
            "in" => RecordedLine.Of(number, time, String(entry, "chargerId"), isFromCharger: false, text),
            _ => RecordedLine.Wrong("direction must be in or out"),
        };
    }

    private static string? String(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A problem is an exclamation mark and a JSON string.
    private static string AfterProblem(string rest)
    {
        if (!rest.StartsWith("!\"", StringComparison.Ordinal))
        {
            return rest;
        }
        var end = 2;
        while (end < rest.Length && rest[end] != '"')
        {
            end += rest[end] == '\\' ? 2 : 1;
        }
        return end + 2 <= rest.Length ? rest[(end + 2)..] : "";
    }
}
