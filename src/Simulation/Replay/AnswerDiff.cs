using System.Text;
using System.Text.Json;
using Ocpp.V16;

namespace Simulation.Replay;

/// <summary>A field in which two answers differ.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901) into the payload; empty for the answer as a whole.</param>
/// <param name="Then">What the recording has, as JSON; null when it has no such field.</param>
/// <param name="Now">What has come now.</param>
public sealed record FieldDifference(string Pointer, string? Then, string? Now);

/// <summary>
/// Compares the answers of a CSMS to the same call. Two times count as equal, two transaction ids as well: they cannot be the same again.
/// The order of fields does not count. Of a CALLERROR, the code counts.
/// </summary>
public static class AnswerDiff
{
    private const int MostDifferences = 100;
    private const int LongestValue = 200;

    /// <summary>The fields that differ, at most 100.</summary>
    public static IReadOnlyList<FieldDifference> Of(RecordedAnswer then, RecordedAnswer now)
    {
        if (then.ErrorCode is not null || now.ErrorCode is not null)
        {
            return then.ErrorCode == now.ErrorCode ? [] : [new("", Whole(then), Whole(now))];
        }
        var differences = new List<FieldDifference>();
        Compare("", "", then.Payload, now.Payload, differences);
        return differences;
    }

    private static void Compare(
        string pointer,
        string name,
        JsonElement then,
        JsonElement now,
        List<FieldDifference> differences
    )
    {
        if (differences.Count == MostDifferences)
        {
            return;
        }
        if (then.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
        {
            CompareObjects(pointer, then, now, differences);
        }
        else if (then.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array)
        {
            CompareArrays(pointer, then, now, differences);
        }
        else if (!IsSame(name, then, now))
        {
            differences.Add(new(pointer, Text(then), Text(now)));
        }
    }

    private static void CompareObjects(
        string pointer,
        JsonElement then,
        JsonElement now,
        List<FieldDifference> differences
    )
    {
        foreach (var property in then.EnumerateObject())
        {
            var below = $"{pointer}/{Escaped(property.Name)}";
            if (now.TryGetProperty(property.Name, out var value))
            {
                Compare(below, property.Name, property.Value, value, differences);
            }
            else
            {
                Add(differences, new(below, Text(property.Value), null));
            }
        }
        foreach (var property in now.EnumerateObject().Where(it => !then.TryGetProperty(it.Name, out _)))
        {
            Add(differences, new($"{pointer}/{Escaped(property.Name)}", null, Text(property.Value)));
        }
    }

    private static void CompareArrays(
        string pointer,
        JsonElement then,
        JsonElement now,
        List<FieldDifference> differences
    )
    {
        var (before, after) = (then.GetArrayLength(), now.GetArrayLength());
        for (var i = 0; i < Math.Max(before, after); i++)
        {
            if (i < before && i < after)
            {
                Compare($"{pointer}/{i}", "", then[i], now[i], differences);
            }
            else
            {
                Add(
                    differences,
                    new($"{pointer}/{i}", i < before ? Text(then[i]) : null, i < after ? Text(now[i]) : null)
                );
            }
        }
    }

    private static bool IsSame(string name, JsonElement then, JsonElement now) =>
        then.ValueKind == now.ValueKind
        && (
            (name == "transactionId" && then.ValueKind == JsonValueKind.Number)
            || JsonElement.DeepEquals(then, now)
            || (IsTime(then) && IsTime(now))
        );

    private static bool IsTime(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && OcppDateTime.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out _);

    private static void Add(List<FieldDifference> differences, FieldDifference difference)
    {
        if (differences.Count < MostDifferences)
        {
            differences.Add(difference);
        }
    }

    private static string Whole(RecordedAnswer answer) =>
        answer.ErrorCode is { } code ? $"CALLERROR {OcppEnum.Name(code)}" : "CALLRESULT";

    private static string Text(JsonElement value) =>
        value.GetRawText() is var text && text.Length <= LongestValue ? text : $"{text.AsSpan(0, LongestValue)}…";

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
