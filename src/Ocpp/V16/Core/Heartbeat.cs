using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>A sign of life that also asks for the time (OCPP 1.6 §6.29).</summary>
public sealed record HeartbeatRequest
{
    internal static ObjectShape Shape { get; } = Object();
}

/// <summary>The answer to <see cref="HeartbeatRequest"/> (OCPP 1.6 §6.30).</summary>
public sealed record HeartbeatResponse
{
    /// <summary>The central system's time.</summary>
    public required DateTimeOffset CurrentTime { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("currentTime", DateTimeText));
}
