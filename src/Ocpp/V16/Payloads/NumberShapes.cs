using System.Text.Json;
using System.Text.Json.Serialization;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>An integer of 32 bits. <c>5.0</c> is one too: to JSON it is the same number.</summary>
public sealed class IntegerShape : Shape
{
    internal IntegerShape(int? minimum) => Minimum = minimum;

    /// <summary>The least value; null for no limit. The 1.6 schemas do not state it; the specification does.</summary>
    public int? Minimum { get; }

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be an integer");
        }
        if (!reader.TryGetInt32(out int value))
        {
            if (!reader.TryGetDecimal(out decimal number))
            {
                return Fail(ref error, RpcErrorCode.PropertyConstraintViolation, "is out of range");
            }
            if (number != decimal.Truncate(number))
            {
                return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be an integer");
            }
            if (number is < int.MinValue or > int.MaxValue)
            {
                return Fail(ref error, RpcErrorCode.PropertyConstraintViolation, "is out of range");
            }
            value = (int)number;
        }
        return !(value < Minimum)
            || Fail(ref error, RpcErrorCode.PropertyConstraintViolation, $"must be {Minimum} or more");
    }
}

/// <summary>
/// A number with one digit after the point. What is off by less than a millionth is taken for it, because peers that
/// calculate in binary send 16.099999999999998.
/// </summary>
public sealed class OneDecimalShape : Shape
{
    internal OneDecimalShape() { }

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be a number");
        }
        if (!reader.TryGetDecimal(out decimal value))
        {
            return Fail(ref error, RpcErrorCode.PropertyConstraintViolation, "is out of range");
        }
        return Math.Abs(value - decimal.Round(value, 1)) <= 0.000001m
            || Fail(ref error, RpcErrorCode.PropertyConstraintViolation, "must have at most one digit after the point");
    }
}

/// <summary>True or false.</summary>
public sealed class FlagShape : Shape
{
    internal FlagShape() { }

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False
        || Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be true or false");
}

/// <summary>Reads what <see cref="IntegerShape"/> lets through.</summary>
internal sealed class OcppIntegerConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetInt32(out int value) ? value : (int)reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

/// <summary>Reads what <see cref="OneDecimalShape"/> lets through, and rounds to one digit either way.</summary>
internal sealed class OcppDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        decimal.Round(reader.GetDecimal(), 1);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(decimal.Round(value, 1));
}
