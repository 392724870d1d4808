using ChargePoints;
using Ocpp;
using Simulation.Transport.Faults;

namespace Simulation.Chaos;

/// <summary>A bad network that treats frames, both ways, by chance.</summary>
public abstract record FrameChaos : ChaosSettings
{
    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now)
    {
        if ((UnlessOn(target, "connection to disturb") ?? Range()) is { } refusal)
        {
            return refusal;
        }
        target.AddFrameFault(self, now);
        return null;
    }

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) =>
        target.RemoveFrameFault(self, now);

    /// <summary>Decides what becomes of one frame. Draws the same number of times whatever it decides.</summary>
    internal abstract void Treat(ref FrameFate fate, ref RandomStream random);

    private protected abstract Refusal? Range();
}
