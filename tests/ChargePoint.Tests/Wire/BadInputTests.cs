using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Bad frames and payloads: OCPP-J 1.6 §4.2.3.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[2]")]
    [InlineData("[2,\"x\"")]
    [InlineData("[2,7,\"Reset\",{}]")]
    [InlineData("[5,\"x\",\"Reset\",{}]")]
    [InlineData("[\"2\",\"x\",\"Reset\",{}]")]
    [InlineData("[3,\"nobody-asked\",{}]")]
    [InlineData("[4,\"nobody-asked\",\"GenericError\",\"\",{}]")]
    [InlineData("[4,\"-1\",\"GenericError\"]")]
    [InlineData("[4,null,\"FormatViolation\",\"\",[]]")]
    public void What_is_no_message_for_us_gets_no_reply_and_does_no_harm(string frame)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Receive("x", "Reset", frame).ShouldBeNull();
        bench.Sent.ShouldBeEmpty();
        bench.LinkIsUp.ShouldBeTrue();
        bench.Charge().Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("FlyToTheMoon", "{}", "NotImplemented")]
    [InlineData("reset", "{\"type\":\"Soft\"}", "NotImplemented")]
    [InlineData("Reset", "{}", "ProtocolError")]
    [InlineData("Reset", "[]", "FormationViolation")]
    [InlineData("Reset", "\"Soft\"", "FormationViolation")]
    [InlineData("Reset", "{\"type\":\"Soft\",\"delay\":1}", "FormationViolation")]
    [InlineData("Reset", "{\"type\":7}", "TypeConstraintViolation")]
    [InlineData("Reset", "{\"type\":\"Medium\"}", "PropertyConstraintViolation")]
    [InlineData("RemoteStopTransaction", "{\"transactionId\":\"1\"}", "TypeConstraintViolation")]
    [InlineData("RemoteStartTransaction", "{\"idTag\":\"123456789012345678901\"}", "PropertyConstraintViolation")]
    public void Every_bad_call_gets_its_error_code(string action, string payload, string code)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        SentFrame? answer = bench.Receive("x1", action, $"[2,\"x1\",\"{action}\",{payload}]");
        answer.ShouldNotBeNull().ErrorCode.ShouldBe(code);
        bench.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("GetLocalListVersion", "{}", "listVersion", "-1")]
    [InlineData("SendLocalList", "{\"listVersion\":1,\"updateType\":\"Full\"}", "status", "NotSupported")]
    [InlineData(
        "ReserveNow",
        "{\"connectorId\":1,\"expiryDate\":\"2027-01-01T00:00:00Z\",\"idTag\":\"T\",\"reservationId\":1}",
        "status",
        "Rejected"
    )]
    public void A_profile_that_is_not_there_answers_with_its_own_refusal(
        string action,
        string payload,
        string field,
        string value
    )
    {
        CoreOnly().Call(action, JsonNode.Parse(payload)!.AsObject())[field]!.ToString().ShouldBe(value);
    }

    [Theory]
    [InlineData("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}")]
    [InlineData("CancelReservation", "{\"reservationId\":1}")]
    public void A_profile_that_is_not_there_is_not_supported(string action, string payload)
    {
        ChargePointBench bench = CoreOnly();
        bench.TryCall(action, JsonNode.Parse(payload)!.AsObject())!.ErrorCode.ShouldBe("NotSupported");
        bench.Sent.Count.ShouldBe(1);
    }

    private static ChargePointBench CoreOnly() =>
        ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["SupportedFeatureProfiles"] = "Core" },
            }
        );

    [Fact]
    public void A_call_of_a_charge_points_action_is_refused()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.TryCall("Heartbeat", new { })!.ErrorCode.ShouldBeOneOf("NotSupported", "NotImplemented");
    }

    [Fact]
    public void A_message_id_that_is_too_long_is_refused()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string id = new('x', 37);
        bench
            .Receive(id, "ClearCache", $"[2,\"{id}\",\"ClearCache\",{{}}]")
            .ShouldNotBeNull()
            .ErrorCode.ShouldBe("GenericError");
    }

    [Fact]
    public void A_null_payload_counts_as_an_empty_one()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Receive("n", "ClearCache", "[2,\"n\",\"ClearCache\",null]")!.Text("status").ShouldBe("Accepted");
    }

    [Fact]
    public void Calls_may_cross()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Latency = TimeSpan.FromSeconds(10);
        bench.PlugIn();
        bench.Call("GetConfiguration", new { })["configurationKey"].ShouldNotBeNull();
        bench.Call("ClearCache", new { })["status"]!.GetValue<string>().ShouldBe("Accepted");
        bench.WaitSeconds(20).Statuses().ShouldBe(["Preparing"]);
    }

    [Fact]
    public void A_late_answer_is_dropped()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Latency = TimeSpan.FromSeconds(31);
        bench.PlugIn().Present("TAG1").WaitSeconds(65);
        bench.Calls("StartTransaction").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[3,\"$id\",{\"idTagInfo\":{\"status\":\"Splendid\"}}]")]
    [InlineData("[3,\"$id\",{}]")]
    [InlineData("[3,\"$id\",[]]")]
    [InlineData("[4,\"$id\",\"RpcFrameworkError\",\"\",{}]")]
    [InlineData("[4,\"$id\",\"NoSuchCode\"]")]
    public void An_answer_that_says_nothing_valid_is_a_failed_call(string answer)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Once("Authorize", Reply.Raw(answer));
        bench.PlugIn().Present("TAG1");
        bench.Calls("StartTransaction").ShouldBeEmpty();
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.Present("TAG1").WaitSeconds(31).Calls("StartTransaction").Count.ShouldBe(1);
    }
}
