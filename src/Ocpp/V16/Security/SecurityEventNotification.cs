using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Reports a security event (security extension of OCPP 1.6).</summary>
public sealed record SecurityEventNotificationRequest
{
    /// <summary>Name of the event; at most 50 characters.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Technical detail; at most 255 characters.</summary>
    public string? TechInfo { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("type", Text(50)), Required("timestamp", DateTimeText), Optional("techInfo", Text(255)));
}

/// <summary>
/// The answer to <see cref="SecurityEventNotificationRequest"/>, which carries nothing (security extension of OCPP
/// 1.6).
/// </summary>
public sealed record SecurityEventNotificationResponse
{
    internal static ObjectShape Shape { get; } = Object();
}
