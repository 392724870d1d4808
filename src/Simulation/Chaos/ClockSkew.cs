using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The charger's clock is wrong, however often the CSMS sets it.</summary>
public sealed record ClockSkew : ChaosSettings
{
    /// <summary>The most that it can be wrong, in seconds: ten years of 365 days.</summary>
    public const double MaxOffsetSeconds = 315_360_000;

    /// <inheritdoc/>
    public override string Kind => "clock-skew";

    /// <summary>How much the clock is ahead, in seconds; below zero for behind.</summary>
    public double OffsetSeconds { get; init; } = 3600;

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"{OffsetSeconds:+0.###;-0.###;0} s");

    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now) =>
        UnlessBetween(OffsetSeconds, -MaxOffsetSeconds, MaxOffsetSeconds, "offsetSeconds")
        ?? target.Step(new SkewClock(TimeSpan.FromSeconds(OffsetSeconds)), now);

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) =>
        target.Step(new SkewClock(TimeSpan.Zero), now);
}
