using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a log to be uploaded (security extension of OCPP 1.6).</summary>
public sealed record GetLogRequest
{
    /// <summary>Where to, and which entries.</summary>
    public required LogParameters Log { get; init; }

    /// <summary>Which log.</summary>
    public required LogType LogType { get; init; }

    /// <summary>Id that <see cref="LogStatusNotificationRequest"/> repeats.</summary>
    public required int RequestId { get; init; }

    /// <summary>How many times to try again.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between tries.</summary>
    public int? RetryInterval { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("log", LogParameters.Shape),
            Required("logType", OneOf<LogType>()),
            Required("requestId", Integer),
            Optional("retries", Integer),
            Optional("retryInterval", Integer)
        );
}

/// <summary>The answer to <see cref="GetLogRequest"/> (security extension of OCPP 1.6).</summary>
public sealed record GetLogResponse
{
    /// <summary>Outcome.</summary>
    public required LogStatus Status { get; init; }

    /// <summary>
    /// Name of the file that will be uploaded; at most 255 characters. Spelt in lower case, unlike in
    /// GetDiagnostics.
    /// </summary>
    public string? Filename { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("status", OneOf<LogStatus>()), Optional("filename", Text(255)));
}

/// <summary>Logs that can be asked for.</summary>
[JsonConverter(typeof(OcppEnumConverter<LogType>))]
public enum LogType
{
    /// <summary>The diagnostics log.</summary>
    DiagnosticsLog,

    /// <summary>The log of security events.</summary>
    SecurityLog,
}

/// <summary>Outcome of a GetLog.</summary>
[JsonConverter(typeof(OcppEnumConverter<LogStatus>))]
public enum LogStatus
{
    /// <summary>The upload will start.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,

    /// <summary>The upload will start, and one under way was cancelled for it.</summary>
    AcceptedCanceled,
}
