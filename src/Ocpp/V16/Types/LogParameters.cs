using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Where a log goes to and which part is wanted (security extension of OCPP 1.6).</summary>
public sealed record LogParameters
{
    /// <summary>The URL to upload to; at most 512 characters.</summary>
    public required string RemoteLocation { get; init; }

    /// <summary>Oldest entry wanted.</summary>
    public DateTimeOffset? OldestTimestamp { get; init; }

    /// <summary>Newest entry wanted.</summary>
    public DateTimeOffset? LatestTimestamp { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("remoteLocation", Text(512)),
            Optional("oldestTimestamp", DateTimeText),
            Optional("latestTimestamp", DateTimeText)
        );
}
