using ChargePoints;
using Simulation.Transport;

namespace Simulation.Chaos;

/// <summary>The connection breaks, and making one takes longer by a delay; one that takes too long fails.</summary>
public sealed record ConnectSlow : ConnectChaos
{
    /// <summary>The longest delay, in ms.</summary>
    public const double MostMs = 600_000;

    /// <inheritdoc/>
    public override string Kind => "connect-slow";

    /// <summary>What comes on top of each attempt, in ms.</summary>
    public double DelayMs { get; init; } = 10_000;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"{DelayMs} ms");

    private protected override string Cut => "The connection was reset by an injected connect-slow.";

    private protected override ConnectFaults AddTo(ConnectFaults faults) =>
        faults with
        {
            Delay = faults.Delay + TimeSpan.FromMilliseconds(DelayMs),
        };

    private protected override Refusal? Range(IChaosTarget target) => UnlessBetween(DelayMs, 0, MostMs, "delayMs");
}
