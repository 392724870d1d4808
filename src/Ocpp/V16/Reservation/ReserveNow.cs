using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reserves a connector for an idTag (OCPP 1.6 §6.37).</summary>
public sealed record ReserveNowRequest
{
    /// <summary>0 for any connector, 1..N for one.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>When the reservation ends.</summary>
    public required DateTimeOffset ExpiryDate { get; init; }

    /// <summary>Whom it is for; at most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>Its id; an id in use replaces that reservation.</summary>
    public required int ReservationId { get; init; }

    /// <summary>Group that may use it as well; at most 20 characters.</summary>
    public string? ParentIdTag { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("connectorId", IntegerFrom(0)),
            Required("expiryDate", DateTimeText),
            Required("idTag", Text(20)),
            Required("reservationId", Integer),
            Optional("parentIdTag", Text(20))
        );
}

/// <summary>The answer to <see cref="ReserveNowRequest"/> (OCPP 1.6 §6.38).</summary>
public sealed record ReserveNowResponse
{
    /// <summary>Outcome.</summary>
    public required ReservationStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<ReservationStatus>()));
}

/// <summary>Outcome of a ReserveNow.</summary>
[JsonConverter(typeof(OcppEnumConverter<ReservationStatus>))]
public enum ReservationStatus
{
    /// <summary>Reserved.</summary>
    Accepted,

    /// <summary>The connectors are faulted.</summary>
    Faulted,

    /// <summary>The connectors are in use or reserved.</summary>
    Occupied,

    /// <summary>Reservations are not accepted.</summary>
    Rejected,

    /// <summary>The connectors are out of service.</summary>
    Unavailable,
}
