using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace TestKit;

/// <summary>
/// What must hold for every frame of every test: the shapes of OCPP 1.6, one call at a time, message ids used once, nothing but
/// BootNotification before registration, and silence while it is rejected (OCPP-J 1.6 §4, §4.2.3, OCPP 1.6 §6, §4.2).
/// </summary>
public sealed partial class WireRules
{
    private static readonly string[] Queued = ["StartTransaction", "StopTransaction", "MeterValues"];
    private static readonly string[] Triggerable =
    [
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification",
        "Heartbeat",
        "LogStatusNotification",
        "MeterValues",
        "StatusNotification",
    ];
    private readonly Dictionary<string, string> _callIds = [];
    private readonly Dictionary<string, string> _openCalls = [];
    private readonly HashSet<string> _triggered = [];
    private SentFrame? _pending;

    /// <summary>Quirks of the charge point: what they break is not held against it.</summary>
    public IReadOnlyList<Quirk> Quirks { get; init; } = [];

    /// <summary>True where calls are made to fail: else InternalError is an error of ours that a step has caught.</summary>
    public bool MayFail { get; init; }

    /// <summary>The CSMS's last word on registration since the last boot.</summary>
    public string? Registration { get; private set; }

    /// <summary>Notes a call of the CSMS, which may be answered once; what a trigger asks for may be sent while registration is pending.</summary>
    public void CalledByCsms(string messageId, string action, string frame)
    {
        _openCalls[messageId] = action;
        if (action is "TriggerMessage" or "ExtendedTriggerMessage")
        {
            if (frame.Contains("SignChargePointCertificate", StringComparison.Ordinal))
            {
                _triggered.Add("SignCertificate");
            }
            _triggered.UnionWith(Triggerable.Where(name => frame.Contains($"\"{name}\"", StringComparison.Ordinal)));
        }
    }

    /// <summary>The action of a call of the CSMS that is not answered yet; null for none of that id.</summary>
    public string? OpenCall(string messageId) => _openCalls.GetValueOrDefault(messageId);

    /// <summary>Notes an answer of the CSMS.</summary>
    public void AnsweredByCsms(SentFrame call, Reply reply)
    {
        if (_pending?.MessageId == call.MessageId)
        {
            _pending = null;
        }
        if (call.Action == "BootNotification" && reply.Payload?["status"] is { } status)
        {
            Registration = status.GetValue<string>();
        }
    }

    /// <summary>Notes that the link is gone, and all that was in flight with it.</summary>
    public void LinkLost()
    {
        _pending = null;
        _triggered.Clear();
        _openCalls.Clear();
    }

    /// <summary>Time has come to <paramref name="now"/> under a MessageTimeout: a call that is older is waited for no longer.</summary>
    public void TimeIs(Instant now, TimeSpan callTimeout)
    {
        if (_pending is { } call && now >= call.At + callTimeout)
        {
            _pending = null;
        }
    }

    /// <summary>Notes a boot: registration starts anew.</summary>
    public void Booted() => Registration = null;

    /// <summary>Reads a frame and holds it against the rules.</summary>
    /// <exception cref="InvalidOperationException">It breaks one.</exception>
    public SentFrame Check(SendFrame sent, Instant now)
    {
        string text = Encoding.UTF8.GetString(sent.Utf8.Span);
        JsonArray array = JsonNode.Parse(text)!.AsArray();
        var type = (MessageType)array[0]!.GetValue<int>();
        string id = array[1]!.GetValue<string>();
        SentFrame frame = type switch
        {
            MessageType.Call => new(now, type, id, array[2]!.GetValue<string>(), array[3]!.AsObject(), ""),
            MessageType.CallResult => new(now, type, id, Answered(id, text), array[2]!.AsObject(), ""),
            _ => new(now, type, id, Answered(id, text), [], array[2]!.GetValue<string>()),
        };
        int length = type switch
        {
            MessageType.Call => 4,
            MessageType.CallResult => 3,
            _ => 5,
        };
        Demand(array.Count == length, $"a frame of that type has {length} elements", text);
        Demand(type != MessageType.Call || id.Length <= 36, "a message id has at most 36 characters", text);
        Demand(sent.Type == type && sent.MessageId == id, "the effect describes another frame", text);
        Demand(sent.Action == frame.Action, $"the effect names the action '{sent.Action}'", text);
        if (type == MessageType.Call)
        {
            CheckCall(frame, sent, text);
        }
        else
        {
            Demand(Registration != "Rejected", "a rejected charge point does not answer", text);
        }
        CheckPayload(frame, sent.Utf8, text);
        return frame;
    }

    private void CheckPayload(SentFrame frame, ReadOnlyMemory<byte> utf8, string text)
    {
        OcppAction? action = OcppAction.Find(frame.Action);
        if (frame.Type == MessageType.CallError)
        {
            Demand(Enum.TryParse(frame.ErrorCode, out RpcErrorCode _), "the error code is not one of OCPP-J", text);
            Demand(MayFail || frame.ErrorCode != nameof(RpcErrorCode.InternalError), "a call has failed", text);
            return;
        }
        Demand(action is not null, "the action does not exist", text);
        PayloadType payload = frame.Type == MessageType.Call ? action!.Request : action!.Response;
        Demand(FrameReader.TryRead(utf8, out Frame read, out string problem), problem, text);
        bool isText = frame.Payload["transactionId"]?.GetValueKind() == JsonValueKind.String;
        byte[]? unquoted = null;
        if (isText && Quirks.Contains(Quirk.TransactionIdAsString))
        {
            var numbered = (JsonObject)frame.Payload.DeepClone();
            numbered["transactionId"] = frame.Number("transactionId");
            unquoted = Encoding.UTF8.GetBytes(numbered.ToJsonString());
        }
        object? value = payload.Decode(unquoted ?? read.Payload.Span, out PayloadError error);
        Demand(value is not null, $"{error.Code} at '{error.Path}': {error.Message}", text);
    }

    private void CheckCall(SentFrame frame, SendFrame sent, string text)
    {
        bool isOurs = OcppAction.Find(frame.Action)?.Direction.HasFlag(Direction.FromChargePoint) == true;
        Demand(isOurs, "a charge point does not call that action", text);
        Demand(
            Registration == "Accepted"
                || frame.Action == "BootNotification"
                || (
                    Registration == "Pending"
                    && _triggered.Any(asked => frame.Action.EndsWith(asked, StringComparison.Ordinal))
                ),
            $"only BootNotification may be sent while registration is '{Registration}'",
            text
        );
        Demand(_pending is null, $"a call is still unanswered: {_pending}", text);
        Demand(
            !_callIds.TryGetValue(frame.MessageId, out string? used)
                || (used == frame.Action && Queued.Contains(frame.Action)),
            "the message id was used before",
            text
        );
        bool needsRow = frame.Action is "StartTransaction" or "StopTransaction";
        Demand(!needsRow || sent.AfterSave, "a transaction message must be saved before it is sent", text);
        _callIds[frame.MessageId] = frame.Action;
        _pending = frame;
    }

    private string Answered(string id, string text)
    {
        if (_openCalls.Remove(id, out string? action))
        {
            return action;
        }
        Demand(id == "-1" && Quirks.Contains(Quirk.CallErrorForUnreadableFrames), "it answers no open call", text);
        return "";
    }

    private static void Demand(bool holds, string rule, string frame)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Frame breaks the rules: {rule}. {frame}");
        }
    }
}
