using ChargePoints;
using Simulation.Transport;

namespace Simulation.Chaos;

/// <summary>The connection breaks, and each TLS handshake fails.</summary>
public sealed record TlsFailure : ConnectChaos
{
    /// <inheritdoc/>
    public override string Kind => "tls-failure";

    private protected override string Cut => "The connection was reset by an injected tls-failure.";

    private protected override ConnectFaults AddTo(ConnectFaults faults) => faults with { BreaksTls = true };

    private protected override Refusal? Range(IChaosTarget target) =>
        target.UsesTls
            ? null
            : new Refusal(
                RefusalKind.Conflict,
                "The charger connects without TLS (ws://): there is no handshake to fail. Give it a wss:// URL or security profile 2 or 3."
            );
}
