using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for firmware to be fetched and installed (OCPP 1.6 §6.55).</summary>
public sealed record UpdateFirmwareRequest
{
    /// <summary>Where the firmware is, as a URI.</summary>
    public required string Location { get; init; }

    /// <summary>When to fetch it, at the earliest.</summary>
    public required DateTimeOffset RetrieveDate { get; init; }

    /// <summary>How many times to try again.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds between tries.</summary>
    public int? RetryInterval { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("location", UriText),
            Required("retrieveDate", DateTimeText),
            Optional("retries", Integer),
            Optional("retryInterval", Integer)
        );
}

/// <summary>The answer to <see cref="UpdateFirmwareRequest"/>, which carries nothing (OCPP 1.6 §6.56).</summary>
public sealed record UpdateFirmwareResponse
{
    internal static ObjectShape Shape { get; } = Object();
}
