using System.Buffers;
using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>
/// One side of one connection: at most one unanswered CALL of ours, paired with its answer (OCPP-J 1.6 §4.1.1), and the
/// peer's frames checked before anyone acts on them. Pure: time is an argument. Never throws on what it receives.
/// </summary>
/// <remarks>
/// The peer's calls need no bookkeeping here: whoever takes longer to answer one than until the next frame knows by itself whether an id is
/// still in progress. A call in the wrong direction is answered
/// NotSupported, as its action is known. Not thread-safe.
/// </remarks>
/// <param name="accepts">Directions of the calls that this side serves.</param>
public sealed class RpcSession(Direction accepts)
{
    /// <summary>Most characters of a message id (OCPP-J 1.6 §4.1.4).</summary>
    public const int MaxMessageIdLength = 36;

    private PendingCall? _expired;
    private bool _calledSincePending;

    /// <summary>How long a call waits for its answer, the pending one included; 30 s by default.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The unanswered call of ours; null without one.</summary>
    public PendingCall? Pending { get; private set; }

    /// <summary>When the pending call times out; <see cref="Instant.Never"/> without one.</summary>
    public Instant Due => Pending is { } call ? call.SentAt + CallTimeout : Instant.Never;

    /// <summary>Notes that a CALL has been written.</summary>
    /// <param name="messageId">Its id.</param>
    /// <param name="action">Its action.</param>
    /// <param name="now">When it was written.</param>
    /// <param name="context">Comes back in <see cref="PendingCall.Context"/>.</param>
    /// <exception cref="InvalidOperationException">Another call is pending.</exception>
    public void CallSent(string messageId, OcppAction action, Instant now, object? context)
    {
        if (Pending is not null)
        {
            throw new InvalidOperationException($"The call {Pending.MessageId} has not been answered yet.");
        }
        Pending = new PendingCall(messageId, action, now, context);
        _calledSincePending = false;
    }

    /// <summary>Takes in a frame.</summary>
    /// <param name="utf8">The text of one WebSocket message.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="reply">Receives a CALLERROR when the result is <see cref="ReceivedKind.RefusedCall"/>.</param>
    public Received Receive(ReadOnlyMemory<byte> utf8, Instant now, IBufferWriter<byte> reply)
    {
        if (!FrameReader.TryRead(utf8, out Frame frame, out string problem))
        {
            return new Received
            {
                Kind = ReceivedKind.Dropped,
                MessageId = "",
                ActionName = "",
                Problem = problem,
                IsOfUnknownType = frame.IsOfUnknownType,
            };
        }
        return frame.Type == MessageType.Call ? ReceiveCall(frame, reply) : ReceiveAnswer(frame, now);
    }

    /// <summary>The pending call, when it has timed out by <paramref name="now"/>; it is pending no longer.</summary>
    public PendingCall? Expire(Instant now)
    {
        if (Pending is null || now < Due)
        {
            return null;
        }
        _expired = Pending;
        return TakePending();
    }

    /// <summary>The link is lost: forgets the pending call and returns it.</summary>
    public PendingCall? Abort()
    {
        _expired = null;
        return TakePending();
    }

    private PendingCall? TakePending()
    {
        PendingCall? call = Pending;
        Pending = null;
        return call;
    }

    private Received ReceiveCall(in Frame frame, IBufferWriter<byte> reply)
    {
        _calledSincePending = true;
        if (frame.MessageId.Length > MaxMessageIdLength)
        {
            return Refuse(
                frame,
                RpcErrorCode.GenericError,
                $"the message id has more than {MaxMessageIdLength} characters",
                reply
            );
        }
        if (frame.Flaw is not null)
        {
            return Refuse(frame, RpcErrorCode.FormationViolation, frame.Flaw, reply);
        }
        if (frame.KnownAction is not { } action)
        {
            string name = JsonText.Cut(frame.Action, 50);
            return Refuse(frame, RpcErrorCode.NotImplemented, $"the action \"{name}\" is not known", reply);
        }
        if ((action.Direction & accepts) == Direction.None)
        {
            return Refuse(frame, RpcErrorCode.NotSupported, $"{action.Name} is not served by this side", reply);
        }
        object? request = action.Request.Decode(frame.Payload.Span, out PayloadError error);
        return request is null
            ? Refuse(frame, error.Code, error.ToString(), reply)
            : Describe(ReceivedKind.Call, frame, action) with
            {
                Payload = request,
            };
    }

    private static Received Refuse(in Frame frame, RpcErrorCode code, string problem, IBufferWriter<byte> reply)
    {
        FrameWriter.WriteError(reply, frame.MessageId, code, problem);
        return Describe(ReceivedKind.RefusedCall, frame, frame.KnownAction) with
        {
            ErrorCode = code,
            Problem = problem,
        };
    }

    private Received ReceiveAnswer(in Frame frame, Instant now)
    {
        if (Pending is { } call && Answers(frame, call))
        {
            TakePending();
            return Answer(frame, call) with { Call = call, RoundTrip = now - call.SentAt };
        }
        if (_expired is { } late && late.MessageId == frame.MessageId)
        {
            _expired = null;
            return Describe(ReceivedKind.Late, frame, late.Action) with
            {
                RoundTrip = now - late.SentAt,
                Problem = "the call had timed out",
            };
        }
        return Describe(ReceivedKind.Dropped, frame, null) with { Problem = "answers no call that is pending" };
    }

    /// <summary>
    /// A CALLERROR without an id says that the peer could not read a frame. It means the pending call, unless we have
    /// also answered a call since, which may be what the peer could not read.
    /// </summary>
    private bool Answers(in Frame frame, PendingCall call) =>
        frame.MessageId.Length == 0 && frame.Type == MessageType.CallError
            ? !_calledSincePending
            : frame.MessageId == call.MessageId;

    private static Received Answer(in Frame frame, PendingCall call)
    {
        if (frame.Type == MessageType.CallError)
        {
            return Describe(ReceivedKind.Error, frame, call.Action) with
            {
                ErrorCode = frame.ErrorCode,
                Problem = frame.ErrorDescription,
            };
        }
        object? response = call.Action.Response.Decode(frame.Payload.Span, out PayloadError error);
        return response is null
            ? Describe(ReceivedKind.BadResult, frame, call.Action) with
            {
                ErrorCode = error.Code,
                Problem = error.ToString(),
            }
            : Describe(ReceivedKind.Result, frame, call.Action) with
            {
                Payload = response,
            };
    }

    private static Received Describe(ReceivedKind kind, in Frame frame, OcppAction? action) =>
        new()
        {
            Kind = kind,
            Type = frame.Type,
            MessageId = frame.MessageId,
            Action = action,
            ActionName = action?.Name ?? frame.Action,
            Problem = "",
        };
}
