using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace Server.Api;

/// <summary>The fields of a body are wrong; the API answers 422.</summary>
internal sealed class InvalidFieldsException(IReadOnlyList<FieldError> errors) : Exception("Fields are wrong.")
{
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>
/// A JSON body as an object, with everything that is wrong with its fields said at once. It may be empty when no field is
/// required.
/// </summary>
internal sealed class Body<T>(T value) : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo Type = ApiJson.Options.GetTypeInfo(typeof(T));

    public T Value { get; } = value;

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), IsOptional));

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        using var json = IsOptional
            ? await JsonBody.ReadIfAnyAsync(context.Request) ?? JsonDocument.Parse("{}")
            : await JsonBody.ReadAsync(context.Request);
        var errors = new List<FieldError>();
        BodyFields.Check(json.RootElement, Type, errors);
        return errors.Count > 0
            ? throw new InvalidFieldsException(errors)
            : new(json.RootElement.Deserialize<T>(ApiJson.Options)!);
    }

    private static bool IsOptional => !Type.Properties.Any(property => property.IsRequired);
}

/// <summary>Whether the fields of a body are of the types that they must have.</summary>
internal static class BodyFields
{
    public static void Check(JsonElement json, JsonTypeInfo type, List<FieldError> errors)
    {
        var fields = new JsonFields(json, "", errors);
        foreach (var property in type.Properties)
        {
            var wanted = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (wanted == typeof(string))
            {
                _ = fields.Text(property.Name, int.MaxValue, property.IsRequired, minLength: 0);
            }
            else if (wanted == typeof(bool))
            {
                _ = fields.Flag(property.Name);
            }
            else if (wanted == typeof(int))
            {
                _ = fields.Integer(property.Name, int.MinValue, int.MaxValue, property.IsRequired);
            }
            else if (wanted == typeof(double))
            {
                _ = fields.Number(property.Name, double.MinValue, double.MaxValue);
            }
            else if (wanted == typeof(IReadOnlyList<string>))
            {
                CheckTexts(fields, property.Name, errors);
            }
            else
            {
                // What is more particular says by itself what it takes.
                fields.Present(property.Name, property.IsRequired);
            }
        }

        fields.RejectUnknown();
    }

    private static void CheckTexts(JsonFields fields, string name, List<FieldError> errors)
    {
        foreach (var (item, i) in (fields.Items(name) ?? []).Select((item, i) => (item, i)))
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                errors.Add(new($"{name}[{i}]", $"must be a string, not {JsonFields.Kind(item)}"));
            }
        }
    }
}
