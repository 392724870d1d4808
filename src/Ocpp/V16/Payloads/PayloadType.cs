using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>The payload of a request or a response: what it must look like, and how it is read and written.</summary>
public abstract class PayloadType
{
    private const int MostProblems = 100;

    private protected PayloadType(ObjectShape shape) => Shape = shape;

    /// <summary>What it must look like.</summary>
    public ObjectShape Shape { get; }

    /// <summary>The record that it is read to.</summary>
    public abstract Type Type { get; }

    /// <summary>Checks and reads a payload; null when it is not valid. <c>null</c> counts as <c>{}</c>.</summary>
    /// <param name="utf8">One JSON value. Anything is allowed; nothing throws.</param>
    /// <param name="error">The first thing wrong with it.</param>
    public abstract object? Decode(ReadOnlySpan<byte> utf8, out PayloadError error);

    /// <summary>All that is wrong with a payload, 100 things at most; nothing when it is valid. For people: a peer is told the first.</summary>
    /// <param name="utf8">One JSON value. Anything is allowed; nothing throws.</param>
    public IReadOnlyList<PayloadError> Problems(ReadOnlyMemory<byte> utf8)
    {
        if (Decode(utf8.Span, out PayloadError first) is not null)
        {
            return [];
        }
        if (first is { Path.Length: 0, Code: RpcErrorCode.FormationViolation })
        {
            // It cannot be looked into.
            return [first];
        }
        using JsonDocument payload = JsonDocument.Parse(utf8);
        // null, which stands for an empty object, has nothing but the one thing found.
        return payload.RootElement.ValueKind == JsonValueKind.Object
            ? [.. Shape.Problems(payload.RootElement).Take(MostProblems)]
            : [first];
    }

    /// <summary>Writes a payload.</summary>
    /// <exception cref="InvalidCastException">The value is not a <see cref="Type"/>.</exception>
    public abstract void WriteObject(Utf8JsonWriter writer, object value);

    /// <summary>Checks a payload without reading it.</summary>
    /// <inheritdoc cref="Decode"/>
    private protected bool Check(ReadOnlySpan<byte> utf8, out bool isNull, out PayloadError error)
    {
        error = default;
        isNull = false;
        try
        {
            if (!Utf8.IsValid(utf8))
            {
                error = new(RpcErrorCode.FormationViolation, "", "the payload is not valid UTF-8");
                return false;
            }
            if (JsonText.HasLoneSurrogate(utf8))
            {
                error = new(
                    RpcErrorCode.FormationViolation,
                    "",
                    "the payload has half of a surrogate pair in a string"
                );
                return false;
            }
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            isNull = reader.TokenType == JsonTokenType.Null;
            if (!isNull && reader.TokenType != JsonTokenType.StartObject)
            {
                error = new(RpcErrorCode.FormationViolation, "", "the payload must be an object");
                return false;
            }
            bool isValid = isNull ? Shape.CheckEmpty(ref error) : Shape.Check(ref reader, ref error);
            // Reading past the end makes the reader check that nothing follows.
            return isValid && !reader.Read();
        }
        catch (JsonException)
        {
            error = new(RpcErrorCode.FormationViolation, "", "the payload is not valid JSON");
            return false;
        }
    }
}

/// <inheritdoc/>
/// <typeparam name="T">The record that it is read to.</typeparam>
public sealed class PayloadType<T> : PayloadType
    where T : class
{
    private readonly JsonTypeInfo<T> _json;

    internal PayloadType(JsonTypeInfo<T> json, ObjectShape shape)
        : base(shape) => _json = json;

    /// <inheritdoc/>
    public override Type Type => typeof(T);

    /// <summary>Checks and reads a payload; false when it is not valid. <c>null</c> counts as <c>{}</c>.</summary>
    /// <param name="utf8">One JSON value. Anything is allowed; nothing throws.</param>
    /// <param name="value">What it says.</param>
    /// <param name="error">The first thing wrong with it.</param>
    public bool TryDecode(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out T? value, out PayloadError error)
    {
        value = Check(utf8, out bool isNull, out error)
            ? JsonSerializer.Deserialize(isNull ? "{}"u8 : utf8, _json)
            : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public override object? Decode(ReadOnlySpan<byte> utf8, out PayloadError error) =>
        TryDecode(utf8, out T? value, out error) ? value : null;

    /// <summary>Writes a payload.</summary>
    public void Write(Utf8JsonWriter writer, T value) => JsonSerializer.Serialize(writer, value, _json);

    /// <summary>Writes a payload by itself, without a frame.</summary>
    public void Write(IBufferWriter<byte> output, T value)
    {
        Utf8JsonWriter writer = FrameWriter.Rent(output);
        Write(writer, value);
        writer.Flush();
    }

    /// <inheritdoc/>
    public override void WriteObject(Utf8JsonWriter writer, object value) => Write(writer, (T)value);
}
