using Simulation.Transport;

namespace Simulation.Chaos;

/// <summary>
/// The socket stays up and nothing passes, either way; an attempt to connect gets no answer. The charger finds out by its ping. When this
/// ends, a connection that it still believes in is reset: what it has sent meanwhile is lost, and TCP never skips (RFC 9293 §3.5.1).
/// </summary>
public sealed record HalfOpen : ConnectChaos
{
    /// <inheritdoc/>
    public override string Kind => "half-open";

    private protected override string? Cut => null;

    private protected override ConnectFaults AddTo(ConnectFaults faults) => faults with { Silent = true };
}
