using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Enum values by their names on the wire: case-sensitive, some with dots or dashes.</summary>
public static class OcppEnum
{
    /// <summary>The wire name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enum's.</exception>
    public static string Name<T>(T value)
        where T : struct, Enum => OcppEnumTable<T>.Wire[OcppEnumTable<T>.IndexOf(value)];

    /// <summary>The value of that wire name; false when there is none.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? name, out T value)
        where T : struct, Enum
    {
        int index = name is null ? -1 : Array.IndexOf(OcppEnumTable<T>.Wire, name);
        value = index < 0 ? default : OcppEnumTable<T>.Values[index];
        return index >= 0;
    }

    /// <summary>All wire names.</summary>
    public static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => OcppEnumTable<T>.Wire;
}

/// <summary>The wire names of one enum, whose values count up from 0.</summary>
internal static class OcppEnumTable<T>
    where T : struct, Enum
{
    internal static readonly T[] Values = Enum.GetValues<T>();

    internal static readonly string[] Wire =
        typeof(T) == typeof(Measurand) ? MeasurandNames.Wire
        : typeof(T) == typeof(ReadingContext) ? ReadingContextNames.Wire
        : typeof(T) == typeof(Phase) ? PhaseNames.Wire
        : Enum.GetNames<T>();

    internal static readonly JsonEncodedText[] Encoded = Array.ConvertAll(Wire, name => JsonEncodedText.Encode(name));

    private static readonly byte[][] Utf8Names = Array.ConvertAll(Wire, Encoding.UTF8.GetBytes);

    internal static int IndexOf(T value)
    {
        int index = Unsafe.BitCast<T, int>(value);
        return (uint)index < (uint)Wire.Length
            ? index
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a {typeof(T).Name}.");
    }

    /// <summary>The value that the string under the reader names.</summary>
    internal static bool TryFind(ref Utf8JsonReader reader, out T value)
    {
        for (int i = 0; i < Utf8Names.Length; i++)
        {
            if (reader.ValueTextEquals(Utf8Names[i]))
            {
                value = Values[i];
                return true;
            }
        }
        value = default;
        return false;
    }
}

/// <summary>Reads and writes an enum by its wire names.</summary>
public sealed class OcppEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && OcppEnumTable<T>.TryFind(ref reader, out T value)
            ? value
            : throw new JsonException($"Not a {typeof(T).Name}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(OcppEnumTable<T>.Encoded[OcppEnumTable<T>.IndexOf(value)]);
}
