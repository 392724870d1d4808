using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>Where the charging cable is.</summary>
internal enum CableState
{
    /// <summary>Nothing is plugged in; a fixed cable hangs at its holder.</summary>
    Out,

    /// <summary>In the EVSE's socket, but no longer in the car.</summary>
    EvseOnly,

    /// <summary>The car is connected.</summary>
    Connected,
}

/// <summary>A hardware fault that holds until it is cleared.</summary>
internal sealed record Fault(ChargePointErrorCode ErrorCode, string? Info, FaultCause Cause);

/// <summary>Where a fault comes from: that decides what ends it.</summary>
internal enum FaultCause
{
    /// <summary>The hardware: until it works again.</summary>
    Hardware,

    /// <summary>The lock: until it works again.</summary>
    Lock,

    /// <summary>Somebody's hand: until it is set back, over a power cut too.</summary>
    Hand,
}

/// <summary>A tag that may charge and waits for its car.</summary>
internal sealed record Grant(string IdTag, string? ParentIdTag);

/// <summary>What the reader says of a tag that was turned away.</summary>
internal sealed record RefusedTag(string IdTag, string Why, Instant At);

/// <summary>One connector: its cable, lock, car, meter, status and transaction. The rules are in the files beside it.</summary>
internal sealed partial class Connector
{
    private readonly ChargePoint _cp;
    private Instant _preparingSince;

    public Connector(ChargePoint cp, EvseSettings settings, long registerMilliWh)
    {
        _cp = cp;
        Settings = settings;
        Status = new(cp, settings.Id);
        ulong noiseKey = RandomStream.Key(cp.Settings.Seed, cp.Settings.Id, $"meter {settings.Id}");
        ulong supplyKey = RandomStream.Key(cp.Settings.Seed, cp.Settings.Id, "supply");
        Meter = new(settings, noiseKey, registerMilliWh, cp.Now, supplyKey);
    }

    public ChargePoint ChargePoint => _cp;

    public EvseSettings Settings { get; }

    /// <summary>1..N.</summary>
    public int Id => Settings.Id;

    public ConnectorStatus Status { get; }

    public EvseMeter Meter { get; }

    public Transaction? Transaction { get; set; }

    public CableState Cable { get; set; }

    public VehicleState? Vehicle { get; set; }

    public bool Locked { get; private set; }

    public bool LockFails { get; set; }

    /// <summary>Whose card frees the cable after a stop that left it locked.</summary>
    public Grant? KeptFor { get; set; }

    public Fault? Fault { get; set; }

    /// <summary>EVCommunicationError: the car cannot be heard, so it gets nothing.</summary>
    public bool CommunicationLost { get; set; }

    /// <summary>The EVSE withholds energy because somebody wants it to.</summary>
    public bool EvsePaused { get; set; }

    /// <summary>A disturbance keeps the car from taking anything.</summary>
    public bool SuspendedByEv { get; set; }

    /// <summary>A disturbance keeps the EVSE from giving anything.</summary>
    public bool SuspendedByEvse { get; set; }

    /// <summary>A transaction has ended, or the wait for a tag, and the car is still plugged in.</summary>
    public bool SessionOver { get; set; }

    /// <summary>The wait for a tag has ended: no tag starts this cable before it has been pulled (B6).</summary>
    public bool Abandoned { get; set; }

    public Grant? Grant
    {
        get;
        set => Show(ref field, value);
    }

    /// <summary>The charging profile of the remote start that is under way here.</summary>
    public StartProfile? ProfileOfStart { get; set; }

    /// <summary>The tag that is being checked.</summary>
    public AuthorizationAttempt? Attempt
    {
        get;
        set => Show(ref field, value);
    }

    /// <summary>The last tag that was turned away; null once the reader has something else to say.</summary>
    public RefusedTag? RefusedTag
    {
        get;
        set => Show(ref field, value);
    }

    /// <summary>The last transaction that ended here since this process started.</summary>
    public EndedTransactionSnapshot? LastTransaction { get; set; }

    public Instant ConnectionTimeout
    {
        get;
        set
        {
            field = value;
            _cp.Changed();
        }
    } = Instant.Never;

    public bool Inoperative { get; set; }

    /// <summary>True while it is Unavailable as far as nothing else holds: inoperative, or kept free for new firmware.</summary>
    public bool IsOutOfUse => Inoperative || _cp.FirmwareManagement?.Update is { HoldsConnectors: true };

    /// <summary>Becomes Unavailable when its transaction ends.</summary>
    public bool InoperativeScheduled { get; set; }

    public bool HasLock => Settings.Cable == CableKind.Socket;

    /// <summary>An error that does not prevent charging: the code that goes with a status other than Faulted.</summary>
    public ChargePointErrorCode WarningWith(ChargePointStatus status) =>
        LockFails && Locked ? ChargePointErrorCode.ConnectorLockFailure
        : CommunicationLost && Faults.MayWarn(status) ? ChargePointErrorCode.EVCommunicationError
        : ChargePointErrorCode.NoError;

    /// <summary>True while the contactor may be closed: a transaction runs, and nothing but a limit or the car keeps energy from flowing.</summary>
    public bool MayDeliver =>
        Transaction is not null && !IsWithheld && !IsCarAway && Fault is null && _cp.Power.IsRunning;

    private bool IsWithheld =>
        EvsePaused || SuspendedByEvse || Transaction is { Invalid: true, InvalidUntilMilliWh: null };

    private bool IsCarAway => Cable != CableState.Connected || CommunicationLost || SuspendedByEv;

    /// <summary>When something happens here without an input.</summary>
    public Instant Due
    {
        get
        {
            Instant due = Instant.Min(PowerDue, ConnectionTimeout);
            due = Instant.Min(due, Status.Due);
            return Transaction is null
                ? due
                : Instant.Min(due, Instant.Min(Transaction.NextSample, InvalidTransaction.EnergyDue(this)));
        }
    }

    // Where nobody can tell, the points of the meter's grid are passed over until a reading is taken or the charge may end. What others get of a shared
    // limit, and how long the energy left to an invalid transaction lasts, hangs on the power at each of them.
    private Instant PowerDue =>
        _cp.LiveReadings
        || _cp.SmartCharging is not null
        || !double.IsPositiveInfinity(SiteLimitA)
        || Transaction is { InvalidUntilMilliWh: not null }
            ? Meter.NextChange
            : Meter.FlowHoldsUntil;

    public void OnTime(Instant now)
    {
        if (PowerDue <= now)
        {
            UpdatePower();
        }
        else if (Meter.NextChange <= now)
        {
            // What happens now does not change what was at the points that were passed over.
            Meter.Advance(now);
        }
        if (InvalidTransaction.EnergyDue(this) <= now)
        {
            Meter.Advance(now);
            InvalidTransaction.CheckEnergy(_cp, this);
        }
        if (Transaction is { } transaction && transaction.NextSample <= now)
        {
            SampledMeterValues.OnTime(_cp, this);
        }
        if (ConnectionTimeout <= now)
        {
            Plugs.ConnectionTimedOut(_cp, this);
        }
        Status.OnTime(now);
    }

    /// <summary>
    /// Sets contactor and power by what holds now, and the status of a running transaction by what the power does. Suspended by both
    /// sides counts as suspended by the EVSE (OCPP 1.6 §4.9).
    /// </summary>
    /// <param name="errorCode">A warning that goes with a new status.</param>
    /// <param name="info">A note that goes with a new status.</param>
    public void UpdatePower(ChargePointErrorCode errorCode = ChargePointErrorCode.NoError, string? info = null)
    {
        bool declined = IsCarAway;
        PowerLimit limit = Limit();
        SetSag();
        Meter.Retarget(_cp.Now, limit, MayDeliver, Vehicle);
        _cp.Changed();
        // Interrupted by a power loss it has no status of its own before the boot.
        if (Transaction is null || !_cp.Power.IsRunning)
        {
            return;
        }
        // What the meter shows has been seen.
        _cp.Save(DurableParts.Registers);
        bool carGone = Cable != CableState.Connected;
        ChargePointStatus status =
            IsWithheld || Meter.Flow == EnergyFlow.WithheldByEvse ? ChargePointStatus.SuspendedEVSE
            : declined || Meter.Flow == EnergyFlow.DeclinedByVehicle ? ChargePointStatus.SuspendedEV
            : ChargePointStatus.Charging;
        // A note about the present status stays with it.
        bool same = status == Status.Value;
        Status.MoveTo(
            status,
            CommunicationLost ? ChargePointErrorCode.EVCommunicationError
                : same && !carGone ? Status.ErrorCode
                : errorCode,
            carGone ? Plugs.EvSideDisconnected
                : same && Status.Info != Plugs.EvSideDisconnected ? Status.Info
                : info
        );
    }

    /// <summary>Locks the plug. A fixed cable needs none.</summary>
    public bool TryLock()
    {
        if (!HasLock || Locked)
        {
            return true;
        }
        if (LockFails)
        {
            return false;
        }
        Locked = true;
        _cp.Changed();
        _cp.Tell(EventCategory.Evse, ChargePointEventType.Lock, Id, "plug locked");
        return true;
    }

    /// <summary>Unlocks the plug. False when the lock fails: then it stays locked.</summary>
    public bool Unlock()
    {
        if (!Locked)
        {
            KeptFor = null;
            return true;
        }
        if (LockFails)
        {
            _cp.Tell(EventCategory.Evse, ChargePointEventType.Lock, Id, "the plug could not be unlocked");
            return false;
        }
        Locked = false;
        KeptFor = null;
        _cp.Changed();
        _cp.Tell(EventCategory.Evse, ChargePointEventType.Lock, Id, "plug unlocked");
        return true;
    }

    /// <summary>Nobody wants to charge here any more: grant, check and time-out are dropped.</summary>
    public void EndIntent()
    {
        Grant = null;
        Attempt = null;
        ProfileOfStart = null;
        RefusedTag = null;
        ConnectionTimeout = Instant.Never;
    }

    /// <summary>Preparing begins, and with it ConnectionTimeOut (OCPP 1.6 §4.8).</summary>
    public void Prepare()
    {
        SessionOver = false;
        Status.MoveTo(ChargePointStatus.Preparing, WarningWith(ChargePointStatus.Preparing));
        _preparingSince = _cp.Now;
        ConnectionTimeout = _preparingSince + TimeSpan.FromSeconds(_cp.Configuration.ConnectionTimeOutSeconds);
    }

    /// <summary>ConnectionTimeOut has a new value: it holds for who waits, too.</summary>
    public void ConnectionTimeOutChanged()
    {
        if (ConnectionTimeout != Instant.Never)
        {
            ConnectionTimeout = _preparingSince + TimeSpan.FromSeconds(_cp.Configuration.ConnectionTimeOutSeconds);
        }
    }

    /// <summary>The status that the facts call for while there is no transaction.</summary>
    public ChargePointStatus IdleStatus =>
        Fault is not null ? ChargePointStatus.Faulted
        : IsOutOfUse ? ChargePointStatus.Unavailable
        : Grant is null && !SessionOver && _cp.Reservations?.Of(this) is not null ? ChargePointStatus.Reserved
        : Cable == CableState.Out ? (Grant is null ? ChargePointStatus.Available : ChargePointStatus.Preparing)
        : SessionOver || Cable == CableState.EvseOnly ? ChargePointStatus.Finishing
        : ChargePointStatus.Preparing;

    private bool CanBeReserved =>
        Status.Value == ChargePointStatus.Reserved
        || StatusTransitions.IsAllowed(Status.Value, ChargePointStatus.Reserved);

    // What the snapshot shows of the reader.
    private void Show<T>(ref T? field, T? value)
        where T : class
    {
        if (!ReferenceEquals(field, value))
        {
            field = value;
            _cp.Changed();
        }
    }

    /// <summary>Takes on <see cref="IdleStatus"/>.</summary>
    public void MoveToIdleStatus()
    {
        ChargePointStatus status = IdleStatus;
        if (status == ChargePointStatus.Finishing && Status.Value == ChargePointStatus.Unavailable)
        {
            // The table has no way from Unavailable to Finishing: by way of Preparing, as with an abandoned cable (H2, B6).
            Status.MoveTo(ChargePointStatus.Preparing, WarningWith(ChargePointStatus.Preparing));
        }
        if (status == ChargePointStatus.Available && _cp.Reservations?.Holds(this) == true)
        {
            status = ChargePointStatus.Reserved;
        }
        if (status == ChargePointStatus.Reserved && !CanBeReserved)
        {
            // Only from Available, or back from Faulted (A7, I7).
            Status.MoveTo(ChargePointStatus.Available);
        }
        if (status == ChargePointStatus.Preparing && Status.Value != ChargePointStatus.Preparing)
        {
            Prepare();
        }
        else
        {
            Status.MoveTo(status, Fault?.ErrorCode ?? WarningWith(status), Fault?.Info);
        }
    }
}
