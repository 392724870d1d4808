using Simulation.Transport;

namespace Simulation.Chaos;

/// <summary>As if the CSMS's process had ended: the connection breaks, and its port refuses new ones.</summary>
public sealed record ConnectRefused : ConnectChaos
{
    /// <inheritdoc/>
    public override string Kind => "connect-refused";

    private protected override string Cut => "The connection was reset by an injected connect-refused.";

    private protected override ConnectFaults AddTo(ConnectFaults faults) => faults with { Refused = true };
}
