using ChargePoints;
using Ocpp;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Sites;
using Simulation.Transport;

namespace Simulation;

/// <summary>
/// A charger as the rest of the world sees it: what it last published, and the ways to post to its loop. All members
/// may be used from any thread.
/// </summary>
public sealed class SimulatedCharger
{
    /// <summary>How long an orderly stop waits for answers of the CSMS.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    private readonly ChargerRuntime _runtime;
    private readonly PowerHistory?[] _histories;
    private volatile ChargePointSnapshot _snapshot;
    private volatile ConfigurationView _configuration;
    private volatile LinkStatus _link;
    private volatile IReadOnlyList<ActiveChaos> _chaos = [];
    private volatile string? _failure;
    private volatile bool _running;
    private int _changed;
    private long _lastMessageTicks;

    internal SimulatedCharger(ChargerDefinition definition, DurableState? saved, FleetShard shard, int ordinal)
    {
        Definition = definition;
        Shard = shard;
        Log = new ChargerLog(Id, shard.Shared);
        _histories = new PowerHistory?[definition.ChargePoint.Evses.Count];
        _link = new LinkStatus(LinkState.Off, "", shard.Now, null, 0);
        _runtime = new ChargerRuntime(this, saved, shard, ordinal);
        _snapshot = _runtime.Snapshot;
        _configuration = _runtime.Configuration;
    }

    /// <summary>The OCPP identity.</summary>
    public string Id => Definition.ChargePoint.Id;

    /// <summary>What it is.</summary>
    public ChargerDefinition Definition { get; }

    /// <summary>The charge point after its last step.</summary>
    public ChargePointSnapshot Snapshot => _snapshot;

    /// <summary>Its configuration after its last step.</summary>
    public ConfigurationView Configuration => _configuration;

    /// <summary>Where its CSMS is in the security profile that it has now, without the identity: wss:// from profile 2 on.</summary>
    public Uri CsmsUrl => CsmsAddress.Of(Definition.Link, _configuration.SecurityProfile);

    /// <summary>Its connection.</summary>
    public LinkStatus Link => _link;

    /// <summary>The wish: true from start to stop.</summary>
    public bool Running => _running;

    /// <summary>Why the simulator gave this charger up (an error of its own); null when all is well. A start tries again.</summary>
    public string? Failure => _failure;

    /// <summary>The disturbances in force.</summary>
    public IReadOnlyList<ActiveChaos> Chaos => _chaos;

    /// <summary>Its log.</summary>
    public ChargerLog Log { get; }

    /// <summary>When the last OCPP message came or went; null before the first.</summary>
    public Instant? LastMessageAt =>
        Volatile.Read(ref _lastMessageTicks) is var ticks && ticks == 0 ? null : new Instant(ticks);

    internal FleetShard Shard { get; }

    /// <summary>The site that feeds it; set once, before anything happens.</summary>
    internal Site? Site { get; set; }

    /// <summary>What it takes of the site, as noted there.</summary>
    internal SiteDraw SiteDraw { get; private set; }

    internal ChargerRuntime Runtime => _runtime;

    /// <summary>Switches it on and has it connect. Nothing happens when it runs, but a link that gave up tries again.</summary>
    public void Start()
    {
        _running = true;
        Shard.Post(_runtime, _runtime.Start);
        NoteChanged();
    }

    /// <summary>
    /// Switches it off in an orderly way: running transactions are stopped and reported; waits at most
    /// <paramref name="limit"/> for answers; what is unanswered stays queued. Nothing happens when it is off.
    /// </summary>
    public Task StopAsync(TimeSpan limit)
    {
        _running = false;
        if (Shard.Ended)
        {
            return Task.CompletedTask;
        }
        var stopped = new TaskCompletionSource(Shard.Completion);
        Shard.Post(_runtime, now => _runtime.Stop(limit, stopped, now));
        NoteChanged();
        return stopped.Task;
    }

    /// <summary>
    /// Switches it off for good, to be replaced, unless a transaction runs: false then, and nothing has happened. Asked and
    /// done in one turn of the loop, so that no transaction begins in between; a start afterwards does nothing, and what a
    /// driver does is refused.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The fleet has ended.</exception>
    public ValueTask<bool> RetireIfIdleAsync(TimeSpan limit) => RetireAsync(limit, onlyIfIdle: true);

    /// <summary>
    /// Switches it off for good in an orderly way, to be deleted: as <see cref="StopAsync"/>, but a start afterwards does
    /// nothing, and what a driver does is refused.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The fleet has ended.</exception>
    public async Task RetireAsync(TimeSpan limit) => await RetireAsync(limit, onlyIfIdle: false).ConfigureAwait(false);

    /// <summary>Takes back that it was retired: it has been neither replaced nor deleted. It stays off until it is started.</summary>
    public void Reinstate()
    {
        if (!Shard.Ended)
        {
            Shard.Post(_runtime, _ => _runtime.Reinstate());
        }
    }

    /// <summary>Posts an act of a driver or technician, or a hardware event; complete when the loop has stepped it.</summary>
    /// <exception cref="ArgumentException">The input is the loop's own business: power, link, frames, transfers, time.</exception>
    public ValueTask<StepOutcome> PostAsync(ChargePointInput input) =>
        input
            is PowerOn
                or PowerOff
                or PowerLost
                or LinkUp
                or LinkDown
                or LinkFailed
                or CertificateRequestReady
                or FrameReceived
                or TimeDue
                or TransferEnded
                or SiteSupply
            ? throw new ArgumentException($"{input.GetType().Name} is not for posting.", nameof(input))
            : Shard.PostInput(_runtime, input);

    /// <summary>Begins a disturbance.</summary>
    public ValueTask<ChaosOutcome> InjectAsync(ChaosSettings settings) =>
        AskAsync(now => _runtime.Chaos.Inject(settings, now));

    /// <summary>Begins several disturbances, or none of them.</summary>
    public ValueTask<ChaosOutcomes> InjectAsync(IReadOnlyList<ChaosSettings> all) =>
        AskAsync(now => _runtime.Chaos.Inject(all, now));

    /// <summary>Ends a disturbance; false when there is none of that id.</summary>
    public ValueTask<bool> LiftAsync(string chaosId) => AskAsync(now => _runtime.Chaos.Lift(chaosId, now));

    /// <summary>Ends all disturbances and returns how many there were.</summary>
    public ValueTask<int> LiftAllAsync() => AskAsync(now => _runtime.Chaos.LiftAll(now));

    /// <summary>Power, limit and state of charge of an EVSE over time, oldest first, not before <paramref name="from"/>.</summary>
    public IReadOnlyList<PowerSample> History(int evseId, Instant? from = null) =>
        evseId >= 1 && evseId <= _histories.Length
            ? Volatile.Read(ref _histories[evseId - 1])?.Read(from) ?? []
            : throw new ArgumentOutOfRangeException(nameof(evseId), evseId, "No such EVSE.");

    internal void Publish(ChargePointSnapshot snapshot)
    {
        var before = _snapshot;
        _snapshot = snapshot;
        NoteChanged();
        if (Site is not null)
        {
            NoteDraw(Site, before, snapshot);
        }
    }

    internal void Publish(ConfigurationView configuration)
    {
        _configuration = configuration;
        NoteChanged();
    }

    internal void Publish(LinkStatus link)
    {
        _link = link;
        NoteChanged();
    }

    internal void Publish(IReadOnlyList<ActiveChaos> chaos)
    {
        _chaos = chaos;
        NoteChanged();
    }

    private void NoteDraw(Site site, ChargePointSnapshot before, ChargePointSnapshot snapshot)
    {
        if (ReferenceEquals(before.Evses, snapshot.Evses))
        {
            return;
        }
        var draw = SiteDraw.Of(snapshot);
        site.Add(draw.Less(SiteDraw));
        SiteDraw = draw;
        site.Note();
    }

    internal void PublishFailure(string? failure)
    {
        _failure = failure;
        NoteChanged();
    }

    internal void NoteMessage(Instant now) => Volatile.Write(ref _lastMessageTicks, now.Ticks);

    internal void Sample(EvseSnapshot evse, bool running, Instant at)
    {
        ref var place = ref _histories[evse.Id - 1];
        if (place is null)
        {
            Volatile.Write(ref place, new PowerHistory(Shard.Shared));
        }
        place!.Record(evse, running, at);
    }

    // A full barrier: what is read of the charger after this is at least as new as what was not noted before it.
    internal void TakeChanged() => Interlocked.Exchange(ref _changed, 0);

    internal Task DetachAsync() => AskAsync(_runtime.Detach).AsTask();

    private async ValueTask<bool> RetireAsync(TimeSpan limit, bool onlyIfIdle)
    {
        var stopped = new TaskCompletionSource(Shard.Completion);
        var retired = await AskAsync(now => _runtime.Retire(limit, onlyIfIdle, stopped, now)).ConfigureAwait(false);
        if (retired)
        {
            _running = false;
            NoteChanged();
            await stopped.Task.ConfigureAwait(false);
        }
        return retired;
    }

    private void NoteChanged()
    {
        if (Interlocked.Exchange(ref _changed, 1) == 0)
        {
            Shard.Shared.NoteChanged(this);
        }
    }

    private ValueTask<T> AskAsync<T>(Func<Instant, T> question)
    {
        ObjectDisposedException.ThrowIf(Shard.Ended, typeof(Fleet));
        var answer = new TaskCompletionSource<T>(Shard.Completion);
        Shard.Post(
            _runtime,
            now =>
            {
                try
                {
                    answer.SetResult(question(now));
                }
                catch (Exception error)
                {
                    answer.TrySetException(error);
                    throw;
                }
            }
        );
        return new ValueTask<T>(answer.Task);
    }
}
