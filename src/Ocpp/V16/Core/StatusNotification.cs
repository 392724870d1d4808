using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports the status or a fault of a connector or of the charge point (OCPP 1.6 §6.47).</summary>
public sealed record StatusNotificationRequest
{
    /// <summary>0 for the charge point's main controller, 1..N for a connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The error, or NoError.</summary>
    public required ChargePointErrorCode ErrorCode { get; init; }

    /// <summary>The status. Connector 0 is only ever Available, Unavailable or Faulted.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>Free text about the error; at most 50 characters.</summary>
    public string? Info { get; init; }

    /// <summary>When the status was taken on; absent means the time of receipt.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Names the vendor that defines <see cref="VendorErrorCode"/>; at most 255 characters.</summary>
    public string? VendorId { get; init; }

    /// <summary>The vendor's own error code; at most 50 characters.</summary>
    public string? VendorErrorCode { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("connectorId", IntegerFrom(0)),
            Required("errorCode", OneOf<ChargePointErrorCode>()),
            Required("status", OneOf<ChargePointStatus>()),
            Optional("info", Text(50)),
            Optional("timestamp", DateTimeText),
            Optional("vendorId", Text(255)),
            Optional("vendorErrorCode", Text(50))
        );
}

/// <summary>The answer to <see cref="StatusNotificationRequest"/>, which carries nothing (OCPP 1.6 §6.48).</summary>
public sealed record StatusNotificationResponse
{
    internal static ObjectShape Shape { get; } = Object();
}
