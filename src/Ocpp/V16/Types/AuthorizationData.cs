using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>An entry of the local authorization list.</summary>
public sealed record AuthorizationData
{
    /// <summary>The identifier; at most 20 characters, compared without regard to case.</summary>
    public required string IdTag { get; init; }

    /// <summary>
    /// What is known about it. Required in a full update; absent in a differential one removes the entry.
    /// </summary>
    public IdTagInfo? IdTagInfo { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("idTag", Text(20)), Optional("idTagInfo", IdTagInfo.Shape));
}
