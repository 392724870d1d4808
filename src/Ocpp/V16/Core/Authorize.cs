using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks whether an idTag may charge (OCPP 1.6 §6.1).</summary>
public sealed record AuthorizeRequest
{
    /// <summary>The identifier presented; at most 20 characters, compared without regard to case.</summary>
    public required string IdTag { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("idTag", Text(20)));
}

/// <summary>The answer to <see cref="AuthorizeRequest"/> (OCPP 1.6 §6.2).</summary>
public sealed record AuthorizeResponse
{
    /// <summary>Authorization state, expiry and parent of the idTag.</summary>
    public required IdTagInfo IdTagInfo { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("idTagInfo", IdTagInfo.Shape));
}
