using System.Buffers;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;
using Simulation.Logs;
using Simulation.Transport;

namespace Simulation;

/// <summary>Stepping the charge point and carrying out the effects.</summary>
internal sealed partial class ChargerRuntime
{
    private long _ticket;

    // When the last call really went out: the one that an answer with a round trip answers.
    private Instant _callSentAt;

    public Refusal? Step(ChargePointInput input, Instant now)
    {
        if (_face.Failure is not null || _detached)
        {
            return new Refusal(RefusalKind.Conflict, "An error of the simulator stopped this charger; start it again.");
        }
        // The instants of one charger never go back, whichever thread stamped them.
        now = _lastStep = Instant.Max(_lastStep, now);
        var effects = _shard.Effects;
        effects.Clear();
        var before = _point.Snapshot;
        var result = _point.Step(input, now, effects);
        _shard.Counters.Steps++;
        _pointDue = result.Due;
        Save(effects);
        _shard.Options.Witness?.Saw(Id, effects, _point.Snapshot);
        if (input is FrameReceived frame)
        {
            LogReceived(effects, frame, now);
        }
        CarryOut(effects, now);
        PublishAfter(before, now);
        PublishConfiguration();
        AfterLinkChanges(now);
        return result.Refusal;
    }

    /// <summary>Sends a frame that nothing holds back any more.</summary>
    public void SendNow(ReadOnlySpan<byte> utf8, MessageType type, string action, string messageId, Instant now)
    {
        if (!_link.IsUp)
        {
            return;
        }
        _face.Log.AppendFrame(now, LogDirection.Out, type, action, messageId, null, null, utf8);
        _face.NoteMessage(now);
        _shard.Counters.MessagesOut++;
        _shard.Counters.Messages.Sent(type, action);
        if (type == MessageType.Call)
        {
            _callSentAt = now;
        }
        if (_network is { } network)
        {
            network.Send(utf8, now);
        }
        else
        {
            _link.Send(utf8);
        }
    }

    /// <summary>The charger holds back more than it may: the link goes, and what was held with it.</summary>
    private void TooMuchHeld(Instant now) => _link.Restart("Too many frames wait for the store.", now);

    private void Frame(in Arrival arrival, Instant now)
    {
        var buffer = (byte[])arrival.Detail!;
        var current = _link.IsCurrent(arrival.Subject);
        if (current && _network is { } network)
        {
            network.Receive(arrival.Subject as ILinkFlow, buffer, arrival.Length, now);
            return;
        }
        try
        {
            if (current)
            {
                Deliver(buffer.AsMemory(0, arrival.Length), now);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            (arrival.Subject as ILinkFlow)?.Delivered();
        }
    }

    private void Deliver(ReadOnlyMemory<byte> utf8, Instant now)
    {
        _shard.Counters.MessagesIn++;
        _face.NoteMessage(now);
        Step(new FrameReceived(utf8) { IsInProgress = _heldFrames is { } held ? held.HasAnswerTo : null }, now);
    }

    // All changes of a step go to the store as one unit, before any of its frames goes out.
    private void Save(Effects effects)
    {
        List<ChargerChange>? changes = null;
        for (var i = 0; i < effects.Items.Count; i++)
        {
            switch (effects.Items[i])
            {
                case SaveState save:
                    changes ??= new List<ChargerChange>(1);
                    for (var p = 0; p < DurableState.Parts.Count; p++)
                    {
                        var part = DurableState.Parts[p];
                        if (save.Parts.HasFlag(part))
                        {
                            changes.Add(new PartChanged(part, _point.Write(part)));
                        }
                    }
                    break;
                case AppendMessage append:
                    (changes ??= []).Add(new MessageChanged(append.Message));
                    break;
                case UpdateMessage update:
                    (changes ??= []).Add(new MessageChanged(update.Message));
                    break;
                case RemoveMessage remove:
                    (changes ??= []).Add(new MessageRemoved(remove.Sequence));
                    break;
            }
        }
        if (changes is not null)
        {
            _ticket = _shard.Store.Save(Id, changes);
        }
    }

    // What the step that failed has changed never got to the store.
    private void SaveWhole(DurableState state)
    {
        List<ChargerChange> changes = [.. DurableState.Parts.Select(part => new PartChanged(part, _point.Write(part)))];
        changes.AddRange(state.Messages.Select(message => new MessageChanged(message)));
        _ticket = _shard.Store.Save(Id, changes);
    }

    private void LogReceived(Effects effects, FrameReceived frame, Instant now)
    {
        for (var i = 0; i < effects.Items.Count; i++)
        {
            if (effects.Items[i] is FrameHandled it)
            {
                // The wait for the store before sending is not the CSMS's.
                TimeSpan? roundTrip = it.RoundTrip is null ? null : now - _callSentAt;
                _shard.Counters.Messages.Received(it.Type, it.Action);
                if (roundTrip is { } taken)
                {
                    _shard.Shared.Meter?.Answered(it.Action, taken);
                }
                _face.Log.AppendFrame(
                    now,
                    LogDirection.In,
                    it.Type,
                    it.Action,
                    it.MessageId,
                    roundTrip,
                    it.Problem,
                    frame.Utf8.Span
                );
                return;
            }
        }
        _shard.Counters.Messages.Received(null, "");
        _face.Log.AppendFrame(now, LogDirection.In, null, "", "", null, "The charger took no notice.", frame.Utf8.Span);
    }

    private void CarryOut(Effects effects, Instant now)
    {
        for (var i = 0; i < effects.Items.Count; i++)
        {
            switch (effects.Items[i])
            {
                case SendFrame send:
                    Send(send, now);
                    break;
                case OpenLink:
                    _link.Want(now);
                    break;
                case CloseLink close:
                    _link.Unwant(close.Reason, now, _stopLatest);
                    break;
                case RestartLink restart when _heldFrames is not null:
                    // Like the frames that wait for the store, and after them: the answer to the change that asks for this
                    // is among them, and a CSMS that does not get it keeps to the old password.
                    _heldRestart = restart;
                    break;
                case RestartLink restart:
                    _link.Restart(restart.Reason, now);
                    break;
                case GenerateKeyPair asked:
                    _shard.MakeKeys(this, asked);
                    break;
                case EventOccurred it:
                    _face.Log.Append(now, Category(it.Category), it.Type, it.Detail, it.EvseId);
                    break;
                case CallTimedOut call:
                    _shard.Shared.Meter?.TimedOut(call.Action);
                    break;
                case StartTransfer start:
                    Begin(start);
                    break;
                case CancelTransfer cancel:
                    Cancel(cancel.TransferId);
                    break;
                case PoweredOff:
                    _poweredOffPending = true;
                    break;
            }
        }
    }

    private void Send(SendFrame send, Instant now)
    {
        if (_heldFrames is null && (!send.AfterSave || _ticket <= _shard.Store.DurableTicket))
        {
            SendNow(send.Utf8.Span, send.Type, send.Action, send.MessageId, now);
            return;
        }
        // Frames keep their order: one that waits for the store holds back all that follow.
        _heldFrames ??= new HeldFrames();
        if (!_heldFrames.TryAdd(send, send.AfterSave ? _ticket : 0))
        {
            TooMuchHeld(now);
            return;
        }
        if (send.AfterSave)
        {
            _shard.AwaitSave(this, _ticket);
        }
    }

    private void PublishAfter(ChargePointSnapshot before, Instant now)
    {
        var after = _point.Snapshot;
        if (ReferenceEquals(before, after))
        {
            return;
        }
        for (var i = 0; i < after.Evses.Count; i++)
        {
            if (after.Running != before.Running)
            {
                _face.Sample(after.Evses[i], after.Running, now);
            }
            else if (!ReferenceEquals(after.Evses[i], before.Evses[i]))
            {
                _face.Sample(after.Evses[i], after.Running, after.Evses[i].MeteredAt);
            }
        }
        _face.Publish(after);
    }

    private void PublishConfiguration()
    {
        if (!ReferenceEquals(_point.Configuration, _face.Configuration))
        {
            _face.Publish(_point.Configuration);
            _link.SetPingInterval(PingInterval);
        }
    }

    // What the effects asked for and would itself be a step.
    private void AfterLinkChanges(Instant now)
    {
        if (_linkDownPending)
        {
            _linkDownPending = false;
            Step(new LinkDown(), now);
        }
        if (_linkFailedPending is { } failed)
        {
            _linkFailedPending = null;
            Step(failed, now);
        }
        if (_poweredOffPending)
        {
            _poweredOffPending = false;
            // A link that is still closing tells when it is off.
            if (_link.IsOff)
            {
                LinkOff();
            }
        }
    }

    private static LogCategory Category(EventCategory category) =>
        category switch
        {
            EventCategory.Ocpp => LogCategory.Ocpp,
            EventCategory.Evse => LogCategory.Evse,
            _ => LogCategory.System,
        };
}
