using System.Text.Json.Nodes;
using Ocpp.V16;

namespace Server.Csms;

/// <summary>The shape of a message as a JSON schema, for forms and editors.</summary>
internal static class RequestSchema
{
    public static JsonObject Of(Shape shape) =>
        shape switch
        {
            ObjectShape value => Object(value),
            ArrayShape value => new JsonObject
            {
                ["type"] = "array",
                ["items"] = Of(value.Item),
                ["minItems"] = value.MinimumCount,
            },
            EnumShape value => new JsonObject { ["type"] = "string", ["enum"] = Array(value.Names) },
            TextShape { MaxLength: { } most } => new JsonObject { ["type"] = "string", ["maxLength"] = most },
            IntegerShape { Minimum: { } least } => new JsonObject { ["type"] = "integer", ["minimum"] = least },
            IntegerShape => Typed("integer"),
            OneDecimalShape => new JsonObject { ["type"] = "number", ["multipleOf"] = 0.1 },
            FlagShape => Typed("boolean"),
            DateTimeShape => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            UriShape => new JsonObject { ["type"] = "string", ["format"] = "uri" },
            _ => Typed("string"),
        };

    private static JsonObject Object(ObjectShape shape)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields)
        {
            properties[field.Name] = Of(field.Shape);
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = Array(shape.Fields.Where(f => f.IsRequired).Select(f => f.Name)),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonArray Array(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];
}
