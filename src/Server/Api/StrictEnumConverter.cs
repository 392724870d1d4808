using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Server.Api;

/// <summary>
/// Enums as their exact names on the wire. Unlike the library's own converter it takes no numbers and no other case, and
/// its error lists what is allowed.
/// </summary>
public sealed class StrictEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert));

    private sealed class Converter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && EnumNames<T>.TryParse(reader.GetString(), out var value)
                ? value
                : throw new JsonException($"must be one of {EnumNames<T>.List}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumNames<T>.Name(value));
    }
}

/// <summary>The names of an enum on the wire.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByName = Enum.GetNames<T>().ToDictionary(NameOf, Enum.Parse<T>);
    private static readonly Dictionary<T, string> ByValue = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string List { get; } = string.Join(", ", ByName.Keys);

    public static IEnumerable<string> All => ByName.Keys;

    public static bool TryParse(string? name, out T value)
    {
        value = default;
        return name is not null && ByName.TryGetValue(name, out value);
    }

    public static string Name(T value) => ByValue[value];

    private static string NameOf(string member) =>
        typeof(T).GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member;
}
