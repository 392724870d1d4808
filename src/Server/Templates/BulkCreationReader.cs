using System.Text.Json;
using Server.Api;
using Server.Storage;

namespace Server.Templates;

/// <summary>Reads a <see cref="BulkCreation"/> and makes the chargers' definitions.</summary>
internal static class BulkCreationReader
{
    private const int MostChargers = 10_000;

    private static readonly IReadOnlyList<string> OverrideNames =
    [
        .. ApiJson.Options.GetTypeInfo(typeof(ChargerOverrides)).Properties.Select(property => property.Name),
    ];

    /// <summary>The chargers, switched off, or with the wish to run; null with what is wrong in <paramref name="errors"/>.</summary>
    /// <param name="json">The request.</param>
    /// <param name="locationId">Where they go when it does not say so itself; whether there is such a location is not looked up.</param>
    /// <param name="errors">Takes the errors.</param>
    public static IReadOnlyList<ChargerRow>? Read(JsonElement json, string locationId, List<FieldError> errors)
    {
        var before = errors.Count;
        var fields = new JsonFields(json, "", errors);
        var template = Template(fields);
        var count = fields.Integer("count", 1, MostChargers, required: true);
        var ids = Pattern(fields)?.Ids(count ?? 1);
        var location = fields.Text("locationId", 48) ?? locationId;
        var running = fields.Flag("start") ?? false;
        fields.Present("overrides", required: false);
        fields.RejectUnknown();
        var overrides = Overrides(json, errors);
        if (template is null || ids is null || errors.Count > before)
        {
            return null;
        }

        var found = new List<FieldError>();
        var rows = template.Make(ids, location, overrides, found);
        errors.AddRange(found.Select(AsRequested));
        return rows is null ? null : [.. rows.Select(row => row with { Running = running })];

        FieldError AsRequested(FieldError error) =>
            error.Path == "id"
                ? new("idPattern", $"makes ids that are not allowed: '{ids[^1]}' {error.Message}")
                : error with
                {
                    Path = $"overrides.{error.Path}",
                };
    }

    private static ModelTemplate? Template(JsonFields fields)
    {
        if (fields.Text("model", int.MaxValue, required: true, minLength: 0) is not { } id)
        {
            return null;
        }

        var template = ModelLibrary.Find(id);
        if (template is null)
        {
            fields.Wrong("model", "is no model of the library: GET /models lists them");
        }

        return template;
    }

    private static IdPattern? Pattern(JsonFields fields)
    {
        if (fields.Text("idPattern", 100, required: true, minLength: 0) is not { } text)
        {
            return null;
        }

        if (!IdPattern.TryParse(text, out var pattern, out var problem))
        {
            fields.Wrong("idPattern", problem);
        }

        return pattern;
    }

    private static JsonElement? Overrides(JsonElement json, List<FieldError> errors)
    {
        if (
            json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("overrides", out var overrides)
            || overrides.ValueKind == JsonValueKind.Null
        )
        {
            return null;
        }

        // Which fields there are; what they may be is the matter of a charger's reader.
        var fields = new JsonFields(overrides, "overrides", errors);
        foreach (var name in OverrideNames)
        {
            fields.Present(name, required: false);
        }

        // But not null for a key: as a change of a charger it would take the key's default, and none of the model's.
        _ = fields.Map("configuration");
        fields.RejectUnknown();
        return overrides;
    }
}
