using Ocpp;
using Ocpp.Rpc;

namespace ChargePoints;

/// <summary>
/// What one step asks the world to do, in order. The shell owns one instance per loop, passes it to each step and carries
/// the effects out before the next; the memory of frames is valid until then.
/// </summary>
public sealed class Effects
{
    private readonly List<Effect> _items = [];
    private readonly System.Buffers.ArrayBufferWriter<byte> _frames = new(1024);

    /// <summary>The effects of the last step.</summary>
    public IReadOnlyList<Effect> Items => _items;

    /// <summary>Forgets the last step's effects.</summary>
    public void Clear()
    {
        _items.Clear();
        _frames.ResetWrittenCount();
    }

    internal System.Buffers.ArrayBufferWriter<byte> Frames => _frames;

    internal void Add(Effect effect) => _items.Add(effect);

    /// <summary>Adds an answer; one that the step has given to the same call already gives way to it.</summary>
    internal void AddAnswer(SendFrame answer)
    {
        int given = _items.FindIndex(effect =>
            effect is SendFrame { Type: not MessageType.Call } other && other.MessageId == answer.MessageId
        );
        if (given < 0)
        {
            _items.Add(answer);
        }
        else
        {
            _items[given] = answer;
        }
    }
}

/// <summary>One effect of a step.</summary>
public abstract record Effect;

/// <summary>Send a text frame.</summary>
/// <param name="Utf8">The frame.</param>
/// <param name="Type">CALL, CALLRESULT or CALLERROR.</param>
/// <param name="Action">The action called or answered; empty when it is unknown.</param>
/// <param name="MessageId">Its message id.</param>
/// <param name="AfterSave">True when all saves of this and earlier steps must be durable before the frame is sent.</param>
public sealed record SendFrame(
    ReadOnlyMemory<byte> Utf8,
    MessageType Type,
    string Action,
    string MessageId,
    bool AfterSave
) : Effect;

/// <summary>What became of the frame that this step received: a line for the log.</summary>
/// <param name="Type">Null when it was no OCPP message at all.</param>
/// <param name="Action">Of the call, or of the call that it answers; empty when unknown.</param>
/// <param name="MessageId">Its message id; empty when it has none.</param>
/// <param name="RoundTrip">From call to answer, for an answer to a pending call.</param>
/// <param name="Problem">Why it was dropped or refused; null when all is well.</param>
public sealed record FrameHandled(
    MessageType? Type,
    string Action,
    string MessageId,
    TimeSpan? RoundTrip,
    string? Problem
) : Effect;

/// <summary>A call was given up: the CSMS did not answer it within MessageTimeout.</summary>
/// <param name="Action">Its action.</param>
public sealed record CallTimedOut(string Action) : Effect;

/// <summary>Connect, and keep connecting with back-off until <see cref="CloseLink"/>.</summary>
public sealed record OpenLink : Effect;

/// <summary>
/// Close the link, once the frames before this effect have been sent, and do not reconnect until the next <see cref="OpenLink"/>.
/// </summary>
public sealed record CloseLink(string Reason) : Effect;

/// <summary>Close the link if it is up, once the frames before this effect have been sent, and connect anew, with back-off.</summary>
public sealed record RestartLink(string Reason) : Effect;

/// <summary>Parts of the durable state have changed and must be saved: see <see cref="ChargePoint.Write"/>.</summary>
public sealed record SaveState(DurableParts Parts) : Effect;

/// <summary>A transaction message was queued; its row must be saved.</summary>
public sealed record AppendMessage(QueuedMessage Message) : Effect;

/// <summary>A queued transaction message was changed (attempts, transaction id).</summary>
public sealed record UpdateMessage(QueuedMessage Message) : Effect;

/// <summary>A queued transaction message was answered or given up; its row goes.</summary>
public sealed record RemoveMessage(long Sequence) : Effect;

/// <summary>
/// A transaction message was given up after its last attempt (OCPP 1.6 §3.7.1): the CSMS may never have had it. Its row goes right after.
/// </summary>
public sealed record GiveUpMessage(QueuedMessage Message) : Effect;

/// <summary>Something worth a line in the log and on the timeline.</summary>
/// <param name="Category">Which stream of the log it belongs to.</param>
/// <param name="Type">A constant of <see cref="ChargePointEventType"/>.</param>
/// <param name="EvseId">0 for the charge point itself.</param>
/// <param name="Detail">One line for a person.</param>
public sealed record EventOccurred(EventCategory Category, string Type, int EvseId, string Detail) : Effect;

/// <summary>An orderly power off has ended.</summary>
public sealed record PoweredOff : Effect;

/// <summary>Move a file, once; what becomes of it comes back as <see cref="TransferEnded"/>.</summary>
/// <param name="TransferId">Unique in the life of the charge point.</param>
/// <param name="Request">What goes where.</param>
public sealed record StartTransfer(long TransferId, TransferRequest Request) : Effect;

/// <summary>Give up a transfer. Nothing more is told about it.</summary>
public sealed record CancelTransfer(long TransferId) : Effect;

/// <summary>What a step comes to.</summary>
/// <param name="Due">When the charge point wants its next <see cref="TimeDue"/>; <see cref="Instant.Never"/> for not at all.</param>
/// <param name="Refusal">Set when the input was refused; then nothing has changed.</param>
public readonly record struct StepResult(Instant Due, Refusal? Refusal);

/// <summary>Why an input was refused, in words that say what to mend.</summary>
public sealed record Refusal(RefusalKind Kind, string Detail);

/// <summary>Kinds of refusal; the API maps them to 404, 409, 409 and 422.</summary>
public enum RefusalKind
{
    /// <summary>No such EVSE or configuration key.</summary>
    Unknown,

    /// <summary>Impossible in the current state.</summary>
    Conflict,

    /// <summary>The configuration key is read-only.</summary>
    ReadOnly,

    /// <summary>The value is not valid.</summary>
    Invalid,
}

/// <summary>The log's categories that a charge point writes to.</summary>
public enum EventCategory
{
    /// <summary>Protocol behaviour: registration, authorization, queue.</summary>
    Ocpp,

    /// <summary>Status, plugs, locks, transactions.</summary>
    Evse,

    /// <summary>Power, reset, configuration.</summary>
    System,
}

/// <summary>Parts of the durable state that are saved by themselves.</summary>
[Flags]
public enum DurableParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Boot and message counters.</summary>
    Counters = 1,

    /// <summary>Configuration keys that differ from the defaults.</summary>
    Configuration = 2,

    /// <summary>Availability of connectors, current and scheduled.</summary>
    Availability = 4,

    /// <summary>Energy registers. Saved in batches.</summary>
    Registers = 8,

    /// <summary>Running transactions.</summary>
    Transactions = 16,

    /// <summary>The authorization cache.</summary>
    AuthorizationCache = 32,

    /// <summary>What stands at the connectors: cables, cars, and what holds until somebody ends it.</summary>
    Connectors = 64,

    /// <summary>The installed charging profiles.</summary>
    ChargingProfiles = 128,

    /// <summary>The local authorization list.</summary>
    LocalAuthList = 256,

    /// <summary>The reservations.</summary>
    Reservations = 512,

    /// <summary>Firmware installed over OCPP, the update under way, and what has not been told of it yet.</summary>
    Firmware = 1024,

    /// <summary>Installed roots, the charge point's own certificates, and a security profile on trial. Nothing secret.</summary>
    Certificates = 2048,

    /// <summary>The password and private keys. The store keeps it protected.</summary>
    Secrets = 4096,

    /// <summary>The security log, with what the CSMS has not been told of yet.</summary>
    SecurityEvents = 8192,
}
