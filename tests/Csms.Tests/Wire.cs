using System.Text;
using System.Text.Json;
using Ocpp;
using Ocpp.V16;

namespace Csms.Tests;

/// <summary>A charge point's end of a connection: writes frames by hand, collects what comes back.</summary>
internal sealed class Wire
{
    private readonly CsmsConnection _connection;
    private int _lastId;

    public Wire(CentralSystem central, string id = "CP1", bool boot = true)
    {
        _connection = central
            .Connect(id, Now, frame => Sent.Add(Encoding.UTF8.GetString(frame.Span)), reason => Closed = reason, out _)
            .ShouldNotBeNull();
        if (boot)
        {
            Call("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        }
    }

    public static DateTimeOffset Origin { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Instant Now { get; set; } = Instant.FromUtc(Origin);

    public List<string> Sent { get; } = [];

    public string? Closed { get; private set; }

    public CsmsConnection Connection => _connection;

    public string NextId() => $"m{++_lastId}";

    public void Receive(string frame) => _connection.Receive(Encoding.UTF8.GetBytes(frame), Now);

    public void Disconnect() => _connection.Disconnected(Now);

    /// <summary>Calls, and returns the payload of the CALLRESULT.</summary>
    public JsonElement Call(string action, string payload, string? id = null)
    {
        var answer = Answer(action, payload, id);
        answer[0].GetInt32().ShouldBe(3, answer.ToString());
        return answer[2];
    }

    /// <summary>Calls, and returns the code of the CALLERROR.</summary>
    public string? Refusal(string action, string payload)
    {
        var answer = Answer(action, payload, id: null);
        answer[0].GetInt32().ShouldBe(4, answer.ToString());
        return answer[2].GetString();
    }

    public JsonElement Answer(string action, string payload, string? id)
    {
        id ??= NextId();
        var before = Sent.Count;
        Receive($"""[2,"{id}","{action}",{payload}]""");
        Sent.Count.ShouldBe(before + 1);
        var answer = JsonDocument.Parse(Sent[^1]).RootElement;
        answer[1].GetString().ShouldBe(id);
        return answer;
    }

    public int Start(string idTag = "TAG", int connectorId = 1, int meterStart = 0, string? id = null) =>
        StartTransaction(idTag, connectorId, meterStart, Origin, id).GetProperty("transactionId").GetInt32();

    public JsonElement StartTransaction(
        string idTag,
        int connectorId,
        int meterStart,
        DateTimeOffset timestamp,
        string? id = null
    ) =>
        Call(
            "StartTransaction",
            $$"""{"connectorId":{{connectorId}},"idTag":"{{idTag}}","meterStart":{{meterStart}},"timestamp":"{{timestamp:O}}"}""",
            id
        );

    public JsonElement Stop(int transactionId, int meterStop, string more = "", string? id = null) =>
        Call(
            "StopTransaction",
            $$"""{"transactionId":{{transactionId}},"meterStop":{{meterStop}},"timestamp":"2026-01-01T01:00:00Z"{{more}}}""",
            id
        );

    public void Sample(int transactionId, string time, string samples) =>
        Call(
            "MeterValues",
            $$"""{"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{"timestamp":"2026-01-01T{{time}}Z","sampledValue":[{{samples}}]}]}"""
        );

    /// <summary>Starts a call of the central system and returns where its outcome will be.</summary>
    public List<CallOutcome> BeginCall(OcppAction action, string payload)
    {
        var outcomes = new List<CallOutcome>();
        _connection.Call(action, Encoding.UTF8.GetBytes(payload), Now, outcomes.Add);
        return outcomes;
    }

    /// <summary>The message id of the frame sent last, which must be a call of this action.</summary>
    public string LastCall(string action)
    {
        var frame = JsonDocument.Parse(Sent[^1]).RootElement;
        frame[0].GetInt32().ShouldBe(2);
        frame[2].GetString().ShouldBe(action);
        return frame[1].GetString()!;
    }
}
