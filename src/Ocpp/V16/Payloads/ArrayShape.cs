using System.Text.Json;
using Ocpp.Rpc;

namespace Ocpp.V16;

/// <summary>An array.</summary>
public sealed class ArrayShape : Shape
{
    internal ArrayShape(Shape item, int minimumCount)
    {
        Item = item;
        MinimumCount = minimumCount;
    }

    /// <summary>Each element.</summary>
    public Shape Item { get; }

    /// <summary>Least number of elements. The core schemas do not state it; the specification does.</summary>
    public int MinimumCount { get; }

    internal override IEnumerable<PayloadError> Problems(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= MinimumCount
            ? value
                .EnumerateArray()
                .SelectMany((item, i) => Item.Problems(item).Select(error => error.Within($"[{i}]")))
            : base.Problems(value);

    internal override bool Check(ref Utf8JsonReader reader, ref PayloadError error)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Fail(ref error, RpcErrorCode.TypeConstraintViolation, "must be an array");
        }
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!Item.Check(ref reader, ref error))
            {
                error = error.Within($"[{count}]");
                return false;
            }
            count++;
        }
        return count >= MinimumCount
            || Fail(ref error, RpcErrorCode.OccurenceConstraintViolation, $"must have at least {MinimumCount} element");
    }
}
