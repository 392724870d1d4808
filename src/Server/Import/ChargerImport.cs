using System.Text.Json;
using Server.Api;
using Server.Chargers;
using Server.Roster;
using Server.Storage;

namespace Server.Import;

/// <summary>A file of chargers, read and checked as a whole.</summary>
internal sealed record ChargerImport(ImportReport Report, IReadOnlyList<ChargerRow> Rows)
{
    // A report is for a person: beyond this many errors the file is of the wrong kind.
    private const int MostErrors = 1000;

    /// <summary>Reads a JSON file.</summary>
    public static ChargerImport Read(ReadOnlyMemory<byte> utf8, ChargerRoster roster)
    {
        try
        {
            return ReadJson(utf8, roster);
        }
        catch (JsonException error)
        {
            var line = (int)(error.LineNumber ?? 0) + 1;
            return Invalid([new(line, "", $"The file is not JSON: {JsonBody.Misspelt(error)}.")], []);
        }
    }

    private static ChargerImport ReadJson(ReadOnlyMemory<byte> utf8, ChargerRoster roster)
    {
        using var document = JsonDocument.Parse(WithoutMark(utf8));
        var lines = new JsonLines(WithoutMark(utf8).Span);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            var kind = JsonFields.Kind(document.RootElement);
            return Invalid([new(1, "", $"The file must be an array of chargers, not {kind}.")], []);
        }

        var errors = new List<ImportError>();
        var items = new List<ImportItem>();
        var rows = new List<ChargerRow>();
        var firstLines = new Dictionary<string, int>();
        var location = roster.Active.Id;
        foreach (var (element, index) in document.RootElement.EnumerateArray().Select((element, i) => (element, i)))
        {
            var line = lines.Of($"[{index}]");
            var problems = new List<FieldError>();
            var row = ChargerReader.Read(element, location, problems, single: false);
            var id = IdOf(element);
            if (id is not null && !firstLines.TryAdd(id, line))
            {
                problems.Add(new("id", $"is in this file twice: '{id}' is on line {firstLines[id]} already"));
            }
            else if (id is not null && roster.TryGet(id, out var taken))
            {
                problems.Add(new("id", $"is taken: location '{taken.Row.LocationId}' has a charger '{id}' already"));
            }

            foreach (var problem in problems)
            {
                var field = $"[{index}]{(problem.Path.Length == 0 ? "" : ".")}{problem.Path}";
                errors.Add(new(lines.Of(field), field, problem.Message));
            }

            items.Add(new(line, id, problems.Count == 0 ? ImportOutcome.Create : ImportOutcome.Invalid));
            if (problems.Count == 0)
            {
                rows.Add(row!);
            }
        }

        return errors.Count > 0
            ? Invalid(errors, items)
            : new(
                new()
                {
                    Valid = true,
                    Created = rows.Count,
                    Updated = 0,
                    Unchanged = 0,
                    Errors = [],
                    Items = items,
                },
                rows
            );
    }

    private static ChargerImport Invalid(List<ImportError> errors, List<ImportItem> items)
    {
        if (errors.Count > MostErrors)
        {
            var left = errors.Count - MostErrors;
            errors = [.. errors.Take(MostErrors), new(errors[MostErrors].Line, "", $"… and {left} more errors.")];
        }

        return new(
            new()
            {
                Valid = false,
                Created = 0,
                Updated = 0,
                Unchanged = 0,
                Errors = errors,
                Items = items,
            },
            []
        );
    }

    private static string? IdOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("id", out var id)
        && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
}
