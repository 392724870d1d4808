using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>A charge that runs is withheld by one of its sides.</summary>
public abstract record SuspendChaos : ChaosSettings
{
    private protected abstract SuspendingSide Side { get; }

    internal override Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now)
    {
        if (!target.Snapshot.Evses.Any(evse => Covers(evse.Id) && evse.Transaction is not null))
        {
            var where = EvseId == 0 ? "no EVSE" : $"EVSE {EvseId}";
            var has = EvseId == 0 ? "has" : "does not have";
            return new Refusal(
                RefusalKind.Conflict,
                $"Only a charge can be suspended, and {where} {has} a transaction. Start one first."
            );
        }
        return Apply(target, now);
    }

    internal override void End(IChaosTarget target, ActiveChaos self, Instant now) => Apply(target, now);

    private Refusal? Apply(IChaosTarget target, Instant now)
    {
        foreach (var evse in target.Snapshot.Evses)
        {
            if (!Covers(evse.Id))
            {
                continue;
            }
            var active = target.ActiveChaos.Any(it =>
                it.Settings is SuspendChaos other && other.Side == Side && other.Covers(evse.Id)
            );
            if (target.Step(new Suspend(evse.Id, Side, active), now) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }
}

/// <summary>The car stops taking energy: SuspendedEV.</summary>
public sealed record SuspendEv : SuspendChaos
{
    /// <inheritdoc/>
    public override string Kind => "suspend-ev";

    private protected override SuspendingSide Side => SuspendingSide.Ev;
}

/// <summary>The EVSE stops giving energy: SuspendedEVSE.</summary>
public sealed record SuspendEvse : SuspendChaos
{
    /// <inheritdoc/>
    public override string Kind => "suspend-evse";

    private protected override SuspendingSide Side => SuspendingSide.Evse;
}
