using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ocpp;
using Ocpp.Rpc;

namespace Simulation.Replay;

/// <summary>How to replay.</summary>
public sealed record ReplayOptions
{
    /// <summary>How many times as fast as it was recorded; greater than 0.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>
    /// True: times in calls are moved so that the last of the recording is that of the end of the replay. Durations stay as they
    /// are, and with a speed of 1 or more no time is in the future.
    /// </summary>
    public bool ShiftsTime { get; init; } = true;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// A replay on an open connection, as a state machine: time and frames go in, frames come out. Calls keep the order of the recording
/// and go one at a time (OCPP-J 1.6 §4.1.1), none earlier than it was recorded.
/// </summary>
public sealed class ReplaySession
{
    private const int MostActions = 1000;

    private readonly ReplayPlan _plan;
    private readonly ReplayOptions _options;
    private readonly Instant _start;
    private readonly CallRewriter _rewriter;
    private readonly List<ReplayedCall> _calls = [];
    private readonly Dictionary<string, Queue<RecordedAnswer>> _replies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Now, int Refused)> _csmsCalls = new(StringComparer.Ordinal);
    private Instant? _sentAt;
    private int _strays;

    /// <summary>Begins.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="options">How.</param>
    /// <param name="now">The start, to which the offsets of the plan refer.</param>
    public ReplaySession(ReplayPlan plan, ReplayOptions options, Instant now)
    {
        (_plan, _options, _start) = (plan, options, now);
        _rewriter = new(
            options.ShiftsTime ? now + plan.Length / options.Speed - (plan.RecordedAt + plan.Length) : TimeSpan.Zero
        );
        foreach (var call in plan.CsmsCalls.Where(it => it.Answer is not null))
        {
            if (!_replies.TryGetValue(call.Action, out var replies))
            {
                _replies[call.Action] = replies = new();
            }
            replies.Enqueue(call.Answer!);
        }
    }

    /// <summary>When <see cref="Step"/> has something to do next, unless a frame arrives before.</summary>
    public Instant Due =>
        _sentAt is { } sent ? sent + _options.AnswerLimit : At(Next is { } call ? call.Offset : _plan.Length);

    /// <summary>True when all is sent and answered, and the time of the recording is over.</summary>
    public bool IsDone(Instant now) => _sentAt is null && Next is null && now >= Due;

    /// <summary>What is due now.</summary>
    /// <returns>The frame to send; null when there is none.</returns>
    public byte[]? Step(Instant now)
    {
        if (_sentAt is not null && now >= Due)
        {
            Answered(null, now);
        }
        if (_sentAt is not null || Next is not { } call || now < Due)
        {
            return null;
        }
        _sentAt = now;
        return _rewriter.Frame(PendingId, call);
    }

    /// <summary>A frame from the CSMS.</summary>
    /// <returns>The frame to send in reply; null when there is none.</returns>
    public byte[]? Receive(ReadOnlyMemory<byte> utf8, Instant now)
    {
        if (!FrameReader.TryRead(utf8, out var frame, out _))
        {
            _strays++;
            return null;
        }
        if (frame.Type == MessageType.Call)
        {
            return Reply(frame);
        }
        // A CSMS that could not read a call may send a CALLERROR without an id.
        var isOurs = frame.MessageId == PendingId || (frame.Type == MessageType.CallError && frame.MessageId == "");
        JsonElement payload = default;
        if (
            _sentAt is null
            || !isOurs
            || (frame.Type == MessageType.CallResult && !PayloadReader.TryRead(frame.Payload, out payload))
        )
        {
            _strays++;
            return null;
        }
        Answered(
            frame.Type == MessageType.CallError ? new(default, frame.ErrorCode, frame.ErrorDescription) : new(payload),
            now
        );
        return null;
    }

    /// <summary>What it has shown so far; what is still open counts as missing, what is still to come as not sent.</summary>
    public ReplayResult Result()
    {
        var rest = _plan.Calls.Skip(_calls.Count).ToList();
        var open = rest.Select(
            (call, i) =>
                new ReplayedCall(
                    call,
                    null,
                    null,
                    i > 0 || _sentAt is null ? ReplayVerdict.NotSent
                        : call.Answer is null ? ReplayVerdict.NotRecorded
                        : ReplayVerdict.Missing,
                    []
                )
        );
        var then = _plan.CsmsCalls.CountBy(it => it.Action).ToDictionary(StringComparer.Ordinal);
        var actions = then.Keys.Union(_csmsCalls.Keys).Order(StringComparer.Ordinal);
        return new([.. _calls, .. open], [.. actions.Select(it => Count(it, then.GetValueOrDefault(it)))], _strays);
    }

    private PlannedCall? Next => _calls.Count < _plan.Calls.Count ? _plan.Calls[_calls.Count] : null;

    private string PendingId => (_calls.Count + 1).ToString(CultureInfo.InvariantCulture);

    private Instant At(TimeSpan offset) => _start + offset / _options.Speed;

    private CsmsCallCount Count(string action, int then)
    {
        var (now, refused) = _csmsCalls.GetValueOrDefault(action);
        return new(action, then, now, refused);
    }

    private void Answered(RecordedAnswer? now, Instant at)
    {
        var call = Next!;
        var differences = call.Answer is { } then && now is not null ? AnswerDiff.Of(then, now) : [];
        var verdict =
            call.Answer is null ? ReplayVerdict.NotRecorded
            : now is null ? ReplayVerdict.Missing
            : differences.Count > 0 ? ReplayVerdict.Differs
            : ReplayVerdict.Equal;
        if (now is not null && call.Action == "StartTransaction")
        {
            _rewriter.Learn(call.Answer, now);
        }
        _calls.Add(new(call, now, now is null ? null : at - _sentAt, verdict, differences));
        _sentAt = null;
    }

    // As the charger answered that action then, in order; the last answer goes for all further calls.
    private byte[] Reply(Frame call)
    {
        var output = new ArrayBufferWriter<byte>();
        var hasReply = _replies.TryGetValue(call.Action, out var replies);
        Count(call.Action, refused: !hasReply);
        if (!hasReply)
        {
            FrameWriter.WriteError(
                output,
                call.MessageId,
                call.KnownAction is null ? RpcErrorCode.NotImplemented : RpcErrorCode.NotSupported,
                "The recording that is replayed has no answer to this action."
            );
            return output.WrittenSpan.ToArray();
        }
        var reply = replies!.Count > 1 ? replies.Dequeue() : replies.Peek();
        if (reply.ErrorCode is { } code)
        {
            FrameWriter.WriteError(output, call.MessageId, code, reply.ErrorDescription);
        }
        else
        {
            FrameWriter.WriteRawResult(output, call.MessageId, JsonSerializer.SerializeToUtf8Bytes(reply.Payload));
        }
        return output.WrittenSpan.ToArray();
    }

    private void Count(string action, bool refused)
    {
        // A CSMS may invent names without end.
        var name = _csmsCalls.Count < MostActions || _csmsCalls.ContainsKey(action) ? action : "(others)";
        var count = _csmsCalls.GetValueOrDefault(name);
        _csmsCalls[name] = (count.Now + 1, count.Refused + (refused ? 1 : 0));
    }
}
