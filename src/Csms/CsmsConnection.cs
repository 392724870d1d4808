using System.Buffers;
using Csms.Answers;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Csms;

/// <summary>
/// A connection of a charge point: answers its calls, and calls it, one call at a time. Never throws, whatever arrives.
/// </summary>
public sealed class CsmsConnection
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_frame;

    private readonly CentralSystem _central;
    private readonly ChargePointRecord _chargePoint;
    private readonly Action<ReadOnlyMemory<byte>> _send;
    private readonly Action<string> _close;
    private readonly RpcSession _session = new(Direction.FromChargePoint);
    private Queue<QueuedCall>? _waiting;
    private HashSet<string>? _triggered;
    private int _badFrames;
    private bool _ended;

    internal CsmsConnection(
        CentralSystem central,
        ChargePointRecord chargePoint,
        Action<ReadOnlyMemory<byte>> send,
        Action<string> close
    )
    {
        _central = central;
        _chargePoint = chargePoint;
        _send = send;
        _close = close;
        _session.CallTimeout = central.Options.CallTimeout;
    }

    /// <summary>The identity at the other end.</summary>
    public string ChargePointId => _chargePoint.Id;

    internal int QueuedCalls => (_waiting?.Count ?? 0) + (_session.Pending is null ? 0 : 1);

    /// <summary>Takes a text frame.</summary>
    public void Receive(ReadOnlyMemory<byte> utf8, Instant now)
    {
        Ending ended = default;
        lock (_chargePoint.Gate)
        {
            if (_ended)
            {
                return;
            }
            _chargePoint.LastSeenAt = now;
            var reply = EmptyFrame();
            var received = _session.Receive(utf8, now, reply);
            _central.Messages.Received(received.Type, received.ActionName);
            CountBadFrames(received.Kind);
            var answer = MessageType.CallError;
            if (received.Kind == ReceivedKind.Call)
            {
                answer = Answer(received, now, reply);
            }
            if (reply.WrittenCount > 0 && !_ended)
            {
                _central.Messages.Sent(answer, received.ActionName);
                Send(reply, received.Payload);
            }
            if (received.Call is { } call && received.Kind is not ReceivedKind.Late)
            {
                ended = Ended(call, received, now);
                SendNext(now);
            }
        }
        ended.Tell();
    }

    /// <summary>The connection is gone. Calls that were not answered end with <see cref="CallStatus.ConnectionLost"/>.</summary>
    public void Disconnected(Instant now)
    {
        List<Ending> ended;
        lock (_chargePoint.Gate)
        {
            if (_chargePoint.Connection == this)
            {
                _chargePoint.Connection = null;
                _chargePoint.LastSeenAt = now;
            }
            ended = End("The connection ended before the answer.");
        }
        ended.ForEach(e => e.Tell());
    }

    /// <summary>
    /// Queues a call. <paramref name="done"/> is told its end once, on the thread that brings it about, outside any lock.
    /// </summary>
    /// <param name="action">What to call.</param>
    /// <param name="payload">The request as JSON; sent as it is, so that a tester can send what breaks the schema.</param>
    /// <param name="now">When.</param>
    /// <param name="done">Told how it ended.</param>
    public void Call(OcppAction action, ReadOnlyMemory<byte> payload, Instant now, Action<CallOutcome> done)
    {
        var call = new QueuedCall(action, payload, done);
        Ending ended = default;
        lock (_chargePoint.Gate)
        {
            if (_ended)
            {
                ended = new Ending(call, Failed(CallStatus.ConnectionLost, "", "The charge point is not connected."));
            }
            else if (_waiting?.Count >= _central.Options.MaxQueuedCalls)
            {
                ended = new Ending(
                    call,
                    Failed(CallStatus.QueueFull, "", "Too many calls wait for this charge point.")
                );
            }
            else
            {
                (_waiting ??= new()).Enqueue(call);
                SendNext(now);
            }
        }
        ended.Tell();
    }

    /// <summary>The same as <see cref="Call"/>, for callers that wait.</summary>
    public Task<CallOutcome> CallAsync(OcppAction action, ReadOnlyMemory<byte> payload, Instant now)
    {
        var ended = new TaskCompletionSource<CallOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        Call(action, payload, now, ended.SetResult);
        return ended.Task;
    }

    internal void Expire(Instant now)
    {
        Ending ended = default;
        lock (_chargePoint.Gate)
        {
            if (_session.Expire(now) is { } call)
            {
                var limit = _session.CallTimeout.TotalSeconds;
                ended = new Ending(
                    (QueuedCall)call.Context!,
                    Failed(CallStatus.Timeout, call.MessageId, $"No answer within {limit} s.")
                );
                SendNext(now);
            }
        }
        ended.Tell();
    }

    /// <summary>Ends it from this side. The charge point's gate is held.</summary>
    /// <param name="outcome">Told to those whose calls wait.</param>
    /// <param name="reason">Told to the charge point.</param>
    internal void End(string outcome, string reason)
    {
        var ended = End(outcome);
        _close(reason);
        ended.ForEach(e => e.Tell());
    }

    /// <summary>Sends an answer; one that says that a transaction is known, once that is kept.</summary>
    private void Send(ArrayBufferWriter<byte> reply, object? request)
    {
        var kept = request is StartTransactionRequest or StopTransactionRequest
            ? _central.SessionsKept?.Invoke()
            : null;
        if (kept is null or { IsCompletedSuccessfully: true })
        {
            _send(reply.WrittenMemory);
            return;
        }
        var answer = reply.WrittenSpan.ToArray();
        _ = kept.ContinueWith(
            task => SendKept(answer, task.IsCompletedSuccessfully),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
    }

    private void SendKept(byte[] answer, bool kept)
    {
        lock (_chargePoint.Gate)
        {
            if (_ended)
            {
                return;
            }
            if (kept)
            {
                _send(answer);
            }
            else
            {
                _ended = true;
                _close("transactions cannot be saved at present");
            }
        }
    }

    private MessageType Answer(Received received, Instant now, IBufferWriter<byte> reply)
    {
        var action = received.Action!;
        if (!Registering.MayCall(_chargePoint, action, _triggered))
        {
            const string problem = "Send BootNotification and have it accepted first.";
            FrameWriter.WriteError(reply, received.MessageId, RpcErrorCode.SecurityError, problem);
            return MessageType.CallError;
        }
        var answer = Decide(received, now);
        if (answer.Response is { } response)
        {
            FrameWriter.WriteResult(reply, received.MessageId, action, response);
            return MessageType.CallResult;
        }
        FrameWriter.WriteError(reply, received.MessageId, answer.ErrorCode, answer.Problem);
        return MessageType.CallError;
    }

    // A defect here or in a listener costs one call, not the connection.
    private Answers.Answer Decide(Received received, Instant now)
    {
        try
        {
            return Answers.Answer.To(received.Payload!, received.MessageId, _central, _chargePoint, now);
        }
        catch (Exception e)
        {
            return Answers.Answer.Error(RpcErrorCode.InternalError, e.Message);
        }
    }

    private void CountBadFrames(ReceivedKind kind)
    {
        _badFrames = kind == ReceivedKind.Dropped ? _badFrames + 1 : 0;
        if (_badFrames >= _central.Options.MaxBadFrames)
        {
            _ended = true;
            _close("too many frames that are no OCPP message");
        }
    }

    private void SendNext(Instant now)
    {
        if (_ended || _session.Pending is not null || _waiting is not { Count: > 0 })
        {
            return;
        }
        var call = _waiting.Dequeue();
        var messageId = _central.NewMessageId();
        var frame = EmptyFrame();
        FrameWriter.WriteRawCall(frame, messageId, call.Action.Name, call.Payload.Span);
        _session.CallSent(messageId, call.Action, now, call);
        _central.Messages.Sent(MessageType.Call, call.Action.Name);
        _central.CallDue(this, _session.Due);
        _send(frame.WrittenMemory);
    }

    private Ending Ended(PendingCall pending, Received received, Instant now)
    {
        var call = (QueuedCall)pending.Context!;
        if (received is { Kind: ReceivedKind.Result, Payload: { } response })
        {
            var request = call.Action.Request.Decode(call.Payload.Span, out _);
            NoteTrigger(request, response);
            ReservationBook.Note(_chargePoint, request, response, _central.Options.MaxReservations, now);
        }
        var outcome = received.Kind switch
        {
            ReceivedKind.Result => new CallOutcome(
                CallStatus.Result,
                pending.MessageId,
                received.Payload,
                ErrorCode: null,
                "",
                received.RoundTrip
            ),
            ReceivedKind.BadResult => Failed(
                CallStatus.Error,
                pending.MessageId,
                $"The answer breaks the schema: {received.Problem}"
            ) with
            {
                ErrorCode = received.ErrorCode,
                RoundTrip = received.RoundTrip,
            },
            _ => Failed(CallStatus.Error, pending.MessageId, received.Problem) with
            {
                ErrorCode = received.ErrorCode,
                RoundTrip = received.RoundTrip,
            },
        };
        return new Ending(call, outcome);
    }

    /// <summary>A Pending charge point may send what it was triggered to send (OCPP 1.6 §4.2).</summary>
    private void NoteTrigger(object? request, object response)
    {
        var accepted = response switch
        {
            TriggerMessageResponse trigger => trigger.Status == TriggerMessageStatus.Accepted,
            ExtendedTriggerMessageResponse trigger => trigger.Status == TriggerMessageStatus.Accepted,
            _ => false,
        };
        var message = request switch
        {
            _ when !accepted => null,
            TriggerMessageRequest trigger => OcppEnum.Name(trigger.RequestedMessage),
            ExtendedTriggerMessageRequest trigger => trigger.RequestedMessage switch
            {
                ExtendedMessageTrigger.SignChargePointCertificate => Actions.SignCertificate.Name,
                ExtendedMessageTrigger.FirmwareStatusNotification => Actions.SignedFirmwareStatusNotification.Name,
                var other => OcppEnum.Name(other),
            },
            _ => null,
        };
        if (message is not null)
        {
            (_triggered ??= []).Add(message);
        }
    }

    private List<Ending> End(string reason)
    {
        _ended = true;
        var calls = new List<Ending>();
        if (_session.Abort() is { } pending)
        {
            var outcome = Failed(CallStatus.ConnectionLost, pending.MessageId, reason);
            calls.Add(new Ending((QueuedCall)pending.Context!, outcome));
        }
        while (_waiting is { Count: > 0 })
        {
            calls.Add(new Ending(_waiting.Dequeue(), Failed(CallStatus.ConnectionLost, "", reason)));
        }
        return calls;
    }

    private static CallOutcome Failed(CallStatus status, string messageId, string description) =>
        new(status, messageId, Payload: null, ErrorCode: null, description, RoundTrip: null);

    private static ArrayBufferWriter<byte> EmptyFrame()
    {
        var frame = t_frame ??= new ArrayBufferWriter<byte>(1024);
        frame.ResetWrittenCount();
        return frame;
    }

    private sealed record QueuedCall(OcppAction Action, ReadOnlyMemory<byte> Payload, Action<CallOutcome> Done);

    /// <summary>An outcome to be told once the lock is left.</summary>
    private readonly record struct Ending(QueuedCall? Call, CallOutcome? Outcome)
    {
        public void Tell() => Call?.Done(Outcome!);
    }
}
