using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports how a signed firmware update goes (security extension of OCPP 1.6).</summary>
public sealed record SignedFirmwareStatusNotificationRequest
{
    /// <summary>State of the update.</summary>
    public required SignedFirmwareStatus Status { get; init; }

    /// <summary>The id of the <see cref="SignedUpdateFirmwareRequest"/>; absent only with Idle.</summary>
    public int? RequestId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("status", OneOf<SignedFirmwareStatus>()), Optional("requestId", Integer));
}

/// <summary>
/// The answer to <see cref="SignedFirmwareStatusNotificationRequest"/>, which carries nothing (security extension
/// of OCPP 1.6).
/// </summary>
public sealed record SignedFirmwareStatusNotificationResponse
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>State of a signed firmware update.</summary>
[JsonConverter(typeof(OcppEnumConverter<SignedFirmwareStatus>))]
public enum SignedFirmwareStatus
{
    /// <summary>Fetched.</summary>
    Downloaded,

    /// <summary>Given up fetching.</summary>
    DownloadFailed,

    /// <summary>Being fetched.</summary>
    Downloading,

    /// <summary>Will be fetched later.</summary>
    DownloadScheduled,

    /// <summary>Fetching is paused.</summary>
    DownloadPaused,

    /// <summary>Not updating; only in answer to an ExtendedTriggerMessage.</summary>
    Idle,

    /// <summary>Installing failed.</summary>
    InstallationFailed,

    /// <summary>Being installed.</summary>
    Installing,

    /// <summary>Done.</summary>
    Installed,

    /// <summary>Restarting in order to install.</summary>
    InstallRebooting,

    /// <summary>Will be installed later.</summary>
    InstallScheduled,

    /// <summary>The installed firmware did not pass its check.</summary>
    InstallVerificationFailed,

    /// <summary>The signature does not match.</summary>
    InvalidSignature,

    /// <summary>The signature matches.</summary>
    SignatureVerified,
}
