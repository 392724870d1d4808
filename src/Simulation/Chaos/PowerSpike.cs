using ChargePoints;

namespace Simulation.Chaos;

/// <summary>More flows than the limits of charger, CSMS and car allow.</summary>
public sealed record PowerSpike : PowerChaos
{
    /// <summary>The most that power can be multiplied by.</summary>
    public const double MaxFactor = 10;

    /// <summary>Half as much again.</summary>
    public PowerSpike() => Factor = 1.5;

    /// <inheritdoc/>
    public override string Kind => "power-spike";

    private protected override Refusal? Range() => UnlessBetween(Factor, 1, MaxFactor, "factor");
}
