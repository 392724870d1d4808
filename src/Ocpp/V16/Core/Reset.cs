using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for a restart (OCPP 1.6 §6.39).</summary>
public sealed record ResetRequest
{
    /// <summary>Hard or soft.</summary>
    public required ResetType Type { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("type", OneOf<ResetType>()));
}

/// <summary>The answer to <see cref="ResetRequest"/>, sent before the restart (OCPP 1.6 §6.40).</summary>
public sealed record ResetResponse
{
    /// <summary>Outcome.</summary>
    public required ResetStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<ResetStatus>()));
}

/// <summary>Kinds of reset.</summary>
[JsonConverter(typeof(OcppEnumConverter<ResetType>))]
public enum ResetType
{
    /// <summary>Restart the hardware; transactions need not be ended gracefully.</summary>
    Hard,

    /// <summary>Stop transactions gracefully, then restart the application.</summary>
    Soft,
}

/// <summary>Outcome of a Reset.</summary>
[JsonConverter(typeof(OcppEnumConverter<ResetStatus>))]
public enum ResetStatus
{
    /// <summary>The restart follows.</summary>
    Accepted,

    /// <summary>There will be none.</summary>
    Rejected,
}
