using System.Collections.Frozen;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// One OCPP 1.6J charge point as a pure state machine: <see cref="Step"/> takes an input and the time, and says what is to be
/// done and when it wants to be woken. No clock, no I/O, no shared randomness; not thread-safe, except for
/// <see cref="Snapshot"/> and <see cref="Configuration"/>, which are immutable and may be read from anywhere.
/// This file says what goes where; the behaviour is in the folders.
/// </summary>
public sealed partial class ChargePoint
{
    private const int MostOfError = 500;

    private ChargePointSnapshot _snapshot;

    /// <summary>A charge point that is off.</summary>
    /// <param name="settings">What it is.</param>
    /// <param name="saved">What survived of it; null for a new one.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="ArgumentException">The EVSE ids are not 1..N.</exception>
    public ChargePoint(ChargePointSettings settings, DurableState? saved, Instant now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        for (int i = 0; i < settings.Evses.Count; i++)
        {
            if (settings.Evses[i].Id != i + 1)
            {
                throw new ArgumentException("EVSE ids must be 1, 2, 3 and so on.", nameof(settings));
            }
        }
        Settings = settings;
        Now = _made = now;
        Configuration = InitialConfiguration(settings, saved);
        Registration = new(this);
        Heartbeat = new(this);
        Outbox = new(this);
        Queue = new(this);
        Authorization = new(this);
        AuthorizationCache = new(this);
        Transactions = new(this);
        Aligned = new(this);
        Power = new(this);
        Station = new(this);
        SecurityEvents = new(this);
        Connectors = new Connector[settings.Evses.Count];
        Restore(saved ?? new DurableState { Counters = new() { Era = EraOf(now) } });
        _snapshot = SnapshotOf(this, before: null);
    }

    /// <summary>The charge point as others see it. A new instance after each step that changed it.</summary>
    public ChargePointSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Its configuration: typed values, and all keys as OCPP has them.</summary>
    public ConfigurationView Configuration { get; internal set; }

    /// <summary>
    /// True: it wakes for every point of its meters' grid while a car charges, so that the snapshot is never older than 10 s. False: only for what it
    /// tells its CSMS, which is the same in both cases.
    /// </summary>
    public bool LiveReadings { get; init; } = true;

    /// <summary>What of it must survive a power cut, as of now.</summary>
    /// <remarks>All of it; what a step has changed is written with <see cref="Write"/>.</remarks>
    public DurableState Durable => ToDurable(AllParts, withMessages: true);

    internal ChargePointSettings Settings { get; }

    /// <summary>What it does with the calls of the CSMS.</summary>
    internal FrozenDictionary<OcppAction, CallHandler> Handlers { get; init; } = CallHandlers.All;

    internal Registration Registration { get; }

    internal Heartbeat Heartbeat { get; }

    internal Outbox Outbox { get; }

    internal TransactionQueue Queue { get; }

    internal Authorization Authorization { get; }

    internal AuthorizationCache AuthorizationCache { get; }

    internal TransactionList Transactions { get; }

    internal AlignedMeterValues Aligned { get; }

    internal PowerSupply Power { get; }

    internal Station Station { get; }

    internal SecurityEvents SecurityEvents { get; }

    internal Connector[] Connectors { get; }

    /// <summary>Takes one input.</summary>
    /// <param name="input">What happens.</param>
    /// <param name="now">The present; never less than before.</param>
    /// <param name="effects">Receives what is to be done; what it held before is forgotten.</param>
    /// <returns>When to wake it, and why the input was refused, if it was.</returns>
    public StepResult Step(ChargePointInput input, Instant now, Effects effects)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(effects);
        effects.Clear();
        Begin(now, effects);
        RunTimers();
        Refusal? refusal = Take(input);
        SettleFirmware();
        SettleReservations();
        SettleLimits();
        Outbox.Pump();
        Power.CheckDone();
        End();
        return new(Due, refusal);
    }

    // The inputs.
    private Refusal? Take(ChargePointInput input)
    {
        switch (input)
        {
            case TimeDue:
                return null;
            case FrameReceived frame:
                Receive(frame);
                return null;
            case PowerOn:
                Power.On();
                return null;
            case PowerOff off:
                Power.Off(off.Limit);
                return null;
            case PowerLost:
                Power.Lost();
                return null;
            case LinkUp up:
                OnLinkUp(up);
                return null;
            case LinkDown:
                OnLinkDown();
                return null;
            case PlugIn plug:
                return ForDriver(plug.EvseId, out Connector? c) ?? Plugs.In(this, c!, plug.Vehicle);
            case Unplug unplug:
                return Unplugged(unplug);
            case PresentTag tag:
                return ForDriver(tag.EvseId, out c) ?? TagReader.Present(this, c!, tag.IdTag);
            case StopTransaction stop:
                return ForDriver(stop.EvseId, out c) ?? StopButton(c!, stop.Reason);
            case SetStatus status:
                return ForDriver(status.EvseId, out c) ?? ManualStatus.Set(this, c!, status);
            case FaultStarted fault:
                return Faults.Begin(this, fault);
            case FaultCleared cleared:
                return Faults.Clear(this, cleared.EvseId);
            case LockFailure lockFailure:
                return Faults.SetLockFailure(this, lockFailure);
            case SetPowerFactor factor:
                return Disturbances.Set(this, factor);
            case Suspend suspend:
                return Disturbances.Set(this, suspend);
            case SkewClock skew:
                return Skew(skew.Skew);
            case SiteSupply supply:
                SetSiteSupply(supply);
                return null;
            case SetConfiguration set:
                return ChangeConfigurationHandler.Set(this, set);
            case TransferEnded transfer:
                FirmwareManagement?.Ended(transfer);
                return null;
            case SendDataTransfer data:
                return DataTransferHandler.Send(this, data);
            default:
                return TakeSecurity(input);
        }
    }

    // An error of ours in one call ends neither the charge point nor the connection: the call has failed, and that is its answer.
    private void Answer(string messageId, OcppAction action, object request)
    {
        if (!Has(action.Profile) || !Handlers.TryGetValue(action, out CallHandler? handle))
        {
            DisabledProfile.Handle(this, messageId, action);
            return;
        }
        try
        {
            handle(this, messageId, request);
        }
        catch (Exception error)
        {
            Outbox.ReplyFailed(messageId, action);
            Tell(EventCategory.System, ChargePointEventType.CallHandlerFailed, 0, DescriptionOf(action, error));
        }
    }

    private static string DescriptionOf(OcppAction action, Exception error) =>
        Line($"{action.Name}: {error.GetType().Name}: {error.Message}");

    // What happens by itself when its time has come.
    private void RunTimers()
    {
        Power.OnTime(Now);
        if (!Power.IsRunning)
        {
            return;
        }
        Outbox.OnTime(Now);
        SettleReservations();
        SmartCharging?.Settle();
        foreach (Connector connector in Connectors)
        {
            connector.OnTime(Now);
        }
        Station.Status.OnTime(Now);
        Aligned.OnTime(Now);
        _ownCertificates?.OnTime();
        if (Power.IsServing)
        {
            FirmwareManagement?.OnTime(Now);
        }
    }

    private Instant Due
    {
        get
        {
            if (!Power.IsRunning)
            {
                return Power.Due;
            }
            Instant due = Instant.Min(Power.Due, Outbox.Due);
            due = Instant.Min(due, Instant.Min(Station.Status.Due, Aligned.Due));
            due = Instant.Min(due, _ownCertificates?.Due ?? Instant.Never);
            due = Instant.Min(due, SmartCharging?.Due ?? Instant.Never);
            due = Instant.Min(due, ReservationsDue);
            if (FirmwareManagement is { } firmware && Power.IsServing)
            {
                due = Instant.Min(due, firmware.Due);
            }
            foreach (Connector connector in Connectors)
            {
                due = Instant.Min(due, connector.Due);
            }
            return due;
        }
    }

    private void Receive(FrameReceived frame)
    {
        if (!LinkIsUp)
        {
            return;
        }
        System.Buffers.ArrayBufferWriter<byte> frames = Effects.Frames;
        int start = frames.WrittenCount;
        Received received = Outbox.Session.Receive(TransactionIdText.Read(this, frame.Utf8), Now, frames);
        bool repeats = received.Kind == ReceivedKind.Call && frame.IsInProgress?.Invoke(received.MessageId) == true;
        string? problem =
            repeats ? "a call with that message id is still in progress"
            : received.Problem.Length == 0 ? null
            : received.Problem;
        // Nothing is answered while the CSMS rejects this charge point (OCPP 1.6 §4.2).
        bool rejected = Registration.Status == RegistrationStatus.Rejected;
        bool silent = rejected && received.Type == MessageType.Call;
        Effects.Add(
            new FrameHandled(
                received.Type,
                received.ActionName,
                received.MessageId,
                received.RoundTrip,
                silent ? "not answered: registration is rejected" : problem
            )
        );
        NoteReplay(received, frame.Utf8.Span);
        switch (received.Kind)
        {
            case ReceivedKind.Call when repeats && !silent:
                Outbox.ReplyError(received.MessageId, received.Action!, RpcErrorCode.GenericError, problem!);
                break;
            case ReceivedKind.Call when !silent:
                Answer(received.MessageId, received.Action!, received.Payload!);
                break;
            case ReceivedKind.RefusedCall when !silent:
                ReadOnlyMemory<byte> error = frames.WrittenMemory[start..];
                Effects.Add(
                    new SendFrame(error, MessageType.CallError, received.ActionName, received.MessageId, false)
                );
                string called = received.Action?.Name ?? "An unknown action";
                TellRefused(called, OcppEnum.Name(received.ErrorCode), received.Problem, evseId: 0);
                break;
            case ReceivedKind.Result:
                Outbox.Answered(received.Call!, received.Payload!);
                break;
            case ReceivedKind.Error:
                Outbox.Refused(received.Call!, $"{OcppEnum.Name(received.ErrorCode)} {received.Problem}");
                break;
            case ReceivedKind.BadResult:
                Outbox.Refused(received.Call!, $"the answer is not valid: {received.Problem}");
                break;
            case ReceivedKind.Dropped when received is { Type: null, IsOfUnknownType: false }:
                SecurityEvents.Report(SecurityEventType.InvalidMessages, problem);
                if (!rejected)
                {
                    Unreadable.Answer(this, received.Problem);
                }
                break;
        }
    }

    private void OnLinkUp(LinkUp up)
    {
        if (!Power.IsRunning)
        {
            // A connection that was made while the power went.
            Effects.Add(new CloseLink("the charge point is off"));
            return;
        }
        if (LinkIsUp)
        {
            OnLinkDown();
        }
        LinkIsUp = true;
        SecureLinkIsUp(up);
        Heartbeat.Restart();
        Registration.LinkIsUp();
        if (Online)
        {
            ReportChangedStatuses();
            FirmwareManagement?.Notices.Pump();
        }
    }

    private void OnLinkDown()
    {
        if (!LinkIsUp)
        {
            return;
        }
        LinkIsGone();
        foreach (Connector connector in Connectors)
        {
            connector.Status.OffLine();
        }
        Station.Status.OffLine();
        Outbox.LinkIsDown();
        Queue.SaveAll();
    }
}
