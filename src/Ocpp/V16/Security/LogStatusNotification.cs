using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports how a log upload goes (security extension of OCPP 1.6).</summary>
public sealed record LogStatusNotificationRequest
{
    /// <summary>State of the upload.</summary>
    public required UploadLogStatus Status { get; init; }

    /// <summary>The id of the <see cref="GetLogRequest"/>; absent only with Idle.</summary>
    public int? RequestId { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("status", OneOf<UploadLogStatus>()), Optional("requestId", Integer));
}

/// <summary>
/// The answer to <see cref="LogStatusNotificationRequest"/>, which carries nothing (security extension of OCPP
/// 1.6).
/// </summary>
public sealed record LogStatusNotificationResponse
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>State of a log upload.</summary>
[JsonConverter(typeof(OcppEnumConverter<UploadLogStatus>))]
public enum UploadLogStatus
{
    /// <summary>The upload server did not understand.</summary>
    BadMessage,

    /// <summary>Not uploading; only in answer to an ExtendedTriggerMessage.</summary>
    Idle,

    /// <summary>The upload server does not support it.</summary>
    NotSupportedOperation,

    /// <summary>The upload server refused.</summary>
    PermissionDenied,

    /// <summary>Done.</summary>
    Uploaded,

    /// <summary>Given up. Not <c>UploadFailed</c>, as with diagnostics.</summary>
    UploadFailure,

    /// <summary>Under way.</summary>
    Uploading,
}
