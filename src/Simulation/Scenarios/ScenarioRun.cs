using System.Collections.Concurrent;
using Ocpp;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios;

/// <summary>
/// One run of a scenario, as an engine in time: it does what is due until the instant it is told, and says when it wants to be
/// asked again. <see cref="RunUntil"/> is for one caller at a time (<see cref="ScenarioLoop"/> in real time,
/// <see cref="VirtualRun"/> in virtual time); everything else may be called from any thread.
/// </summary>
public sealed partial class ScenarioRun : IDisposable
{
    /// <summary>The longest run: a week.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(7);

    private const int MaxPlanned = 1_000_000;
    private const int MaxReactionsAtOnce = 100_000;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClearingLimit = TimeSpan.FromSeconds(10);

    private readonly IScenario _scenario;
    private readonly IScenarioFleet _fleet;
    private readonly ScenarioContext _context;
    private readonly PriorityQueue<Planned, (long Ticks, long Order)> _planned = new();
    private readonly RunHash _planHash = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimelineOrigin? _origin;
    private TimeSpan _nextTick = Tick;
    private TimeSpan _reached;
    private Instant _clearedLatest = Instant.Never;
    private long _order;
    private int _reactionsAtOnce;
    private int _outstanding;
    private bool _clearing;
    private bool _done;
    private string? _endReason;
    private volatile bool _stopAsked;
    private volatile RunPhase _phase;
    private long _plannedActs;
    private long _refusedActs;

    /// <summary>Makes a run that begins at the order's instant.</summary>
    public ScenarioRun(ScenarioOrder order, IScenarioFleet fleet)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Duration, Tick, nameof(order));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Duration, LongestDuration, nameof(order));
        Order = order;
        _scenario = order.Scenario;
        _fleet = fleet;
        _context = new ScenarioContext(this, order);
    }

    /// <summary>What it was made of.</summary>
    public ScenarioOrder Order { get; }

    /// <summary>When it begins or began.</summary>
    public Instant StartedAt => Order.StartAt;

    /// <summary>When it was over, clearing away included; null before.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>Why it ended; null before.</summary>
    public RunEnd? End { get; private set; }

    /// <summary>True until it is over, clearing away included.</summary>
    public bool Running => _phase != RunPhase.Ended;

    /// <summary>Complete when it is over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What was done and what came of it.</summary>
    public Timeline Timeline { get; } = new();

    /// <summary>
    /// SHA-256 over what OnStart and OnTick have planned so far, in the order of planning: a line for each act, the JSON array of
    /// offset in ms, charger, EVSE, kind and detail.
    /// </summary>
    public string Hash => _planHash.Hex;

    /// <summary>Acts planned so far, reactions included.</summary>
    public long PlannedActs => Volatile.Read(ref _plannedActs);

    /// <summary>What became of the scenario's expectations so far.</summary>
    public ExpectationOutcomes Expectations { get; } = new();

    /// <summary>Acts refused so far.</summary>
    public long RefusedActs => Volatile.Read(ref _refusedActs);

    /// <summary>Has <see cref="RunUntil"/> called soon: something has happened. Set by whoever runs it; called on any thread.</summary>
    public Action? Woken { get; set; }

    /// <summary>When it wants to be asked again, if nothing happens before.</summary>
    public Instant Due =>
        _phase switch
        {
            RunPhase.Waiting => StartedAt,
            RunPhase.Running => StartedAt + NextOffset,
            RunPhase.Ending => _clearedLatest,
            _ => Instant.Never,
        };

    private TimeSpan NextOffset =>
        _planned.TryPeek(out _, out var first) && first.Ticks < _nextTick.Ticks
            ? TimeSpan.FromTicks(first.Ticks)
            : _nextTick;

    /// <summary>Simulated time since it began, up to its end.</summary>
    public TimeSpan ElapsedAt(Instant now)
    {
        var elapsed = _phase is RunPhase.Ending or RunPhase.Ended ? _reached : now - StartedAt;
        return TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks, 0, Order.Duration.Ticks));
    }

    /// <summary>Ends it early. It is over when <see cref="Ended"/> is complete.</summary>
    public void Stop()
    {
        _stopAsked = true;
        Woken?.Invoke();
    }

    /// <summary>Takes what has happened and does what is due, in the order of time.</summary>
    public void RunUntil(Instant now)
    {
        if (_phase == RunPhase.Waiting && now >= StartedAt)
        {
            Begin();
        }
        TakeNews();
        while (_phase == RunPhase.Running && Due <= now)
        {
            Next();
            TakeNews();
        }
        if (_done && _phase == RunPhase.Running && _planned.Count == 0 && _outstanding == 0)
        {
            Finish(RunEnd.Finished, "");
        }
        if (_stopAsked && _phase is RunPhase.Waiting or RunPhase.Running)
        {
            Advance(now - StartedAt);
            Finish(RunEnd.Stopped, "");
        }
        if (_phase == RunPhase.Ending)
        {
            Clear(now);
        }
    }

    /// <summary>Ends it because of an error of the simulator: nothing is cleared away.</summary>
    public void Abandon(Exception error, Instant now)
    {
        End = RunEnd.Failed;
        _endReason ??= Line($"{error.GetType().Name}: {error.Message}");
        Close(now);
    }

    /// <summary>Stops listening; for one that is not run any more.</summary>
    public void Dispose()
    {
        Unlisten();
        _planHash.Dispose();
        Timeline.Dispose();
    }

    internal void Plan(TimeSpan offset, ScenarioAct act, bool reaction = false)
    {
        var origin =
            _origin
            ?? throw new InvalidOperationException("A scenario plans while it is called, and at no other time.");
        if (reaction)
        {
            origin = TimelineOrigin.Reaction;
        }
        offset = TimeSpan.FromTicks(Math.Max(offset.Ticks, _context.Elapsed.Ticks));
        if (_phase == RunPhase.Ending)
        {
            _plannedActs++;
            Do(act, origin, _reached);
            return;
        }
        if (offset >= Order.Duration)
        {
            return;
        }
        if (_planned.Count >= MaxPlanned)
        {
            throw new InvalidOperationException($"The scenario plans more than {MaxPlanned} acts ahead.");
        }
        if (origin == TimelineOrigin.Plan)
        {
            _planHash.Add(null, offset, act.ChargerId, act.EvseId, act.Kind, act.Detail);
        }
        else if (++_reactionsAtOnce > MaxReactionsAtOnce)
        {
            throw new InvalidOperationException(
                $"The scenario reacts more than {MaxReactionsAtOnce} times without time passing."
            );
        }
        _plannedActs++;
        _planned.Enqueue(new Planned(act, origin), (offset.Ticks, _order++));
    }

    internal void EndWhenIdle() => _done = true;

    internal void Report(ExpectationOutcome outcome)
    {
        Expectations.Add(outcome);
        Timeline.Add(
            _reached,
            StartedAt + _reached,
            outcome.ChargerId,
            outcome.EvseId,
            TimelineOrigin.Consequence,
            outcome.Met ? ScenarioEventKind.ExpectationMet : ScenarioEventKind.ExpectationFailed,
            Line(outcome.Met ? outcome.Name : $"{outcome.Name}: {outcome.Reason} (line {outcome.Line})")
        );
    }

    internal SimulatedCharger? Look(string chargerId) => _fleet.Find(chargerId);

    private void Begin()
    {
        _phase = RunPhase.Running;
        Call(
            TimelineOrigin.Plan,
            TimeSpan.Zero,
            () =>
            {
                foreach (var charger in _context.Chargers)
                {
                    if (_fleet.Find(charger.Id) is { } unit)
                    {
                        Listen(unit);
                    }
                    Plan(TimeSpan.Zero, new StartCharger(charger.Id));
                }
                _scenario.OnStart(_context);
            }
        );
        // Before what has happened meanwhile: nothing has come of the run yet.
        while (_phase == RunPhase.Running && NextOffset == TimeSpan.Zero)
        {
            Next();
        }
    }

    // At the same instant the tick comes before the acts, so that it can plan for its own instant.
    private void Next()
    {
        var offset = NextOffset;
        Advance(offset);
        if (offset < _nextTick)
        {
            var planned = _planned.Dequeue();
            Do(planned.Act, planned.Origin, offset);
            return;
        }
        _nextTick += Tick;
        Call(TimelineOrigin.Plan, offset, () => _scenario.OnTick(_context, Tick));
        if (offset >= Order.Duration && _phase == RunPhase.Running)
        {
            Finish(RunEnd.Finished, "");
        }
    }

    private void Advance(TimeSpan elapsed)
    {
        elapsed = TimeSpan.FromTicks(Math.Min(elapsed.Ticks, Order.Duration.Ticks));
        if (elapsed > _reached)
        {
            _reached = elapsed;
            _reactionsAtOnce = 0;
        }
    }

    // An error of a scenario ends its run, and nothing else. A tick sees its own instant, however late it comes and whatever
    // has happened since.
    private void Call(TimelineOrigin origin, TimeSpan elapsed, Action scenario)
    {
        (_origin, _context.Elapsed) = (origin, elapsed);
        try
        {
            scenario();
        }
        catch (Exception error)
        {
            Finish(RunEnd.Failed, Line(error.Message));
        }
        finally
        {
            _origin = null;
        }
    }

    private readonly record struct Planned(ScenarioAct Act, TimelineOrigin Origin);
}

/// <summary>Why a run ended; in the API in lower case.</summary>
public enum RunEnd
{
    /// <summary>Its duration was over.</summary>
    Finished,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>The scenario failed.</summary>
    Failed,
}

internal enum RunPhase
{
    Waiting,
    Running,
    Ending,
    Ended,
}
