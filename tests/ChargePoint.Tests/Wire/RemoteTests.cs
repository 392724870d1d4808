using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Remote start and stop: OCPP 1.6 §4.8, §4.10, certification cases 010-012, 026-028.</summary>
public sealed class RemoteTests
{
    [Fact]
    public void A_plugged_in_car_starts_after_it_was_authorized()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        Start(bench, new { idTag = "REMOTE", connectorId = 1 }).ShouldBe("Accepted");
        bench.Actions().ShouldBe(["Authorize", "StartTransaction"]);
        bench.TheCall("StartTransaction").Text("idTag").ShouldBe("REMOTE");
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
    }

    [Fact]
    public void Without_authorization_of_remote_starts_it_starts_straight_away()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AuthorizeRemoteTxRequests", "false"));
        bench.PlugIn();
        Start(bench, new { idTag = "REMOTE", connectorId = 1 }).ShouldBe("Accepted");
        bench.Actions().ShouldBe(["StartTransaction"]);
    }

    [Fact]
    public void Started_before_the_cable()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Start(bench, new { idTag = "REMOTE", connectorId = 1 }).ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.WaitSeconds(20).PlugIn();
        bench.Actions().ShouldBe(["Authorize", "StartTransaction"]);
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
    }

    [Fact]
    public void Started_before_a_cable_that_never_comes()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Start(bench, new { idTag = "REMOTE", connectorId = 1 });
        bench.WaitSeconds(60).Statuses().ShouldBe(["Preparing", "Available"]);
        bench.PlugIn().WaitSeconds(10).Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void A_tag_that_the_csms_then_refuses_starts_nothing()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("REMOTE", "Blocked");
        bench.PlugIn();
        Start(bench, new { idTag = "REMOTE", connectorId = 1 }).ShouldBe("Accepted");
        bench.WaitSeconds(5).Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_connector_it_takes_one_that_is_free()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets).Charging("TAG1", 1);
        bench.PlugIn(2);
        Start(bench, new { idTag = "REMOTE" }).ShouldBe("Accepted");
        bench.TheCall("StartTransaction").Number("connectorId").ShouldBe(2);
    }

    [Fact]
    public void Without_a_connector_and_with_none_free_it_is_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        Start(bench, new { idTag = "REMOTE" }).ShouldBe("Rejected");
        bench.WaitSeconds(1).Calls("Authorize").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_connector_that_does_not_exist_is_rejected(int connectorId)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Start(bench, new { idTag = "REMOTE", connectorId }).ShouldBe("Rejected");
        bench.WaitSeconds(1).Actions(statuses: true).ShouldBeEmpty();
    }

    [Fact]
    public void A_connector_that_cannot_charge_is_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets).Charging("TAG1", 1);
        Start(bench, new { idTag = "REMOTE", connectorId = 1 }).ShouldBe("Rejected");
        bench.Call("ChangeAvailability", new { connectorId = 2, type = "Inoperative" });
        Start(bench, new { idTag = "REMOTE", connectorId = 2 }).ShouldBe("Rejected");
        bench.Call("ChangeAvailability", new { connectorId = 2, type = "Operative" });
        bench.Must(new FaultStarted(2, Ocpp.V16.ChargePointErrorCode.GroundFailure, null));
        Start(bench, new { idTag = "REMOTE", connectorId = 2 }).ShouldBe("Rejected");
    }

    [Theory]
    [InlineData("TxDefaultProfile", null)]
    [InlineData("TxProfile", 7)]
    public void A_profile_of_another_purpose_is_refused_or_ignored_without_smart_charging(
        string purpose,
        int? transactionId
    )
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        var profile = new System.Text.Json.Nodes.JsonObject
        {
            ["chargingProfileId"] = 1,
            ["stackLevel"] = 0,
            ["chargingProfilePurpose"] = purpose,
            ["chargingProfileKind"] = "Relative",
            ["chargingSchedule"] = System.Text.Json.Nodes.JsonNode.Parse(
                """{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0}]}"""
            ),
        };
        if (transactionId is { } id)
        {
            profile["transactionId"] = id;
        }
        SentFrame answer = bench.TryCall(
            "RemoteStartTransaction",
            new
            {
                idTag = "REMOTE",
                connectorId = 1,
                chargingProfile = profile,
            }
        )!;
        bool started = bench.Calls("StartTransaction").Count == 1;
        (answer.Text("status") == "Accepted").ShouldBe(started);
    }

    [Fact]
    public void A_remote_stop_answers_first_and_stops_with_reason_remote()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(33).Forget();
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 })["status"]!
            .GetValue<string>()
            .ShouldBe("Accepted");
        bench.Sent[0].Action.ShouldBe("RemoteStopTransaction");
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Text("reason").ShouldBe("Remote");
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.Unplug().Statuses().ShouldBe(["Finishing", "Available"]);
    }

    [Fact]
    public void A_transaction_that_is_not_running_here_cannot_be_stopped()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Call("RemoteStopTransaction", new { transactionId = 9 })["status"]!
            .GetValue<string>()
            .ShouldBe("Rejected");
        bench.Present("TAG1").Forget();
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 })["status"]!
            .GetValue<string>()
            .ShouldBe("Rejected");
        bench.Calls("StopTransaction").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(int.MaxValue)]
    public void Any_integer_is_a_transaction_id(int id)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.NextTransactionId = id;
        bench.Charging();
        bench.Call("RemoteStopTransaction", new { transactionId = id })["status"]!
            .GetValue<string>()
            .ShouldBe("Accepted");
        bench.TheCall("StopTransaction").Number("transactionId").ShouldBe(id);
    }

    private static string? Start(ChargePointBench bench, object request) =>
        bench.Call("RemoteStartTransaction", request)["status"]?.GetValue<string>();
}
