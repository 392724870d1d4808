using ChargePoints;
using Ocpp;
using Simulation.Transport;

namespace Simulation.Chaos;

/// <summary>A fault of the connection itself, and of each attempt to make one.</summary>
public abstract record ConnectChaos : ChaosSettings
{
    internal override bool WholeCharger => true;

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now)
    {
        if ((UnlessOn(target, "connection to disturb") ?? Range(target)) is { } refusal)
        {
            return refusal;
        }
        target.SetConnectFaults(All(target), now);
        if (Cut is { } reason)
        {
            target.ResetLink(reason, now);
        }
        return null;
    }

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) =>
        target.SetConnectFaults(All(target), now);

    /// <summary>With this one as well.</summary>
    private protected abstract ConnectFaults AddTo(ConnectFaults faults);

    /// <summary>Why the connection that is up ends; null when it does not.</summary>
    private protected abstract string? Cut { get; }

    private protected virtual Refusal? Range(IChaosTarget target) => null;

    private static ConnectFaults? All(IChaosTarget target)
    {
        ConnectFaults? all = null;
        foreach (var active in target.ActiveChaos)
        {
            if (active.Settings is ConnectChaos chaos)
            {
                all = chaos.AddTo(all ?? ConnectFaults.None);
            }
        }
        return all;
    }
}
