using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The charger loses its power; it boots again when this ends.</summary>
public sealed record PowerLoss : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "power-loss";

    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, Instant now)
    {
        if (!target.Snapshot.PoweredOn)
        {
            return new Refusal(RefusalKind.Conflict, "The charger is off: it has no power to lose. Start it first.");
        }
        target.CutPower(now);
        return null;
    }

    internal override void End(IChaosTarget target, Instant now) => target.RestorePower(now);
}
