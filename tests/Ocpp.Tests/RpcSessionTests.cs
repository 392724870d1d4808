using System.Buffers;
using System.Text;
using System.Text.Json;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>A charge point's session: frames in, verdicts and replies out.</summary>
public class RpcSessionTests
{
    private static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RpcSession _session = new(Direction.FromCentralSystem);
    private readonly ArrayBufferWriter<byte> _reply = new();

    private string Reply => Encoding.UTF8.GetString(_reply.WrittenSpan);

    [Fact]
    public void A_call_is_decoded()
    {
        Received received = Receive("""[2,"a1","Reset",{"type":"Hard"}]""");
        received.Kind.ShouldBe(ReceivedKind.Call);
        received.Type.ShouldBe(MessageType.Call);
        received.MessageId.ShouldBe("a1");
        received.Action.ShouldBe(Actions.Reset);
        received.ActionName.ShouldBe("Reset");
        received.Payload.ShouldBe(new ResetRequest { Type = ResetType.Hard });
        received.Problem.ShouldBeEmpty();
        Reply.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_is_accepted_while_ours_is_pending()
    {
        Send("m1");
        Receive("""[2,"m1","ClearCache",{}]""").Kind.ShouldBe(ReceivedKind.Call);
        _session.Pending!.MessageId.ShouldBe("m1");
        Receive("""[3,"m1",{"currentTime":"2026-01-01T00:00:00Z"}]""").Kind.ShouldBe(ReceivedKind.Result);
    }

    [Theory]
    [InlineData("""[2,"a1","Frobnicate",{}]""", "NotImplemented")]
    [InlineData("""[2,"a1","reset",{"type":"Hard"}]""", "NotImplemented")]
    [InlineData("""[2,"a1","",{}]""", "NotImplemented")]
    [InlineData("""[2,"a1","Heartbeat",{}]""", "NotSupported")]
    [InlineData("""[2,"a1",7,{}]""", "FormationViolation")]
    [InlineData("""[2,"a1","\ud800",{}]""", "FormationViolation")]
    [InlineData("""[2,"a1","ClearCache",{},{}]""", "FormationViolation")]
    [InlineData("""[2,"a1","ClearCache",[]]""", "FormationViolation")]
    [InlineData("""[2,"a1","ClearCache","x"]""", "FormationViolation")]
    [InlineData("""[2,"a1","ClearCache",{"x":1}]""", "FormationViolation")]
    [InlineData("""[2,"a1","Reset",{}]""", "ProtocolError")]
    [InlineData("""[2,"a1","Reset",null]""", "ProtocolError")]
    [InlineData("""[2,"a1","Reset",{"type":1}]""", "TypeConstraintViolation")]
    [InlineData("""[2,"a1","Reset",{"type":"Warm"}]""", "PropertyConstraintViolation")]
    [InlineData("""[2,"a1","UnlockConnector",{"connectorId":-1}]""", "PropertyConstraintViolation")]
    public void A_bad_call_is_answered_with_its_code(string frame, string code)
    {
        Received received = Receive(frame);
        received.Kind.ShouldBe(ReceivedKind.RefusedCall);
        OcppEnum.Name(received.ErrorCode).ShouldBe(code);
        received.Problem.ShouldNotBeEmpty();
        Reply.ShouldStartWith($"[4,\"a1\",\"{code}\",\"");
        Reply.ShouldEndWith("\",{}]");
        JsonDocument.Parse(Reply).RootElement[3].GetString().ShouldBe(received.Problem);
    }

    [Fact]
    public void The_description_names_the_field_and_what_is_expected()
    {
        Receive(
            """[2,"a1","SetChargingProfile",{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":6.25}]}}}]"""
        )
            .Problem.ShouldBe(
                "csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit: must have at most one digit after the point"
            );
    }

    [Fact]
    public void Null_is_an_empty_payload() =>
        Receive("""[2,"a1","ClearCache",null]""").Payload.ShouldBe(new ClearCacheRequest());

    [Fact]
    public void An_id_of_37_characters_is_refused_and_one_of_36_is_not()
    {
        string id = new('i', 36);
        Receive($"[2,\"{id}\",\"ClearCache\",{{}}]").Kind.ShouldBe(ReceivedKind.Call);
        Received received = Receive($"[2,\"{id}i\",\"ClearCache\",{{}}]");
        received.Kind.ShouldBe(ReceivedKind.RefusedCall);
        received.ErrorCode.ShouldBe(RpcErrorCode.GenericError);
        Reply.ShouldStartWith($"[4,\"{id}i\",\"GenericError\",");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[2]")]
    [InlineData("""["2","a1","ClearCache",{}]""")]
    [InlineData("""[2.5,"a1","ClearCache",{}]""")]
    [InlineData("""[99999999999,"a1","ClearCache",{}]""")]
    [InlineData("""[2,"a1"]""")]
    [InlineData("""[2,"a1","ClearCache"]""")]
    [InlineData("""[2,1,"ClearCache",{}]""")]
    [InlineData("""[2,null,"ClearCache",{}]""")]
    [InlineData("""[2,"\udc00","ClearCache",{}]""")]
    [InlineData("""[2,"a1","ClearCache",{}""")]
    [InlineData("""[2,"a1","ClearCache",{}]x""")]
    [InlineData("""[2,"a1","ClearCache",{}][]""")]
    [InlineData("""[2,"a1","ClearCache",{"a":}]""")]
    [InlineData("""[3,"a1"]""")]
    [InlineData("""[3,null,{}]""")]
    [InlineData("""[4]""")]
    [InlineData("""[0,"a1",{}]""")]
    [InlineData("""[1,"a1",{}]""")]
    [InlineData("""[5,"a1",{}]""")]
    [InlineData("""[-2,"a1",{}]""")]
    public void What_cannot_be_answered_is_dropped_with_a_reason(string frame)
    {
        Received received = Receive(frame);
        received.Kind.ShouldBe(ReceivedKind.Dropped);
        received.Problem.ShouldNotBeEmpty();
        received.MessageId.ShouldBeEmpty();
        Reply.ShouldBeEmpty();
    }

    [Fact]
    public void Invalid_utf8_and_deep_nesting_are_dropped()
    {
        Receive([.. """[2,"a1","ClearCache",{"x":" """u8, 0xFF, .. "\"}]"u8]).Problem.ShouldContain("UTF-8");
        string deep = $"[2,\"a1\",\"ClearCache\",{new string('[', 10_000)}{new string(']', 10_000)}]";
        Receive(deep).Kind.ShouldBe(ReceivedKind.Dropped);
    }

    [Fact]
    public void A_result_is_paired_and_decoded()
    {
        var context = new object();
        _session.CallSent("m1", Actions.Heartbeat, Start, context);
        _session.Due.ShouldBe(Start + TimeSpan.FromSeconds(30));
        Received received = Receive(
            """[3,"m1",{"currentTime":"2026-01-01T00:00:05+01:00"}]""",
            Start + TimeSpan.FromSeconds(2)
        );
        received.Kind.ShouldBe(ReceivedKind.Result);
        received.Action.ShouldBe(Actions.Heartbeat);
        received
            .Payload.ShouldBeOfType<HeartbeatResponse>()
            .CurrentTime.ShouldBe(new DateTimeOffset(2025, 12, 31, 23, 0, 5, TimeSpan.Zero));
        received.Call!.Context.ShouldBeSameAs(context);
        received.RoundTrip.ShouldBe(TimeSpan.FromSeconds(2));
        _session.Pending.ShouldBeNull();
        _session.Due.ShouldBe(Instant.Never);
    }

    [Theory]
    [InlineData("""[3,"m1",{}]""", RpcErrorCode.ProtocolError)]
    [InlineData("""[3,"m1",null]""", RpcErrorCode.ProtocolError)]
    [InlineData("""[3,"m1",[]]""", RpcErrorCode.FormationViolation)]
    [InlineData("""[3,"m1",{"currentTime":"now"}]""", RpcErrorCode.PropertyConstraintViolation)]
    public void A_result_that_is_not_valid_fails_the_call_and_is_not_answered(string frame, RpcErrorCode code)
    {
        Send("m1");
        Received received = Receive(frame);
        received.Kind.ShouldBe(ReceivedKind.BadResult);
        received.ErrorCode.ShouldBe(code);
        received.Call!.MessageId.ShouldBe("m1");
        received.Problem.ShouldNotBeEmpty();
        _session.Pending.ShouldBeNull();
        Reply.ShouldBeEmpty();
    }

    [Fact]
    public void Surplus_elements_of_an_answer_are_overlooked()
    {
        Send("m1");
        Receive("""[3,"m1",{"currentTime":"2026-01-01T00:00:05Z"},{"a":[1]},2]""").Kind.ShouldBe(ReceivedKind.Result);
    }

    [Theory]
    [InlineData("""[4,"m1","NotSupported","no",{}]""", RpcErrorCode.NotSupported, "no")]
    [InlineData("""[4,"m1","OccurenceConstraintViolation","",{}]""", RpcErrorCode.OccurenceConstraintViolation, "")]
    [InlineData("""[4,"m1","OccurrenceConstraintViolation","",{}]""", RpcErrorCode.OccurenceConstraintViolation, "")]
    [InlineData("""[4,"m1","FormationViolation","",{}]""", RpcErrorCode.FormationViolation, "")]
    [InlineData("""[4,"m1","FormatViolation","",{}]""", RpcErrorCode.FormationViolation, "")]
    [InlineData("""[4,"m1","RpcFrameworkError","bad",{}]""", RpcErrorCode.GenericError, "RpcFrameworkError: bad")]
    [InlineData("""[4,"m1","MessageTypeNotSupported","",{}]""", RpcErrorCode.GenericError, "MessageTypeNotSupported")]
    [InlineData("""[4,"m1","InternalError","d",[1,{"a":[]}]]""", RpcErrorCode.InternalError, "d")]
    [InlineData("""[4,"m1","InternalError","d"]""", RpcErrorCode.InternalError, "d")]
    [InlineData("""[4,"m1","InternalError"]""", RpcErrorCode.InternalError, "")]
    [InlineData("""[4,"m1"]""", RpcErrorCode.GenericError, "")]
    [InlineData("""[4,"m1",null,null,null]""", RpcErrorCode.GenericError, "")]
    [InlineData("""[4,"m1",500,{"a":1},"x","y"]""", RpcErrorCode.GenericError, "")]
    [InlineData("""[4,"","GenericError","d",{}]""", RpcErrorCode.GenericError, "d")]
    [InlineData("""[4,"-1","GenericError","d",{}]""", RpcErrorCode.GenericError, "d")]
    [InlineData("""[4,null,"GenericError","d",{}]""", RpcErrorCode.GenericError, "d")]
    [InlineData("""[4,-1,"GenericError","d",{}]""", RpcErrorCode.GenericError, "d")]
    public void A_call_error_in_any_form_fails_the_call(string frame, RpcErrorCode code, string description)
    {
        Send("m1");
        Received received = Receive(frame);
        received.Kind.ShouldBe(ReceivedKind.Error);
        received.ErrorCode.ShouldBe(code);
        received.Problem.ShouldBe(description);
        received.Call!.MessageId.ShouldBe("m1");
        _session.Pending.ShouldBeNull();
        Reply.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_error_without_id_is_dropped_when_it_may_mean_our_answer_to_a_call()
    {
        Send("m1");
        Receive("""[2,"a1","ClearCache",{}]""").Kind.ShouldBe(ReceivedKind.Call);
        Receive("""[4,"-1","GenericError","",{}]""").Kind.ShouldBe(ReceivedKind.Dropped);
        _session.Pending.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""[3,"other",{}]""")]
    [InlineData("""[4,"other","GenericError","",{}]""")]
    public void An_answer_to_another_id_is_dropped_and_never_answered(string frame)
    {
        Send("m1");
        Receive(frame).Kind.ShouldBe(ReceivedKind.Dropped);
        _session.Pending!.MessageId.ShouldBe("m1");
        Reply.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[3,"m1",{}]""")]
    [InlineData("""[4,"m1","GenericError","",{}]""")]
    [InlineData("""[4,"","GenericError","",{}]""")]
    public void An_answer_without_a_call_is_dropped(string frame)
    {
        Receive(frame).Kind.ShouldBe(ReceivedKind.Dropped);
        Reply.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_times_out_once_and_its_answer_is_late_once()
    {
        _session.CallTimeout = TimeSpan.FromSeconds(10);
        Send("m1");
        _session.Expire(Start + TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1)).ShouldBeNull();
        _session.Expire(Start + TimeSpan.FromSeconds(10))!.MessageId.ShouldBe("m1");
        _session.Expire(Start + TimeSpan.FromSeconds(11)).ShouldBeNull();
        _session.Due.ShouldBe(Instant.Never);
        _session.CallSent("m2", Actions.Heartbeat, Start + TimeSpan.FromSeconds(11), null);
        string answer = """[3,"m1",{"currentTime":"2026-01-01T00:00:05Z"}]""";
        Received received = Receive(answer, Start + TimeSpan.FromSeconds(12));
        received.Kind.ShouldBe(ReceivedKind.Late);
        received.Action.ShouldBe(Actions.Heartbeat);
        received.RoundTrip.ShouldBe(TimeSpan.FromSeconds(12));
        Receive(answer).Kind.ShouldBe(ReceivedKind.Dropped);
        _session.Pending!.MessageId.ShouldBe("m2");
    }

    [Fact]
    public void A_retry_under_the_same_id_pairs_with_its_answer()
    {
        Send("m1");
        _session.Expire(Start + TimeSpan.FromSeconds(30)).ShouldNotBeNull();
        Send("m1");
        Receive("""[3,"m1",{"currentTime":"2026-01-01T00:00:05Z"}]""").Kind.ShouldBe(ReceivedKind.Result);
    }

    [Fact]
    public void A_lost_link_gives_the_pending_call_back_and_forgets_it()
    {
        Send("m1");
        _session.Abort()!.MessageId.ShouldBe("m1");
        _session.Abort().ShouldBeNull();
        _session.Pending.ShouldBeNull();
        Receive("""[3,"m1",{}]""").Kind.ShouldBe(ReceivedKind.Dropped);
    }

    [Fact]
    public void Only_one_call_may_be_pending()
    {
        Send("m1");
        Should.Throw<InvalidOperationException>(() => Send("m2"));
        _session.Pending!.MessageId.ShouldBe("m1");
    }

    [Fact]
    public void A_central_systems_session_serves_the_other_direction_and_DataTransfer_either_way()
    {
        var central = new RpcSession(Direction.FromChargePoint);
        Kind(central, """[2,"a","Heartbeat",{}]""").ShouldBe(ReceivedKind.Call);
        Kind(central, """[2,"a","ClearCache",{}]""").ShouldBe(ReceivedKind.RefusedCall);
        Kind(central, """[2,"a","DataTransfer",{"vendorId":"v"}]""").ShouldBe(ReceivedKind.Call);
        Kind(_session, """[2,"a","DataTransfer",{"vendorId":"v"}]""").ShouldBe(ReceivedKind.Call);
    }

    [Fact]
    public void Answers_seen_in_the_field_are_understood()
    {
        _session.CallSent("m1", Actions.StartTransaction, Start, null);
        Received received = Receive(
            """[3,"m1",{"transactionId":-2147483648,"idTagInfo":{"status":"Invalid","parentIdTag":"","expiryDate":"2026-01-31T12:00:00.1234567\u002B00:00"}}]"""
        );
        var response = received.Payload.ShouldBeOfType<StartTransactionResponse>();
        response.TransactionId.ShouldBe(int.MinValue);
        response.IdTagInfo.ParentIdTag.ShouldBe("");
        response.IdTagInfo.ExpiryDate!.Value.Ticks.ShouldBe(
            new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc).Ticks + 1_234_567
        );
    }

    private void Send(string messageId) => _session.CallSent(messageId, Actions.Heartbeat, Start, null);

    private Received Receive(string frame, Instant? now = null) => Receive(Encoding.UTF8.GetBytes(frame), now);

    private Received Receive(byte[] frame, Instant? now = null)
    {
        _reply.ResetWrittenCount();
        return _session.Receive(frame, now ?? Start, _reply);
    }

    private ReceivedKind Kind(RpcSession session, string frame) =>
        session.Receive(Encoding.UTF8.GetBytes(frame), Start, _reply).Kind;
}
