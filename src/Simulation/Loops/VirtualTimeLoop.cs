using Ocpp;

namespace Simulation;

/// <summary>
/// Virtual time: everything happens on the caller's thread, from instant to instant, in an order that depends on
/// nothing but the inputs. Of the same instant, scheduled actions come first, in the order of their scheduling, then
/// arrivals in their order, then due chargers in the order of their adding.
/// </summary>
public sealed class VirtualTimeLoop : IShardHost
{
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _scheduled = new();
    private readonly List<FleetShard> _shards = [];
    private long _order;

    /// <summary>Starts at <paramref name="start"/>.</summary>
    public VirtualTimeLoop(Instant start) => Now = start;

    /// <inheritdoc/>
    public Instant Now { get; private set; }

    /// <summary>Has <paramref name="action"/> run at <paramref name="at"/>, or now if that has passed.</summary>
    public void Schedule(Instant at, Action action) =>
        _scheduled.Enqueue(action, (Instant.Max(at, Now).Ticks, _order++));

    /// <summary>Lets <paramref name="duration"/> pass.</summary>
    public void Advance(TimeSpan duration) => RunUntil(Now + duration);

    /// <summary>Lets time pass until <paramref name="end"/>, that instant included.</summary>
    public void RunUntil(Instant end)
    {
        while (NextAt(end) is { } at)
        {
            RunInstant(at);
        }
        Now = Instant.Max(Now, end);
    }

    /// <summary>Lets time pass until <paramref name="condition"/> holds; false when it does not within <paramref name="limit"/>.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = Now + limit;
        while (!condition())
        {
            if (NextAt(end) is not { } at)
            {
                Now = end;
                return condition();
            }
            RunInstant(at);
        }
        return true;
    }

    /// <summary>Lets time pass until <paramref name="task"/> is complete and returns its result.</summary>
    public T Await<T>(ValueTask<T> task, TimeSpan limit)
    {
        var pending = task.AsTask();
        return RunUntil(() => pending.IsCompleted, limit)
            ? pending.GetAwaiter().GetResult()
            : throw new TimeoutException($"Not complete within {limit} of virtual time.");
    }

    /// <summary>Lets time pass until <paramref name="task"/> is complete.</summary>
    public void Await(Task task, TimeSpan limit)
    {
        if (!RunUntil(() => task.IsCompleted, limit))
        {
            throw new TimeoutException($"Not complete within {limit} of virtual time.");
        }
        task.GetAwaiter().GetResult();
    }

    void IShardHost.Signal()
    {
        // Nobody sleeps: the inbox is looked at before time moves on.
    }

    internal void Attach(FleetShard shard) => _shards.Add(shard);

    private Instant? NextAt(Instant end)
    {
        var next = Instant.Never;
        foreach (var shard in _shards)
        {
            next = Instant.Min(next, shard.HasArrivals ? Now : shard.NextDue);
        }
        if (_scheduled.TryPeek(out _, out var first))
        {
            next = Instant.Min(next, new Instant(first.Ticks));
        }
        next = Instant.Max(next, Now);
        return next <= end && next < Instant.Never ? next : null;
    }

    private void RunInstant(Instant at)
    {
        // Without a context, what awaits an answer goes on right here, on this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            RunAt(at);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void RunAt(Instant at)
    {
        Now = at;
        while (_scheduled.TryPeek(out _, out var first) && first.Ticks <= at.Ticks)
        {
            _scheduled.Dequeue()();
        }
        foreach (var shard in _shards)
        {
            shard.RunUntil(at);
        }
    }
}
