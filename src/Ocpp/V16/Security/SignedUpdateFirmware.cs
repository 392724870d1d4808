using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for signed firmware to be fetched and installed (security extension of OCPP 1.6).</summary>
public sealed record SignedUpdateFirmwareRequest
{
    /// <summary>Id that <see cref="SignedFirmwareStatusNotificationRequest"/> repeats.</summary>
    public required int RequestId { get; init; }

    /// <summary>The firmware and its signature.</summary>
    public required Firmware Firmware { get; init; }

    /// <summary>How many times to try again.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between tries.</summary>
    public int? RetryInterval { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("requestId", Integer),
            Required("firmware", Firmware.Shape),
            Optional("retries", Integer),
            Optional("retryInterval", Integer)
        );
}

/// <summary>The answer to <see cref="SignedUpdateFirmwareRequest"/> (security extension of OCPP 1.6).</summary>
public sealed record SignedUpdateFirmwareResponse
{
    /// <summary>Outcome.</summary>
    public required UpdateFirmwareStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<UpdateFirmwareStatus>()));
}

/// <summary>Outcome of a SignedUpdateFirmware.</summary>
[JsonConverter(typeof(OcppEnumConverter<UpdateFirmwareStatus>))]
public enum UpdateFirmwareStatus
{
    /// <summary>The update will start.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,

    /// <summary>The update will start, and one under way was cancelled for it.</summary>
    AcceptedCanceled,

    /// <summary>The signing certificate is not valid.</summary>
    InvalidCertificate,

    /// <summary>The signing certificate is revoked.</summary>
    RevokedCertificate,
}
