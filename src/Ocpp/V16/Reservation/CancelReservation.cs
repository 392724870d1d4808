using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Cancels a reservation (OCPP 1.6 §6.5).</summary>
public sealed record CancelReservationRequest
{
    /// <summary>The id from <see cref="ReserveNowRequest"/>.</summary>
    public required int ReservationId { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("reservationId", Integer));
}

/// <summary>The answer to <see cref="CancelReservationRequest"/> (OCPP 1.6 §6.6).</summary>
public sealed record CancelReservationResponse
{
    /// <summary>Outcome.</summary>
    public required CancelReservationStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<CancelReservationStatus>()));
}

/// <summary>Outcome of a CancelReservation.</summary>
[JsonConverter(typeof(OcppEnumConverter<CancelReservationStatus>))]
public enum CancelReservationStatus
{
    /// <summary>Cancelled.</summary>
    Accepted,

    /// <summary>No such reservation.</summary>
    Rejected,
}
