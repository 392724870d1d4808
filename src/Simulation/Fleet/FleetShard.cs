using System.Collections.Concurrent;
using ChargePoints;
using Ocpp;
using Simulation.Sites;
using Simulation.Transfers;
using Simulation.Transport;

namespace Simulation;

/// <summary>
/// A share of a fleet: its inbox, its due instants, and what its chargers have in common on their loop. Only the host's
/// thread runs it; others post.
/// </summary>
internal sealed class FleetShard
{
    // Inputs of drivers and of the API that wait to be stepped; beyond it they are refused. Frames are bounded per link.
    private const int MaxPendingInputs = 100_000;

    // A charger that is woken this often at one instant makes no progress: an error of the simulator.
    private const int MaxWakesAtOneInstant = 10_000;

    private readonly ConcurrentQueue<Arrival> _inbox = new();
    private readonly DueHeap _heap = new();
    private readonly Queue<(long Ticket, ChargerRuntime Charger)> _awaitingSave = new();
    private readonly IShardHost _host;
    private readonly List<Site> _sites = [];
    private int _pendingInputs;
    private int _wakesAtInstant;
    private Instant _lastWake;
    private volatile bool _ended;

    public FleetShard(IShardHost host, FleetOptions options, IChargerStore store, FleetShared shared)
    {
        _host = host;
        Options = options;
        Store = store;
        Shared = shared;
        Links = options.Links ?? new WebSocketLinkFactory(() => host.Now);
        Gate = new ConnectGate(Math.Max(1, options.ConnectConcurrency / Math.Max(1, options.Loops)));
        store.Subscribe(() => Post(ArrivalKind.Durable, null, null, null));
    }

    public FleetOptions Options { get; }

    public IChargerStore Store { get; }

    public FleetShared Shared { get; }

    public ILinkFactory Links { get; }

    public ConnectGate Gate { get; }

    public ITransfers Transfers => Options.Transfers!;

    public ShardCounters Counters { get; } = new();

    /// <summary>The effects of the step in hand; one instance serves all chargers of the loop.</summary>
    public Effects Effects { get; } = new();

    /// <summary>The host's present, which a late loop's wakes lag behind.</summary>
    public Instant Now => _host.Now;

    public Instant NextDue => Instant.Min(_heap.NextDue, SiteDue);

    // Few: a location each.
    private Instant SiteDue
    {
        get
        {
            var due = Instant.Never;
            foreach (var site in _sites)
            {
                due = Instant.Min(due, site.Due);
            }
            return due;
        }
    }

    public bool HasArrivals => !_inbox.IsEmpty;

    /// <summary>What has arrived and waits to be handled.</summary>
    public int Arrivals => _inbox.Count;

    /// <summary>
    /// How answers to those who post complete: in real time off the loop's thread; in virtual time on it, for there
    /// nothing may happen on another thread.
    /// </summary>
    public TaskCreationOptions Completion =>
        Options.VirtualTime is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;

    /// <summary>Chargers assigned; read when the next one is.</summary>
    public int Load;

    public void Post(ArrivalKind kind, ChargerRuntime? charger, object? subject, object? detail, int length = 0)
    {
        _inbox.Enqueue(new Arrival(kind, _host.Now, charger, subject, detail, length));
        _host.Signal();
    }

    /// <summary>Has <paramref name="work"/> done on the loop.</summary>
    public void Post(ChargerRuntime charger, Action<Instant> work) => Post(ArrivalKind.Work, charger, work, null);

    /// <summary>True when nothing posted is handled any more.</summary>
    public bool Ended => _ended;

    /// <summary>The loop ends: turns away what is posted from now on.</summary>
    public void End() => _ended = true;

    public ValueTask<StepOutcome> PostInput(ChargerRuntime charger, ChargePointInput input)
    {
        if (_ended)
        {
            var stopping = new Refusal(RefusalKind.Conflict, "The simulator is stopping.");
            return new ValueTask<StepOutcome>(new StepOutcome(stopping, charger.Snapshot));
        }
        if (Interlocked.Increment(ref _pendingInputs) > MaxPendingInputs)
        {
            Interlocked.Decrement(ref _pendingInputs);
            var refusal = new Refusal(
                RefusalKind.Conflict,
                "The simulator is overloaded: too many inputs wait. Try again."
            );
            return new ValueTask<StepOutcome>(new StepOutcome(refusal, charger.Snapshot));
        }
        var outcome = new TaskCompletionSource<StepOutcome>(Completion);
        Post(ArrivalKind.Input, charger, input, outcome);
        return new ValueTask<StepOutcome>(outcome.Task);
    }

    /// <summary>Steps what has arrived and what is due up to <paramref name="now"/>, in the order of time.</summary>
    public void RunUntil(Instant now)
    {
        while (_inbox.TryDequeue(out var arrival))
        {
            RunDue(arrival.At);
            Shared.Meter?.Late(_host.Now - arrival.At);
            Handle(arrival);
        }
        RunDue(now);
    }

    /// <summary>Enters a charger's next due instant.</summary>
    public void Reschedule(ChargerRuntime charger, Instant due) => _heap.Set(charger, due);

    /// <summary>Has the charger told when <paramref name="ticket"/> is durable.</summary>
    public void AwaitSave(ChargerRuntime charger, long ticket) => _awaitingSave.Enqueue((ticket, charger));

    /// <summary>Has a key pair made, which takes long, off the loop; in virtual time on it.</summary>
    public void MakeKeys(ChargerRuntime charger, GenerateKeyPair asked)
    {
        if (Options.VirtualTime is not null)
        {
            Make();
        }
        else
        {
            _ = Task.Run(Make);
        }

        void Make()
        {
            try
            {
                var ready = KeyPairs.Make(asked);
                Post(charger, now => charger.Step(ready, now));
            }
            catch (Exception error)
            {
                // The loop's to deal with: there it stops that charger and says why.
                Post(charger, _ => throw new InvalidOperationException("No key pair could be made.", error));
            }
        }
    }

    private void RunDue(Instant until)
    {
        while (NextDue <= until)
        {
            var due = _heap.NextDue;
            if (SiteDue is var siteDue && siteDue <= due)
            {
                StepSites(siteDue);
                continue;
            }
            var charger = _heap.Next;
            NoteLag(due);
            _wakesAtInstant = due == _lastWake ? _wakesAtInstant + 1 : 0;
            _lastWake = due;
            if (_wakesAtInstant > MaxWakesAtOneInstant + _heap.Count)
            {
                charger.Fail(new InvalidOperationException("It asked to be woken at one instant without end."), due);
                _wakesAtInstant = 0;
                continue;
            }
            Guard(charger, due, static (c, at, _) => c.Wake(at), default);
        }
    }

    private void NoteLag(Instant due)
    {
        var now = _host.Now;
        Counters.NoteLag(now, due);
        Shared.Meter?.Late(now - due);
    }

    private void StepSites(Instant due)
    {
        foreach (var site in _sites)
        {
            if (site.Due <= due)
            {
                site.Step(due);
            }
        }
    }

    private void Schedule(Site site, Instant at)
    {
        if (!_sites.Contains(site))
        {
            _sites.Add(site);
        }
        site.Schedule(at);
    }

    private void Handle(in Arrival arrival)
    {
        switch (arrival.Kind)
        {
            case ArrivalKind.Site:
                Schedule((Site)arrival.Subject!, arrival.At);
                break;
            case ArrivalKind.Durable:
                ReleaseSaved(arrival.At);
                break;
            case ArrivalKind.Input:
                Interlocked.Decrement(ref _pendingInputs);
                Guard(arrival.Charger!, arrival.At, static (c, at, a) => c.Input(a, at), arrival);
                break;
            default:
                Guard(arrival.Charger!, arrival.At, static (c, at, a) => c.Handle(a, at), arrival);
                break;
        }
    }

    private void ReleaseSaved(Instant at)
    {
        var durable = Store.DurableTicket;
        while (_awaitingSave.TryPeek(out var first) && first.Ticket <= durable)
        {
            var charger = _awaitingSave.Dequeue().Charger;
            Guard(charger, at, static (c, now, _) => c.Saved(now), default);
        }
    }

    // An error in one charger is a bug; it must not take the others of the loop with it.
    private static void Guard(
        ChargerRuntime charger,
        Instant at,
        Action<ChargerRuntime, Instant, Arrival> act,
        in Arrival arrival
    )
    {
        try
        {
            act(charger, at, arrival);
        }
        catch (Exception error)
        {
            charger.Fail(error, at);
        }
        charger.Settle();
    }
}
