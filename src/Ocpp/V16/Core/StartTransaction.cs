using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports that a transaction has started (OCPP 1.6 §6.45).</summary>
public sealed record StartTransactionRequest
{
    /// <summary>The connector, 1..N.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The identifier that started it; at most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>Energy register at the start in Wh.</summary>
    public required int MeterStart { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The reservation that ends with this transaction.</summary>
    public int? ReservationId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("connectorId", IntegerFrom(1)),
            Required("idTag", Text(20)),
            Required("meterStart", Integer),
            Required("timestamp", DateTimeText),
            Optional("reservationId", Integer)
        );
}

/// <summary>The answer to <see cref="StartTransactionRequest"/> (OCPP 1.6 §6.46).</summary>
public sealed record StartTransactionResponse
{
    /// <summary>Authorization state, expiry and parent of the idTag.</summary>
    public required IdTagInfo IdTagInfo { get; init; }

    /// <summary>
    /// The transaction's id, chosen by the central system: any integer, 0 and negative ones included.
    /// </summary>
    public required int TransactionId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("idTagInfo", IdTagInfo.Shape), Required("transactionId", Integer));
}
