using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>The lock of an EVSE, or with EVSE 0 of each, fails at locking and unlocking.</summary>
public sealed record LockFailure : ChaosSettings
{
    /// <inheritdoc/>
    public override string Kind => "lock-failure";

    internal override Refusal? Begin(IChaosTarget target, Instant now)
    {
        if (EvseId != 0)
        {
            return target.Step(new ChargePoints.LockFailure(EvseId, true), now);
        }
        Refusal? refusal = null;
        var began = false;
        foreach (var evse in target.Snapshot.Evses)
        {
            var answer = target.Step(new ChargePoints.LockFailure(evse.Id, true), now);
            refusal ??= answer;
            began |= answer is null;
        }
        // An EVSE with a fixed cable has no lock to fail; one that has is enough.
        return began ? null : refusal;
    }

    internal override void End(IChaosTarget target, Instant now)
    {
        foreach (var evse in target.Snapshot.Evses)
        {
            if (EvseId == 0 || evse.Id == EvseId)
            {
                target.Step(new ChargePoints.LockFailure(evse.Id, false), now);
            }
        }
    }
}
