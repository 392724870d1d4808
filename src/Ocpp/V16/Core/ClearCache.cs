using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Empties the authorization cache (OCPP 1.6 §6.11).</summary>
public sealed record ClearCacheRequest
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>The answer to <see cref="ClearCacheRequest"/> (OCPP 1.6 §6.12).</summary>
public sealed record ClearCacheResponse
{
    /// <summary>Outcome.</summary>
    public required ClearCacheStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<ClearCacheStatus>()));
}

/// <summary>Outcome of a ClearCache.</summary>
[JsonConverter(typeof(OcppEnumConverter<ClearCacheStatus>))]
public enum ClearCacheStatus
{
    /// <summary>The cache is empty.</summary>
    Accepted,

    /// <summary>It is not.</summary>
    Rejected,
}
