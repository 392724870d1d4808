using ChargePoints;
using Ocpp;
using Simulation.Logs;

namespace Simulation.Chaos;

/// <summary>The disturbances of one charger: begins them, ends them when due or lifted. On the charger's loop.</summary>
internal sealed class ChargerChaos(IChaosTarget target, SimulatedCharger charger)
{
    private readonly List<ActiveChaos> _active = [];
    private int _count;

    /// <summary>Those in force.</summary>
    public IReadOnlyList<ActiveChaos> Active => _active;

    /// <summary>When the next one ends by itself.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    public ChaosOutcome Inject(ChaosSettings settings, Instant now)
    {
        if (Invalid(settings) is { } refusal)
        {
            return new ChaosOutcome(null, refusal);
        }
        var id = $"{settings.Kind}-{++_count}";
        Instant? endsAt = settings.Duration == TimeSpan.Zero ? null : now + settings.Duration;
        var active = new ActiveChaos(id, settings, now, endsAt);
        // It is in force while it begins: a power cut publishes on the way.
        _active.Add(active);
        if (settings.Begin(target, active, now) is { } refused)
        {
            _active.Remove(active);
            return new ChaosOutcome(null, refused);
        }
        var until = endsAt is { } end ? $"until {end}" : "until lifted";
        charger.Log.Append(now, LogCategory.Chaos, "injected", $"{id} {until}", settings.EvseId);
        Changed();
        return new ChaosOutcome(active, null);
    }

    /// <summary>All of them, or with the first refusal none.</summary>
    public ChaosOutcomes Inject(IReadOnlyList<ChaosSettings> all, Instant now)
    {
        var begun = new List<ActiveChaos>(all.Count);
        foreach (var settings in all)
        {
            var (active, refusal) = Inject(settings, now);
            if (refusal is not null)
            {
                foreach (var it in begun)
                {
                    End(it, "taken back", now);
                }
                return new ChaosOutcomes([], refusal);
            }
            begun.Add(active!);
        }
        return new ChaosOutcomes(begun, null);
    }

    public bool Lift(string id, Instant now)
    {
        var active = _active.Find(it => it.Id == id);
        if (active is null)
        {
            return false;
        }
        End(active, "lifted", now);
        return true;
    }

    public int LiftAll(Instant now)
    {
        var all = _active.ToArray();
        foreach (var active in all)
        {
            End(active, "lifted", now);
        }
        return all.Length;
    }

    public void EndDue(Instant now)
    {
        foreach (var active in _active.ToArray())
        {
            if (active.EndsAt <= now)
            {
                End(active, "ended", now);
            }
        }
    }

    private Refusal? Invalid(ChaosSettings settings)
    {
        if (settings.Duration < TimeSpan.Zero)
        {
            return new Refusal(RefusalKind.Invalid, "The duration must be 0 (until lifted) or more seconds.");
        }
        if (settings.WholeCharger && settings.EvseId != 0)
        {
            return new Refusal(
                RefusalKind.Invalid,
                $"'{settings.Kind}' concerns the whole charger: leave out the EVSE."
            );
        }
        var evses = target.Snapshot.Evses.Count;
        if (settings.EvseId < 0 || settings.EvseId > evses)
        {
            return new Refusal(
                RefusalKind.Unknown,
                $"There is no EVSE {settings.EvseId}; this charger has 1 to {evses}."
            );
        }
        var same = _active.Find(it => it.Settings.Kind == settings.Kind && it.Settings.EvseId == settings.EvseId);
        return same is null
            ? null
            : new Refusal(RefusalKind.Conflict, $"'{same.Id}' is the same and in force already; lift it first.");
    }

    private void End(ActiveChaos active, string how, Instant now)
    {
        _active.Remove(active);
        charger.Log.Append(now, LogCategory.Chaos, how, active.Id, active.Settings.EvseId);
        Changed();
        active.Settings.End(target, active, now);
    }

    private void Changed()
    {
        Due = Instant.Never;
        foreach (var active in _active)
        {
            Due = Instant.Min(Due, active.EndsAt ?? Instant.Never);
        }
        charger.Publish((IReadOnlyList<ActiveChaos>)_active.ToArray());
    }
}
