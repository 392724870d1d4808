using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The lock of an EVSE, or with EVSE 0 of each, fails at locking and unlocking.</summary>
public sealed record LockFailure : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "lock-failure";

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now)
    {
        Refusal? refusal = null;
        var began = false;
        foreach (var evse in target.Snapshot.Evses.Where(evse => Covers(evse.Id)))
        {
            var answer = target.Step(new ChargePoints.LockFailure(evse.Id, true), now);
            refusal ??= answer;
            began |= answer is null;
        }
        // An EVSE with a fixed cable has no lock to fail; one that has is enough.
        return began ? null : refusal;
    }

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now)
    {
        foreach (var evse in target.Snapshot.Evses)
        {
            var failsStill = target.ActiveChaos.Any(it => it.Settings is LockFailure other && other.Covers(evse.Id));
            if (Covers(evse.Id) && !failsStill)
            {
                target.Step(new ChargePoints.LockFailure(evse.Id, false), now);
            }
        }
    }
}
