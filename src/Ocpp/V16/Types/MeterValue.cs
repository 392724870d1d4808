using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Readings of one moment.</summary>
public sealed record MeterValue
{
    /// <summary>When they were taken.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>One or more readings.</summary>
    public required IReadOnlyList<SampledValue> SampledValue { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("timestamp", DateTimeText), Required("sampledValue", Many(V16.SampledValue.Shape, atLeast: 1)));
}
