using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The connection is cut and stays down.</summary>
public sealed record Disconnect : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "disconnect";

    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, Instant now)
    {
        if (!target.Snapshot.PoweredOn)
        {
            return new Refusal(
                RefusalKind.Conflict,
                "The charger is off: it has no connection to cut. Start it first."
            );
        }
        target.HoldLink("Cut by an injected disconnect.", now);
        return null;
    }

    internal override void End(IChaosTarget target, Instant now) => target.ReleaseLink(now);
}
