using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Csms.Tests;

public sealed class CallTests
{
    private readonly CentralSystem _central = new(
        new()
        {
            CallTimeout = TimeSpan.FromSeconds(20),
            MaxQueuedCalls = 2,
            MessageIdPrefix = "life2-",
        }
    );

    [Fact]
    public void Calls_go_one_at_a_time_and_their_answers_come_back()
    {
        var wire = new Wire(_central);
        var before = wire.Sent.Count;
        var reset = wire.BeginCall(Actions.Reset, """{"type":"Soft"}""");
        var unlock = wire.BeginCall(Actions.UnlockConnector, """{"connectorId":1}""");
        wire.Sent.Count.ShouldBe(before + 1);
        var id = wire.LastCall("Reset");
        id.ShouldStartWith("life2-");
        wire.Sent[^1].ShouldBe($$"""[2,"{{id}}","Reset",{"type":"Soft"}]""");

        wire.Now += TimeSpan.FromMilliseconds(250);
        wire.Receive($$"""[3,"{{id}}",{"status":"Rejected"}]""");
        var outcome = reset.ShouldHaveSingleItem();
        outcome.Status.ShouldBe(CallStatus.Result);
        outcome.MessageId.ShouldBe(id);
        outcome.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(250));
        outcome.Payload.ShouldBeOfType<ResetResponse>().Status.ShouldBe(ResetStatus.Rejected);

        wire.Receive($$"""[4,"{{wire.LastCall("UnlockConnector")}}","NotSupported","no lock",{}]""");
        unlock.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.Error);
        unlock[0].ErrorCode.ShouldBe(RpcErrorCode.NotSupported);
        unlock[0].Description.ShouldBe("no lock");
    }

    [Fact]
    public void Calls_of_the_charge_point_are_answered_while_ours_is_pending()
    {
        var wire = new Wire(_central);
        wire.BeginCall(Actions.ClearCache, "{}");
        wire.Call("Heartbeat", "{}");
    }

    [Fact]
    public void An_answer_that_breaks_the_schema_is_an_error()
    {
        var wire = new Wire(_central);
        var call = wire.BeginCall(Actions.Reset, """{"type":"Hard"}""");
        wire.Receive($$"""[3,"{{wire.LastCall("Reset")}}",{"status":"Perhaps"}]""");
        call.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.Error);
        call[0].ErrorCode.ShouldBe(RpcErrorCode.PropertyConstraintViolation);
    }

    [Fact]
    public void A_call_times_out_the_next_one_is_sent_and_a_late_answer_is_dropped()
    {
        var wire = new Wire(_central);
        var due = new List<Instant>();
        _central.DueChanged = () => due.Add(_central.NextDue);
        var first = wire.BeginCall(Actions.ClearCache, "{}");
        var second = wire.BeginCall(Actions.GetLocalListVersion, "{}");
        var late = wire.LastCall("ClearCache");
        due.ShouldBe([wire.Now + TimeSpan.FromSeconds(20)]);

        wire.Now += TimeSpan.FromSeconds(19);
        _central.Expire(wire.Now);
        first.ShouldBeEmpty();
        wire.Now += TimeSpan.FromSeconds(1);
        _central.Expire(wire.Now);
        first.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.Timeout);
        var id = wire.LastCall("GetLocalListVersion");
        wire.Receive($$"""[3,"{{late}}",{"status":"Accepted"}]""");
        second.ShouldBeEmpty();
        wire.Receive($$"""[3,"{{id}}",{"listVersion":-1}]""");
        second.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.Result);

        _central.Expire(Instant.Never);
        first.Count.ShouldBe(1);
        second.Count.ShouldBe(1);
        _central.NextDue.ShouldBe(Instant.Never);
    }

    [Fact]
    public void The_queue_is_bounded()
    {
        var wire = new Wire(_central);
        for (var i = 0; i < 3; i++)
        {
            wire.BeginCall(Actions.ClearCache, "{}").ShouldBeEmpty();
        }
        wire.BeginCall(Actions.ClearCache, "{}").ShouldHaveSingleItem().Status.ShouldBe(CallStatus.QueueFull);
        _central.FindChargePoint("CP1")!.QueuedCalls.ShouldBe(3);
    }

    [Fact]
    public void Calls_end_with_the_connection()
    {
        var wire = new Wire(_central);
        var sent = wire.BeginCall(Actions.ClearCache, "{}");
        var queued = wire.BeginCall(Actions.ClearCache, "{}");
        wire.Disconnect();
        sent.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.ConnectionLost);
        queued.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.ConnectionLost);
        wire.BeginCall(Actions.ClearCache, "{}").ShouldHaveSingleItem().Status.ShouldBe(CallStatus.ConnectionLost);
        _central.FindConnection("CP1").ShouldBeNull();
        _central.FindChargePoint("CP1")!.Online.ShouldBeFalse();
    }

    [Fact]
    public void A_newer_connection_replaces_the_older()
    {
        var older = new Wire(_central);
        var call = older.BeginCall(Actions.ClearCache, "{}");
        var id = older.LastCall("ClearCache");
        var newer = new Wire(_central, boot: false);
        older.Closed.ShouldBe("replaced by a newer connection");
        call.ShouldHaveSingleItem().Status.ShouldBe(CallStatus.ConnectionLost);

        var sent = older.Sent.Count;
        older.Receive("""[2,"x","Heartbeat",{}]""");
        older.Sent.Count.ShouldBe(sent, "the older connection is deaf");
        older.Disconnect();
        _central.FindConnection("CP1").ShouldBeSameAs(newer.Connection);
        newer.Call("Heartbeat", "{}");
        newer.Receive($$"""[3,"{{id}}",{"status":"Accepted"}]""");
        call.Count.ShouldBe(1);
    }

    [Fact]
    public void A_payload_is_sent_as_it_is()
    {
        var wire = new Wire(_central);
        wire.BeginCall(Actions.Reset, """{"type":"Sideways","more":[1]}""");
        wire.Sent[^1].ShouldEndWith("""{"type":"Sideways","more":[1]}]""");
    }
}
