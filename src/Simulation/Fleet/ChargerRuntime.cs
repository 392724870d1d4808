using ChargePoints;
using Ocpp;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Transport;

namespace Simulation;

/// <summary>
/// A charger on its loop: steps the charge point and carries out what it asks for. Nothing here is touched by another
/// thread; links and API post to the shard.
/// </summary>
internal sealed partial class ChargerRuntime : ILinkListener, IChaosTarget
{
    // Of the time for a stop, what is kept for the closing handshake.
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(0.5);

    private readonly SimulatedCharger _face;
    private readonly FleetShard _shard;
    private readonly ChargerLink _link;
    private ChargePoint _point;
    private Instant _pointDue = Instant.Never;
    private Instant _lastStep;
    private Instant _stopLatest = Instant.Never;
    private HeldFrames? _heldFrames;
    private RestartLink? _heldRestart;
    private ChargerChaos? _chaos;
    private List<TaskCompletionSource>? _stopping;
    private bool _linkDownPending;
    private LinkFailed? _linkFailedPending;
    private bool _poweredOffPending;
    private SiteSupply? _supply;
    private bool _noPower;
    private bool _retired;
    private bool _detached;

    public ChargerRuntime(SimulatedCharger face, DurableState? saved, FleetShard shard, int ordinal)
    {
        _face = face;
        _shard = shard;
        Ordinal = ordinal;
        _lastStep = shard.Now;
        _point = Make(saved, _lastStep);
        _link = new ChargerLink(this, shard);
    }

    public string Id => _face.Id;

    public int Ordinal { get; }

    /// <summary>Where the due heap keeps it; -1 when it is not in it.</summary>
    public int HeapPlace { get; set; } = -1;

    public ChargePointSnapshot Snapshot => _point.Snapshot;

    public ConfigurationView Configuration => _point.Configuration;

    public ChargerChaos Chaos => _chaos ??= new ChargerChaos(this, _face);

    public LinkSettings LinkSettings => _face.Definition.Link;

    public LinkState LinkState => _face.Link.State;

    public string LinkDetail => _face.Link.Detail;

    public TimeSpan PingInterval => TimeSpan.FromSeconds(_point.Configuration.WebSocketPingIntervalSeconds);

    public string CsmsName =>
        CsmsAddress.WithoutSecrets(CsmsAddress.Of(LinkSettings, _point.Configuration.SecurityProfile));

    // ---- what the shard calls

    public void Wake(Instant now)
    {
        if (_link.Due <= now)
        {
            _link.Wake(now);
        }
        if (_chaos is { } chaos && chaos.Due <= now)
        {
            chaos.EndDue(now);
        }
        WakeNetwork(now);
        AfterLinkChanges(now);
        if (_pointDue <= now)
        {
            Step(TimeDue.Instance, now);
        }
    }

    public void Input(in Arrival arrival, Instant now)
    {
        var outcome = (TaskCompletionSource<StepOutcome>)arrival.Detail!;
        try
        {
            var refusal =
                _detached ? new Refusal(RefusalKind.Unknown, "The charger has been removed.")
                : _retired ? new Refusal(RefusalKind.Conflict, "The charger is just being changed or deleted.")
                : Step((ChargePointInput)arrival.Subject!, now);
            outcome.SetResult(new StepOutcome(refusal, _point.Snapshot));
        }
        catch (Exception error)
        {
            outcome.TrySetException(error);
            throw;
        }
    }

    public void Handle(in Arrival arrival, Instant now)
    {
        switch (arrival.Kind)
        {
            case ArrivalKind.Frame:
                Frame(arrival, now);
                break;
            case ArrivalKind.LinkOpened:
                _link.Opened((ILink)arrival.Subject!, now);
                break;
            case ArrivalKind.LinkIgnored when _link.IsCurrent(arrival.Subject):
                Log("ignored", (string)arrival.Detail!, now);
                break;
            case ArrivalKind.LinkClosed:
                _link.Closed((ILink)arrival.Subject!, (string)arrival.Detail!, (LinkFailureKind)arrival.Length, now);
                break;
            case ArrivalKind.Work:
                ((Action<Instant>)arrival.Subject!)(now);
                break;
        }
        AfterLinkChanges(now);
    }

    /// <summary>More of what it saved is durable.</summary>
    public void Saved(Instant now)
    {
        if (_heldFrames is { } held && held.SendDurable(_shard.Store.DurableTicket, this, now))
        {
            _heldFrames = null;
            if (_heldRestart is { } restart)
            {
                _heldRestart = null;
                _link.Restart(restart.Reason, now);
                AfterLinkChanges(now);
            }
        }
    }

    /// <summary>Enters the next due instant after anything has been done.</summary>
    public void Settle() =>
        _shard.Reschedule(
            this,
            _detached
                ? Instant.Never
                : Instant.Min(Instant.Min(_pointDue, _link.Due), Instant.Min(ChaosDue, NetworkDue))
        );

    /// <summary>An error of the simulator in this charger: it stands still until it is started again.</summary>
    public void Fail(Exception error, Instant now)
    {
        var failure = $"{error.GetType().Name}: {error.Message}";
        Interlocked.Increment(ref _shard.Counters.ChargersFailed);
        _pointDue = Instant.Never;
        CancelTransfers();
        _face.PublishFailure(failure);
        _face.Log.Append(
            now,
            LogCategory.System,
            "charger-failed",
            $"An error of the simulator stopped this charger; start it again. {error}"
        );
        try
        {
            _link.Cut("The charger failed.", now);
        }
        catch (Exception another)
        {
            _face.Log.Append(now, LogCategory.System, "charger-failed", another.ToString());
        }
        _linkDownPending = false;
        CompleteStop();
        Settle();
    }

    // ---- what the owner posts

    public void Start(Instant now)
    {
        if (_face.Failure is not null)
        {
            DurableState kept = _point.Durable;
            _point = Make(kept, now);
            _pointDue = Instant.Never;
            if (_supply is { } supply)
            {
                Step(supply, now);
            }
            SaveWhole(kept);
            _face.PublishFailure(null);
            _chaos?.LiftAll(now);
        }
        if (!_face.Running || _noPower || _retired || _detached)
        {
            return;
        }
        PowerUp(now);
        if (LinkState == LinkState.Failed)
        {
            _link.Want(now);
        }
    }

    public void Stop(TimeSpan limit, TaskCompletionSource stopped, Instant now)
    {
        if (!_point.Snapshot.PoweredOn || _face.Failure is not null)
        {
            _link.Unwant("Switched off.", now, now + limit);
            CompleteWhenOff(stopped);
            return;
        }
        (_stopping ??= []).Add(stopped);
        if (_stopping.Count == 1)
        {
            _stopLatest = now + limit;
            Step(new PowerOff(limit > 2 * CloseTime ? limit - CloseTime : limit / 2), now);
        }
    }

    /// <summary>An orderly stop that is the last; with <paramref name="onlyIfIdle"/> only if no transaction runs.</summary>
    public bool Retire(TimeSpan limit, bool onlyIfIdle, TaskCompletionSource stopped, Instant now)
    {
        if (onlyIfIdle && _point.Snapshot.Evses.Any(evse => evse.Transaction is not null))
        {
            return false;
        }
        _retired = true;
        Stop(limit, stopped, now);
        return true;
    }

    /// <summary>The site that feeds it has changed.</summary>
    public void Supply(SiteSupply supply, Instant now)
    {
        _supply = supply;
        Step(supply, now);
    }

    public void Reinstate() => _retired = false;

    /// <summary>Cuts the charger off from everything; it is never stepped again.</summary>
    public bool Detach(Instant now)
    {
        _link.Cut("The charger is removed.", now);
        _linkDownPending = false;
        _detached = true;
        _heldFrames = null;
        CancelTransfers();
        CompleteStop();
        return true;
    }

    // ---- what the link calls

    public LinkRequest LinkRequest() => new(Id, LinkSettings, _point.LinkSecurity);

    public void LinkUp(string? serverRoot, Instant now) => Step(new LinkUp { ServerRoot = serverRoot }, now);

    public void LinkFailed(LinkFailed failed) => _linkFailedPending = failed;

    // Steps after the effects in hand are carried out: closing is itself an effect.
    public void LinkDown(Instant now)
    {
        _heldFrames = null;
        _heldRestart = null;
        _network?.Clear();
        _linkDownPending = true;
    }

    public void LinkOff()
    {
        if (!_point.Snapshot.PoweredOn)
        {
            CompleteStop();
        }
    }

    public void Publish(LinkStatus status) => _face.Publish(status);

    public void Log(string type, string detail, Instant now) =>
        _face.Log.Append(now, LogCategory.Connection, type, detail);

    // In virtual time nobody looks at the readings between what goes over the wire.
    private ChargePoint Make(DurableState? saved, Instant now) =>
        new(_face.Definition.ChargePoint, saved, now) { LiveReadings = _shard.Options.VirtualTime is null };

    private void PowerUp(Instant now)
    {
        // A start ends a stop that is still under way; what it has not delivered stays queued.
        CompleteStop();
        Step(new PowerOn(), now);
    }

    private void CompleteWhenOff(TaskCompletionSource stopped)
    {
        if (_link.IsOff)
        {
            stopped.TrySetResult();
        }
        else
        {
            (_stopping ??= []).Add(stopped);
        }
    }

    private void CompleteStop()
    {
        foreach (var stopped in _stopping ?? [])
        {
            stopped.TrySetResult();
        }
        _stopping = null;
        _stopLatest = Instant.Never;
    }
}
