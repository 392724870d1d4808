using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a transaction to be started (OCPP 1.6 §6.33).</summary>
public sealed record RemoteStartTransactionRequest
{
    /// <summary>The identifier to start it with; at most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>The connector, 1..N; absent leaves the choice to the charge point. 0 is read too, so that its answer is the charge point's.</summary>
    public int? ConnectorId { get; init; }

    /// <summary>Limits for this transaction; its purpose is TxProfile and it has no transactionId.</summary>
    public ChargingProfile? ChargingProfile { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("idTag", Text(20)),
            Optional("connectorId", IntegerFrom(0)),
            Optional("chargingProfile", ChargingProfile.Shape)
        );
}

/// <summary>
/// The answer to <see cref="RemoteStartTransactionRequest"/>: whether the start will be tried (OCPP 1.6 §6.34).
/// </summary>
public sealed record RemoteStartTransactionResponse
{
    /// <summary>Outcome.</summary>
    public required RemoteStartStopStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<RemoteStartStopStatus>()));
}
