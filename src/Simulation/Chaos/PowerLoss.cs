using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The charger loses its power; it boots again when this ends.</summary>
public sealed record PowerLoss : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "power-loss";

    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now)
    {
        if (UnlessOn(target, "power to lose") is { } refusal)
        {
            return refusal;
        }
        target.CutPower(now);
        return null;
    }

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) => target.RestorePower(now);
}
