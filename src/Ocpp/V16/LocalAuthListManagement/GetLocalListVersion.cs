using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for the version of the local authorization list (OCPP 1.6 §6.27).</summary>
public sealed record GetLocalListVersionRequest
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>The answer to <see cref="GetLocalListVersionRequest"/> (OCPP 1.6 §6.28).</summary>
public sealed record GetLocalListVersionResponse
{
    /// <summary>The version; 0 for an empty list, -1 when local lists are not supported.</summary>
    public required int ListVersion { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("listVersion", Integer));
}
