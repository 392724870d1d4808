using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports how a firmware update goes (OCPP 1.6 §6.19).</summary>
public sealed record FirmwareStatusNotificationRequest
{
    /// <summary>State of the update.</summary>
    public required FirmwareStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<FirmwareStatus>()));
}

/// <summary>
/// The answer to <see cref="FirmwareStatusNotificationRequest"/>, which carries nothing (OCPP 1.6 §6.20).
/// </summary>
public sealed record FirmwareStatusNotificationResponse
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>State of a firmware update.</summary>
[JsonConverter(typeof(OcppEnumConverter<FirmwareStatus>))]
public enum FirmwareStatus
{
    /// <summary>Fetched, not yet installed.</summary>
    Downloaded,

    /// <summary>Given up fetching.</summary>
    DownloadFailed,

    /// <summary>Being fetched.</summary>
    Downloading,

    /// <summary>Not updating; only in answer to a TriggerMessage.</summary>
    Idle,

    /// <summary>Installing failed.</summary>
    InstallationFailed,

    /// <summary>Being installed.</summary>
    Installing,

    /// <summary>Done.</summary>
    Installed,
}
