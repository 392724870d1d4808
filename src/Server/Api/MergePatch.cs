using System.Text.Json;
using System.Text.Json.Nodes;

namespace Server.Api;

/// <summary>Changes of a flat object: what is absent stays, null takes the default (RFC 7396).</summary>
internal static class MergePatch
{
    /// <summary>The object with the patch laid over it, to be read anew; null with what is wrong in <paramref name="errors"/>.</summary>
    /// <param name="present">The object as it would be created, with all its fields; it is changed.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="idCannotChange">What to do instead of changing the id.</param>
    public static JsonElement? Apply(
        JsonObject present,
        JsonElement patch,
        List<FieldError> errors,
        string idCannotChange
    )
    {
        var before = errors.Count;
        var fields = new JsonFields(patch, "", errors);
        foreach (var (name, _) in present)
        {
            fields.Present(name, required: false);
        }

        fields.RejectUnknown();
        if (errors.Count > before)
        {
            return null;
        }

        foreach (var property in patch.EnumerateObject())
        {
            if (
                property.Name == "id"
                && !(
                    property.Value.ValueKind == JsonValueKind.String
                    && property.Value.ValueEquals((string)present["id"]!)
                )
            )
            {
                errors.Add(new("id", $"cannot change: {idCannotChange}"));
                return null;
            }

            present[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return JsonSerializer.SerializeToElement(present);
    }
}
