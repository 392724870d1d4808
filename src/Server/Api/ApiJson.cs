using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Server.Api;

/// <summary>The JSON of the API, on the wire and on the hub.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Create();

    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new StrictEnumConverter());
        options.Converters.Add(new UtcConverter());
        var resolver = options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver();
        options.TypeInfoResolver = resolver.WithAddedModifier(OmitNullsOfOcpp);
    }

    // OCPP knows no null: an object of it can be sent as the API shows it.
    private static void OmitNullsOfOcpp(JsonTypeInfo type)
    {
        if (type.Type.Namespace != typeof(Ocpp.V16.ChargingProfile).Namespace)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            property.ShouldSerialize ??= static (_, value) => value is not null;
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
