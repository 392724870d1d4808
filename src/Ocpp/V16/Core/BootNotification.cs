using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Sent after every (re)boot: who the charge point is (OCPP 1.6 §6.3).</summary>
public sealed record BootNotificationRequest
{
    /// <summary>Vendor; at most 20 characters.</summary>
    public required string ChargePointVendor { get; init; }

    /// <summary>Model; at most 20 characters.</summary>
    public required string ChargePointModel { get; init; }

    /// <summary>Serial number of the charge point; at most 25 characters.</summary>
    public string? ChargePointSerialNumber { get; init; }

    /// <summary>Serial number of the charge box inside; at most 25 characters. Deprecated by OCPP 1.6.</summary>
    public string? ChargeBoxSerialNumber { get; init; }

    /// <summary>Firmware version; at most 50 characters.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary>ICCID of the modem's SIM card; at most 20 characters.</summary>
    public string? Iccid { get; init; }

    /// <summary>IMSI of the modem's SIM card; at most 20 characters.</summary>
    public string? Imsi { get; init; }

    /// <summary>Type of the main energy meter; at most 25 characters.</summary>
    public string? MeterType { get; init; }

    /// <summary>Serial number of the main energy meter; at most 25 characters.</summary>
    public string? MeterSerialNumber { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("chargePointVendor", Text(20)),
            Required("chargePointModel", Text(20)),
            Optional("chargePointSerialNumber", Text(25)),
            Optional("chargeBoxSerialNumber", Text(25)),
            Optional("firmwareVersion", Text(50)),
            Optional("iccid", Text(20)),
            Optional("imsi", Text(20)),
            Optional("meterType", Text(25)),
            Optional("meterSerialNumber", Text(25))
        );
}

/// <summary>The answer to <see cref="BootNotificationRequest"/> (OCPP 1.6 §6.4).</summary>
public sealed record BootNotificationResponse
{
    /// <summary>Whether the charge point is registered.</summary>
    public required RegistrationStatus Status { get; init; }

    /// <summary>The central system's time.</summary>
    public required DateTimeOffset CurrentTime { get; init; }

    /// <summary>
    /// Accepted: the heartbeat interval in seconds. Otherwise: the least wait in seconds before the next
    /// BootNotification; 0 leaves the wait to the charge point.
    /// </summary>
    public required int Interval { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("status", OneOf<RegistrationStatus>()),
            Required("currentTime", DateTimeText),
            Required("interval", Integer)
        );
}

/// <summary>Outcome of a BootNotification.</summary>
[JsonConverter(typeof(OcppEnumConverter<RegistrationStatus>))]
public enum RegistrationStatus
{
    /// <summary>Registered: everything may be sent.</summary>
    Accepted,

    /// <summary>Known, but not yet to send anything except what a TriggerMessage asks for.</summary>
    Pending,

    /// <summary>Not registered: nothing is sent or answered until the interval has passed.</summary>
    Rejected,
}
