using System.Text.Json;
using ChargePoints;
using Server.Api;
using Server.Chargers;
using Server.Hosting;
using Server.Storage;
using Server.Templates;
using Server.Vehicles;

namespace Server.Simulate;

/// <summary>The chargers and vehicles of a simulation: made of a model, or read from files as for import.</summary>
internal static class FleetFiles
{
    private const string Location = "virtual";
    private const int UsualChargers = 10;
    private const int MostErrors = 5;

    /// <summary>One EVSE, as a charger of which nothing is said.</summary>
    private static readonly JsonElement Plain = JsonElement.Parse("""{ "id": "x", "evses": [{ "id": 1 }] }""");

    public static IReadOnlyList<ChargerRow> Chargers(string? file, string? model, int? count, string? ids = null)
    {
        if (file is not null)
        {
            return model is null && count is null && ids is null
                ? Read(
                    file,
                    "--fleet",
                    (json, errors) => ChargerReader.Read(json, Location, errors, single: false),
                    row => row.Id
                )
                : throw new StartFailureException("--fleet stands by itself: leave out --chargers, --model and --ids.");
        }

        ChargerRow row;
        if (model is null)
        {
            row = ChargerReader.Read(Plain, Location, [], single: false)!;
        }
        else if (ModelLibrary.Find(model) is { } template)
        {
            row = template.Make("x", Location);
        }
        else
        {
            var there = string.Join(", ", ModelLibrary.All.Select(it => it.Model.Id));
            throw new StartFailureException($"--model: there is no '{model}'; there are {there}.");
        }

        return [.. Ids(ids, count ?? UsualChargers).Select(id => row with { Id = id })];
    }

    /// <summary>The chargers, each with this password unless it has one of its own.</summary>
    public static IReadOnlyList<ChargerRow> WithPassword(
        IReadOnlyList<ChargerRow> rows,
        string? password,
        string csmsUrl
    )
    {
        if (string.IsNullOrEmpty(password))
        {
            return rows;
        }

        var profile = csmsUrl.StartsWith("wss:", StringComparison.OrdinalIgnoreCase) ? "2" : "1";
        return [.. rows.Select(With)];

        ChargerRow With(ChargerRow row)
        {
            var keys = Definitions.ReadConfiguration(row);
            if (!keys.TryAdd(ConfigurationKeys.AuthorizationKey.Name, password))
            {
                return row;
            }

            keys.TryAdd(ConfigurationKeys.SecurityProfile.Name, profile);
            Definitions.ConfigurationOf(Definitions.ChargePoint(row, keys)).Apply(keys, out var problems);
            return problems.Count == 0
                ? row with
                {
                    Configuration = JsonSerializer.Serialize(keys),
                }
                : throw new StartFailureException(
                    $"--password: {string.Join("; ", problems.Select(it => $"{it.Key} {it.Value}"))}."
                );
        }
    }

    private static IReadOnlyList<string> Ids(string? pattern, int count)
    {
        // Of one length, so that their order is that of their numbers.
        pattern ??= $"SIM{{{1.ToString($"D{$"{count}".Length}")}}}";
        if (!IdPattern.TryParse(pattern, out var parsed, out var problem))
        {
            throw new StartFailureException($"--ids {problem}.");
        }

        var ids = parsed.Ids(count);
        return Names.IdProblem(ids[^1]) is { } bad
            ? throw new StartFailureException($"--ids: '{ids[^1]}' {bad}.")
            : ids;
    }

    public static IReadOnlyList<VehicleRow> Vehicles(string? file) =>
        file is null
            ? []
            : Read(
                file,
                "--vehicles",
                (json, errors) => VehicleReader.Read(json, Location, errors, single: false),
                row => row.Id
            );

    private static List<T> Read<T>(
        string file,
        string option,
        Func<JsonElement, List<FieldError>, T?> read,
        Func<T, string> idOf
    )
        where T : class
    {
        using var json = Parse(file, option);
        if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() == 0)
        {
            throw new StartFailureException($"{option}: '{file}' must be a JSON array that is not empty.");
        }

        var rows = new List<T>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (index, item) in json.RootElement.EnumerateArray().Index())
        {
            var errors = new List<FieldError>();
            if (read(item, errors) is { } row)
            {
                rows.Add(row);
                if (!ids.Add(idOf(row)))
                {
                    problems.Add($"[{index}].id '{idOf(row)}' is there twice");
                }
            }

            problems.AddRange(errors.Select(error => $"[{index}].{error.Path} {error.Message}"));
        }

        if (problems.Count > 0)
        {
            var more = problems.Count > MostErrors ? $"; and {problems.Count - MostErrors} more" : "";
            throw new StartFailureException($"{option}: {string.Join("; ", problems.Take(MostErrors))}{more}.");
        }

        return rows;
    }

    private static JsonDocument Parse(string file, string option)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException bad)
        {
            throw new StartFailureException($"{option}: '{file}' is no JSON: {JsonBody.Misspelt(bad)}.", bad);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFailureException($"{option}: '{file}' cannot be read: {bad.Message}", bad);
        }
    }
}
