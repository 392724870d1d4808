using ChargePoints;
using Simulation.Transport.Faults;

namespace Simulation.Chaos;

/// <summary>Frames take long, each way; they keep their order.</summary>
public sealed record Latency : FrameChaos
{
    /// <summary>The most that mean and jitter can be, in ms.</summary>
    public const double MostMs = 60_000;

    /// <inheritdoc/>
    public override string Kind => "latency";

    /// <summary>What a frame takes on average, in ms.</summary>
    public double MeanMs { get; init; } = 500;

    /// <summary>How much a frame takes more or less than that at most, in ms.</summary>
    public double JitterMs { get; init; } = 100;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"{MeanMs} ± {JitterMs} ms");

    internal override void Treat(ref FrameFate fate, ref RandomStream random)
    {
        var ms = MeanMs + (JitterMs * random.NextDouble(-1, 1));
        fate.Delay += TimeSpan.FromMilliseconds(Math.Max(0, ms));
    }

    private protected override Refusal? Range() =>
        UnlessBetween(MeanMs, 0, MostMs, "meanMs") ?? UnlessBetween(JitterMs, 0, MostMs, "jitterMs");
}
