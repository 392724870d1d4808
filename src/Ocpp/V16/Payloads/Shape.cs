using System.Text;
using System.Text.Json;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>
/// What a JSON value must look like. Shapes are declared by hand beside the messages and walked over the bytes before
/// anything is deserialised, so that a bad payload gets the right error code and the path of the field.
/// </summary>
public abstract class Shape
{
    private protected Shape() { }

    /// <summary>
    /// Checks the value whose first token the reader stands on, and leaves the reader on its last. The text is valid
    /// UTF-8 without lone surrogates.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="error">Set when the result is false.</param>
    internal abstract bool Check(ref Utf8JsonReader reader, ref PayloadError error);

    /// <summary>All that is wrong with a value, in its order; what is missing comes last.</summary>
    internal virtual IEnumerable<PayloadError> Problems(JsonElement value)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value.GetRawText()));
        reader.Read();
        PayloadError error = default;
        return Check(ref reader, ref error) ? [] : [error];
    }

    internal static ObjectShape Object(params ReadOnlySpan<Field> fields) => new(fields.ToArray());

    internal static Field Required(string name, Shape shape) => new(name, shape, IsRequired: true);

    internal static Field Optional(string name, Shape shape) => new(name, shape, IsRequired: false);

    internal static ArrayShape Many(Shape item, int atLeast = 0) => new(item, atLeast);

    /// <summary>Text of at most <paramref name="maxLength"/> Unicode characters.</summary>
    internal static TextShape Text(int? maxLength = null) => new(maxLength);

    internal static EnumShape<T> OneOf<T>()
        where T : struct, Enum => EnumShape<T>.Instance;

    internal static IntegerShape Integer { get; } = new(null);

    internal static IntegerShape IntegerFrom(int minimum) => new(minimum);

    internal static OneDecimalShape OneDecimal { get; } = new();

    internal static FlagShape Flag { get; } = new();

    internal static DateTimeShape DateTimeText { get; } = new();

    internal static UriShape UriText { get; } = new();

    /// <summary>Sets the error and returns false.</summary>
    private protected static bool Fail(ref PayloadError error, RpcErrorCode code, string message)
    {
        error = new PayloadError(code, "", message);
        return false;
    }
}

/// <summary>A field of an object.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Shape">Its value.</param>
/// <param name="IsRequired">Whether the object is incomplete without it.</param>
public sealed record Field(string Name, Shape Shape, bool IsRequired);
