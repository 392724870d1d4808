using ChargePoints;

namespace Simulation.Chaos;

/// <summary>Less flows than charger and car could do.</summary>
public sealed record PowerDrop : PowerChaos
{
    /// <summary>Half of it.</summary>
    public PowerDrop() => Factor = 0.5;

    /// <inheritdoc/>
    public override string Kind => "power-drop";

    private protected override Refusal? Range() => UnlessBetween(Factor, 0, 1, "factor");
}
