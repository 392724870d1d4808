using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The connection is cut and stays down.</summary>
public sealed record Disconnect : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "disconnect";

    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now)
    {
        if (UnlessOn(target, "connection to cut") is { } refusal)
        {
            return refusal;
        }
        target.HoldLink("Cut by an injected disconnect.", now);
        return null;
    }

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) => target.ReleaseLink(now);
}
