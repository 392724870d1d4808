using System.Text.Json.Nodes;
using Ocpp;

namespace TestKit;

/// <summary>
/// A central system that does as the test says. Unless told otherwise it answers everything in Core correctly: accepts boots,
/// tags and transactions.
/// </summary>
public sealed class ScriptedCsms
{
    private readonly Dictionary<string, Func<SentFrame, Reply>> _answers = [];
    private readonly Dictionary<string, Queue<Reply>> _once = [];
    private readonly Dictionary<string, JsonObject> _tags = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Time from a call to its answer.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.Zero;

    /// <summary>The heartbeat interval that an accepted boot gets, in seconds.</summary>
    public int HeartbeatInterval { get; set; } = 300;

    /// <summary>What its clock is ahead of the simulation's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The id that the next transaction gets.</summary>
    public int NextTransactionId { get; set; } = 1001;

    /// <summary>The ids given out, by the message id of StartTransaction: a repeated one gets the same again.</summary>
    public Dictionary<string, int> TransactionIds { get; } = [];

    /// <summary>Answers each call of an action in this way from now on.</summary>
    public ScriptedCsms On(string action, Func<SentFrame, Reply> answer)
    {
        _answers[action] = answer;
        return this;
    }

    /// <inheritdoc cref="On(string, Func{SentFrame, Reply})"/>
    public ScriptedCsms On(string action, Reply answer) => On(action, _ => answer);

    /// <summary>Back to the correct answers for an action.</summary>
    public ScriptedCsms Normally(string action)
    {
        _answers.Remove(action);
        _once.Remove(action);
        return this;
    }

    /// <summary>Answers the next calls of an action with these, one each.</summary>
    public ScriptedCsms Once(string action, params ReadOnlySpan<Reply> answers)
    {
        if (!_once.TryGetValue(action, out Queue<Reply>? queue))
        {
            _once[action] = queue = [];
        }
        foreach (Reply answer in answers)
        {
            queue.Enqueue(answer);
        }
        return this;
    }

    /// <summary>What it says about a tag; unknown ones are accepted.</summary>
    public ScriptedCsms Tag(string idTag, string status, string? parentIdTag = null)
    {
        _tags[idTag] = Reply.IdTagInfo(status, parentIdTag);
        return this;
    }

    /// <summary>What it answers to a call now.</summary>
    public Reply Answer(SentFrame call, Instant now)
    {
        if (_once.TryGetValue(call.Action, out Queue<Reply>? queue) && queue.TryDequeue(out Reply? once))
        {
            return once;
        }
        return _answers.TryGetValue(call.Action, out Func<SentFrame, Reply>? answer)
            ? answer(call)
            : Correct(call, now);
    }

    private Reply Correct(SentFrame call, Instant now) =>
        call.Action switch
        {
            "BootNotification" => Reply.Result(
                new
                {
                    status = "Accepted",
                    currentTime = Clock(now),
                    interval = HeartbeatInterval,
                }
            ),
            "Heartbeat" => Reply.Result(new { currentTime = Clock(now) }),
            "Authorize" => Reply.Result(new { idTagInfo = Info(call) }),
            "StartTransaction" => Reply.Result(
                new { idTagInfo = Info(call), transactionId = TransactionId(call.MessageId) }
            ),
            "StopTransaction" when call.Text("idTag") is not null => Reply.Result(new { idTagInfo = Info(call) }),
            "SignCertificate" => Reply.Result(new { status = "Accepted" }),
            "DataTransfer" => Reply.Result(new { status = "UnknownVendorId" }),
            _ => Reply.Empty,
        };

    private int TransactionId(string messageId)
    {
        if (!TransactionIds.TryGetValue(messageId, out int id))
        {
            TransactionIds[messageId] = id = NextTransactionId++;
        }
        return id;
    }

    private string Clock(Instant now) => (now + ClockOffset).ToString();

    private JsonNode Info(SentFrame call) =>
        _tags.TryGetValue(call.Text("idTag")!, out JsonObject? info)
            ? info.DeepClone()
            : Reply.IdTagInfo("Accepted", null);
}
