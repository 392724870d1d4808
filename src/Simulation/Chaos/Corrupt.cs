using ChargePoints;
using Simulation.Transport.Faults;

namespace Simulation.Chaos;

/// <summary>Frames arrive broken; none that is broken can be read as another valid one.</summary>
public sealed record Corrupt : FrameChaos
{
    /// <inheritdoc/>
    public override string Kind => "corrupt";

    /// <summary>Of each frame, 0 to 1.</summary>
    public double Probability { get; init; } = 0.1;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"{100 * Probability:0.##} %");

    internal override void Treat(ref FrameFate fate, ref RandomStream random) =>
        fate.Broken |= random.NextBoolean(Probability);

    private protected override Refusal? Range() => UnlessBetween(Probability, 0, 1, "probability");
}
