using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports how a diagnostics upload goes (OCPP 1.6 §6.17).</summary>
public sealed record DiagnosticsStatusNotificationRequest
{
    /// <summary>State of the upload.</summary>
    public required DiagnosticsStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<DiagnosticsStatus>()));
}

/// <summary>
/// The answer to <see cref="DiagnosticsStatusNotificationRequest"/>, which carries nothing (OCPP 1.6 §6.18).
/// </summary>
public sealed record DiagnosticsStatusNotificationResponse
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>State of a diagnostics upload.</summary>
[JsonConverter(typeof(OcppEnumConverter<DiagnosticsStatus>))]
public enum DiagnosticsStatus
{
    /// <summary>Not uploading; only in answer to a TriggerMessage.</summary>
    Idle,

    /// <summary>Done.</summary>
    Uploaded,

    /// <summary>Given up.</summary>
    UploadFailed,

    /// <summary>Under way.</summary>
    Uploading,
}
