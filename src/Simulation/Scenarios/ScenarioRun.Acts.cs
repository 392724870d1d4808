using Ocpp;
using Simulation.Logs;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios;

/// <summary>Doing what is planned, and clearing away at the end.</summary>
public sealed partial class ScenarioRun
{
    private readonly HashSet<(string ChargerId, int EvseId)> _occupied = [];
    private readonly List<(string ChargerId, string ChaosId)> _injected = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public string? EndDetail => _endReason;

    private void Do(ScenarioAct act, TimelineOrigin origin, TimeSpan offset)
    {
        Timeline.Add(offset, StartedAt + offset, act.ChargerId, act.EvseId, origin, act.Kind, act.Detail);
        if (_fleet.Find(act.ChargerId) is not { } charger)
        {
            Refused(act, "The charger is not there any more.", StartedAt + offset);
            return;
        }
        if (act.EvseId < 0 || act.EvseId > charger.Definition.ChargePoint.Evses.Count)
        {
            Refused(act, $"The charger has no EVSE {act.EvseId}.", StartedAt + offset);
            return;
        }
        // A charger that was changed in the meantime is another one of the same id.
        Listen(charger);
        if (act.Occupies)
        {
            _occupied.Add((act.ChargerId, act.EvseId));
        }
        var evse = act.EvseId == 0 ? LogHead.NoEvse : act.EvseId;
        charger.Log.Append(StartedAt + offset, LogCategory.Scenario, act.Kind, act.Detail, evse);
        _outstanding++;
        _ = DoAsync(act, charger);
    }

    private async Task DoAsync(ScenarioAct act, SimulatedCharger charger)
    {
        ActOutcome outcome;
        try
        {
            outcome = await act.DoAsync(_fleet, charger).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The fleet has ended, or the charger has failed: the charger's own log says so.
            outcome = new(new ChargePoints.Refusal(ChargePoints.RefusalKind.Conflict, error.Message));
        }
        Tell(new ActDone(act, outcome, charger.Shard.Now));
    }

    private void Done(ActDone done)
    {
        _outstanding--;
        if (done.Outcome.ChaosId is { } chaosId)
        {
            _injected.Add((done.Act.ChargerId, chaosId));
        }
        if (done.Outcome.Refusal is { } refusal)
        {
            Refused(done.Act, refusal.Detail, done.At);
        }
    }

    private void Refused(ScenarioAct act, string why, Instant at)
    {
        _refusedActs++;
        Hear(
            new ScenarioEvent
            {
                Time = at,
                ChargerId = act.ChargerId,
                EvseId = act.EvseId,
                Kind = ScenarioEventKind.Refused,
                Detail = Line($"{act.Kind}: {why}"),
            }
        );
    }

    /// <summary>Nothing planned is done any more; what OnStop wants is done at once.</summary>
    private void Finish(RunEnd end, string detail)
    {
        if (end == RunEnd.Failed && End != RunEnd.Failed)
        {
            // Also one that fails in the end.
            (End, _endReason) = (end, detail);
            AddOwn(ScenarioEventKind.Failed, detail);
        }
        if (_phase is RunPhase.Ending or RunPhase.Ended)
        {
            return;
        }
        _phase = RunPhase.Ending;
        _planned.Clear();
        End ??= end;
        Call(TimelineOrigin.Reaction, _reached, () => _scenario.OnStop(_context));
    }

    // What is on its way first; then what is left of this run, and when that is done it is over. A charger that does not
    // answer does not keep it.
    private void Clear(Instant now)
    {
        if (_clearedLatest == Instant.Never)
        {
            _clearedLatest = now + ClearingLimit;
        }
        if (_outstanding == 0 && !_clearing)
        {
            _clearing = true;
            ClearAway();
        }
        if (_outstanding == 0 || now >= _clearedLatest)
        {
            Close(now);
        }
    }

    private void ClearAway()
    {
        foreach (var (chargerId, chaosId) in _injected)
        {
            var active = _fleet.Find(chargerId)?.Chaos.FirstOrDefault(it => it.Id == chaosId);
            if (active is not null)
            {
                var lift = new LiftChaos(chargerId, active.Settings.EvseId, active.Settings.Kind) { ChaosId = chaosId };
                Do(lift, TimelineOrigin.Reaction, _reached);
            }
        }
        foreach (
            var (chargerId, evseId) in _occupied
                .OrderBy(place => place.ChargerId, StringComparer.Ordinal)
                .ThenBy(place => place.EvseId)
        )
        {
            if (
                _fleet.Find(chargerId)?.Snapshot.Evses.ElementAtOrDefault(evseId - 1)
                is { Vehicle: not null }
                    or { Transaction: not null }
            )
            {
                Do(new DriveOff(chargerId, evseId), TimelineOrigin.Reaction, _reached);
            }
        }
    }

    private void Close(Instant now)
    {
        if (_phase == RunPhase.Ended)
        {
            return;
        }
        TakeNews();
        AddOwn(ScenarioEventKind.Ended, End?.ToString().ToLowerInvariant() ?? "");
        EndedAt = now;
        _phase = RunPhase.Ended;
        Dispose();
        _ended.TrySetResult();
    }

    private void AddOwn(string kind, string detail) =>
        Timeline.Add(_reached, StartedAt + _reached, "", 0, TimelineOrigin.Consequence, kind, detail);

    private sealed record ActDone(ScenarioAct Act, ActOutcome Outcome, Instant At);
}
