using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>What flows is more, or less, than it should be. Several at one EVSE multiply.</summary>
public abstract record PowerChaos : ChaosSettings
{
    /// <summary>What the power is multiplied by.</summary>
    public double Factor { get; init; }

    /// <inheritdoc/>
    public override string Summary => FormattableString.Invariant($"× {Factor}");

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now) =>
        UnlessOn(target, "power to disturb") ?? Range() ?? Apply(target, now);

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) => Apply(target, now);

    private protected abstract Refusal? Range();

    // What is in force after all: another one may disturb the same EVSE.
    private Refusal? Apply(IChaosTarget target, Instant now)
    {
        foreach (var evse in target.Snapshot.Evses)
        {
            if (!Covers(evse.Id))
            {
                continue;
            }
            var factor = 1.0;
            foreach (var active in target.ActiveChaos)
            {
                factor *= active.Settings is PowerChaos other && other.Covers(evse.Id) ? other.Factor : 1;
            }
            if (target.Step(new SetPowerFactor(evse.Id, factor), now) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }
}
