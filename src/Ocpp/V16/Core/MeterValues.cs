using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Meter readings of a connector or of the main meter (OCPP 1.6 §6.31).</summary>
public sealed record MeterValuesRequest
{
    /// <summary>0 for the main meter, 1..N for a connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>One or more sets of readings, each of one moment.</summary>
    public required IReadOnlyList<MeterValue> MeterValue { get; init; }

    /// <summary>The transaction that the readings belong to.</summary>
    public int? TransactionId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("connectorId", IntegerFrom(0)),
            Required("meterValue", Many(V16.MeterValue.Shape, atLeast: 1)),
            Optional("transactionId", Integer)
        );
}

/// <summary>The answer to <see cref="MeterValuesRequest"/>, which carries nothing (OCPP 1.6 §6.32).</summary>
public sealed record MeterValuesResponse
{
    internal static ObjectShape Shape { get; } = Object();
}
