using System.Buffers;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Everything that this side calls, one call at a time (OCPP-J 1.6 §4.1.1): it picks what is sent next and hands
/// answers, errors and silence to whoever waits for them.
/// </summary>
internal sealed class Outbox(ChargePoint cp)
{
    // Enough for every connector's last status and some more; beyond it calls give way that matter less than others.
    private const int Spare = 16;

    private readonly RpcSession _session = new(Direction.FromCentralSystem);
    private List<OutgoingCall>? _waiting;

    /// <summary>True while an answer is awaited.</summary>
    public bool IsWaiting => _session.Pending is not null;

    /// <summary>True when neither a call nor an answer is awaited. Transaction messages are not counted.</summary>
    public bool IsEmpty => !IsWaiting && _waiting is null or { Count: 0 };

    public RpcSession Session => _session;

    /// <summary>When the next thing happens here without an input.</summary>
    public Instant Due
    {
        get
        {
            if (!cp.LinkIsUp)
            {
                return Instant.Never;
            }
            if (IsWaiting)
            {
                return _session.Due;
            }
            if (cp.LinkLeaves)
            {
                return Instant.Never;
            }
            return cp.Registration.IsAccepted
                ? Instant.Min(cp.Heartbeat.Due, Instant.Min(cp.Queue.Due, cp.SecurityEvents.Due))
                : cp.Registration.Due;
        }
    }

    /// <summary>MessageTimeout holds, for the call in flight too.</summary>
    public void SetTimeout() => _session.CallTimeout = TimeSpan.FromSeconds(cp.Configuration.MessageTimeoutSeconds);

    /// <summary>Puts a call in its place among those that wait.</summary>
    public void Enqueue(OutgoingCall call)
    {
        _waiting ??= new(1);
        if (_waiting.Count >= cp.Connectors.Length + Spare)
        {
            MakeRoom();
        }
        int place = _waiting.Count;
        while (place > 0 && _waiting[place - 1].Order > call.Order)
        {
            place--;
        }
        _waiting.Insert(place, call);
    }

    /// <summary>Sends the next call, if one may be sent now.</summary>
    public void Pump()
    {
        if (!cp.LinkIsUp || cp.LinkLeaves || IsWaiting)
        {
            return;
        }
        if (!cp.Registration.IsAccepted)
        {
            if (cp.Registration.Due <= cp.Now)
            {
                Send(new BootNotificationCall(cp), afterSave: true);
            }
            else if (cp.Registration.IsPending && _waiting?.Find(waiting => waiting.OnTrigger) is { } asked)
            {
                // All that may be sent meanwhile is what the CSMS asks for (OCPP 1.6 §4.2).
                _waiting.Remove(asked);
                Send(asked, afterSave: false);
            }
            return;
        }
        if (NextWaiting() is { } call)
        {
            _waiting!.Remove(call);
            Send(call, afterSave: false);
        }
        else if (cp.Queue.Next(cp.Now) is { } message)
        {
            Send(message);
        }
        else if (cp.SecurityEvents.Next(cp.Now) is { } securityEvent)
        {
            Send(new SecurityEventCall(cp, securityEvent), afterSave: false);
        }
        else if (cp.Heartbeat.Due <= cp.Now)
        {
            Send(new HeartbeatCall(cp, 0), afterSave: false);
        }
    }

    /// <summary>Gives up the call in flight if its time is over.</summary>
    public void OnTime(Instant now)
    {
        if (cp.LinkIsUp && _session.Due <= now && _session.Expire(now) is { } call)
        {
            cp.Effects.Add(new CallTimedOut(call.Action.Name));
            TellFailed(call, "no answer in time");
            switch (call.Context)
            {
                case QueuedMessage message:
                    cp.Queue.Failed(message);
                    break;
                case OutgoingCall other:
                    other.TimedOut();
                    break;
            }
        }
    }

    /// <summary>A CALLRESULT that is valid.</summary>
    public void Answered(PendingCall call, object response)
    {
        switch (call.Context)
        {
            case QueuedMessage message:
                cp.Queue.Answered(message, response);
                break;
            case OutgoingCall other:
                other.Answered(response, cp.Now - call.SentAt);
                break;
        }
    }

    /// <summary>A CALLERROR, or a CALLRESULT that is not valid (OCPP-J 1.6 §4.2.3).</summary>
    public void Refused(PendingCall call, string problem)
    {
        TellFailed(call, problem);
        switch (call.Context)
        {
            case QueuedMessage message:
                cp.Queue.Failed(message);
                break;
            case OutgoingCall other:
                other.Refused();
                break;
        }
    }

    /// <summary>The link is gone: what was not answered counts as undelivered (OCPP-J 1.6 §5).</summary>
    public void LinkIsDown()
    {
        List<OutgoingCall>? waiting = _waiting;
        _waiting = null;
        if (_session.Abort()?.Context is OutgoingCall pending)
        {
            pending.Undelivered();
        }
        foreach (OutgoingCall call in waiting ?? [])
        {
            call.Undelivered();
        }
    }

    /// <summary>Power is gone: nobody is told anything.</summary>
    public void PowerGone()
    {
        _waiting = null;
        _session.Abort();
    }

    /// <summary>Writes an answer. <paramref name="afterSave"/>: what it promises must be durable first.</summary>
    public void Reply<TRequest, TResponse>(
        string messageId,
        OcppAction<TRequest, TResponse> action,
        TResponse response,
        bool afterSave = false
    )
        where TRequest : class
        where TResponse : class
    {
        ArrayBufferWriter<byte> frames = cp.Effects.Frames;
        int start = frames.WrittenCount;
        FrameWriter.WriteResult(frames, messageId, action, response);
        cp.Effects.Add(
            new SendFrame(frames.WrittenMemory[start..], MessageType.CallResult, action.Name, messageId, afterSave)
        );
    }

    /// <summary>Answers with CALLERROR, and tells of it.</summary>
    public void ReplyError(string messageId, OcppAction action, RpcErrorCode code, string description)
    {
        cp.Effects.Add(Error(messageId, action, code, description));
        cp.TellRefused(action, code, description);
    }

    /// <summary>The call has failed here: what it was answered in this step is not so.</summary>
    public void ReplyFailed(string messageId, OcppAction action) =>
        cp.Effects.AddAnswer(
            Error(messageId, action, RpcErrorCode.InternalError, "the charge point failed while handling the call")
        );

    private SendFrame Error(string messageId, OcppAction action, RpcErrorCode code, string description)
    {
        ArrayBufferWriter<byte> frames = cp.Effects.Frames;
        int start = frames.WrittenCount;
        FrameWriter.WriteError(frames, messageId, code, description);
        return new(frames.WrittenMemory[start..], MessageType.CallError, action.Name, messageId, false);
    }

    // Authorize first, a driver waits for it. Else the oldest of what waits, but not before older transaction messages that can be sent.
    private OutgoingCall? NextWaiting()
    {
        if (_waiting is not { Count: > 0 } waiting)
        {
            return null;
        }
        foreach (OutgoingCall call in waiting)
        {
            if (call is AuthorizeCall)
            {
                return call;
            }
        }
        QueuedMessage? message = cp.Queue.Next(cp.Now);
        return message is null || waiting[0].Order <= message.Sequence ? waiting[0] : null;
    }

    private void Send(OutgoingCall call, bool afterSave)
    {
        string messageId = cp.NextMessageId();
        ArrayBufferWriter<byte> frames = cp.Effects.Frames;
        int start = frames.WrittenCount;
        call.Write(frames, messageId);
        Sent(start, messageId, call.Action, call, afterSave);
    }

    private void Send(QueuedMessage message)
    {
        ArrayBufferWriter<byte> frames = cp.Effects.Frames;
        int start = frames.WrittenCount;
        OcppAction action = cp.Queue.Write(frames, message);
        Sent(start, message.MessageId, action, message, afterSave: action != Actions.MeterValues);
    }

    private void Sent(int start, string messageId, OcppAction action, object context, bool afterSave)
    {
        ReadOnlyMemory<byte> frame = cp.Effects.Frames.WrittenMemory[start..];
        cp.Effects.Add(new SendFrame(frame, MessageType.Call, action.Name, messageId, afterSave));
        _session.CallSent(messageId, action, cp.Now, context);
        cp.Heartbeat.CallSent(action);
    }

    private void TellFailed(PendingCall call, string problem) =>
        cp.Tell(EventCategory.Ocpp, ChargePointEventType.CallFailed, 0, $"{call.Action.Name}: {problem}");

    // Of statuses only the last of each connector must arrive. Without one to spare the oldest call goes that neither tells a status nor has
    // a driver waiting; of those there are no more than the connectors have.
    private void MakeRoom()
    {
        int superseded = _waiting!.FindIndex(call =>
            call is StatusNotificationCall status
            && _waiting.FindLast(other => other is StatusNotificationCall s && s.ConnectorId == status.ConnectorId)
                != call
        );
        int goes =
            superseded >= 0
                ? superseded
                : _waiting.FindIndex(it => it is not (StatusNotificationCall or AuthorizeCall));
        if (goes < 0)
        {
            return;
        }
        OutgoingCall dropped = _waiting[goes];
        _waiting.RemoveAt(goes);
        if (superseded < 0)
        {
            dropped.Undelivered();
        }
    }
}
