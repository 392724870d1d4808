using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a diagnostics file to be uploaded (OCPP 1.6 §6.25).</summary>
public sealed record GetDiagnosticsRequest
{
    /// <summary>The folder to upload to, as a URI.</summary>
    public required string Location { get; init; }

    /// <summary>How many times to try again.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between tries.</summary>
    public int? RetryInterval { get; init; }

    /// <summary>Oldest entry wanted.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Newest entry wanted.</summary>
    public DateTimeOffset? StopTime { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("location", UriText),
            Optional("retries", Integer),
            Optional("retryInterval", Integer),
            Optional("startTime", DateTimeText),
            Optional("stopTime", DateTimeText)
        );
}

/// <summary>The answer to <see cref="GetDiagnosticsRequest"/> (OCPP 1.6 §6.26).</summary>
public sealed record GetDiagnosticsResponse
{
    /// <summary>Name of the file that will be uploaded, at most 255 characters; absent when there is none.</summary>
    public string? FileName { get; init; }

    internal static ObjectShape Shape { get; } = Object(Optional("fileName", Text(255)));
}
