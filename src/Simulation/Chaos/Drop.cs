using ChargePoints;
using Simulation.Transport.Faults;

namespace Simulation.Chaos;

/// <summary>Frames are lost.</summary>
public sealed record Drop : FrameChaos
{
    /// <inheritdoc/>
    public override string Kind => "drop";

    /// <summary>Of each frame, 0 to 1.</summary>
    public double Probability { get; init; } = 0.1;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"{100 * Probability:0.##} %");

    internal override void Treat(ref FrameFate fate, ref RandomStream random) =>
        fate.Lost |= random.NextBoolean(Probability);

    private protected override Refusal? Range() => UnlessBetween(Probability, 0, 1, "probability");
}
