using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>How transactions start: OCPP 1.6 §3.5, §4.1, §4.8, certification cases 003, 004, 007, 061, 023, 024.</summary>
public sealed class StartTests
{
    [Fact]
    public void Plugged_in_first()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.WaitSeconds(5).Present("TAG1");
        bench.Actions().ShouldBe(["Authorize", "StartTransaction"]);
        bench.TheCall("Authorize").Text("idTag").ShouldBe("TAG1");
        SentFrame start = bench.TheCall("StartTransaction");
        start.Number("connectorId").ShouldBe(1);
        start.Text("idTag").ShouldBe("TAG1");
        start.Number("meterStart").ShouldBe(0);
        start.Time().ShouldBe(bench.Now.ToUtc());
        start.Payload.ContainsKey("reservationId").ShouldBeFalse();
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
        bench.ChargePoint.Snapshot.Evses[0].Transaction!.Id.ShouldBe(1001);
    }

    [Fact]
    public void Tag_first()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Present("TAG1");
        bench.Actions().ShouldBe(["Authorize"]);
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.WaitSeconds(30).PlugIn();
        bench.Calls("StartTransaction").Count.ShouldBe(1);
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
    }

    [Fact]
    public void Tag_first_and_no_cable_gives_up_after_the_time_out()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("ConnectionTimeOut", "20"));
        bench.Present("TAG1").WaitSeconds(19.9);
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.WaitSeconds(0.1).Statuses().ShouldBe(["Preparing", "Available"]);
        bench.PlugIn().WaitSeconds(10).Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void Plugged_in_without_a_tag_ends_in_finishing_and_a_later_tag_starts_nothing()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn().WaitSeconds(60);
        bench.Statuses().ShouldBe(["Preparing", "Finishing"]);
        bench.Do(new PresentTag(1, "TAG1"));
        bench.WaitSeconds(5).Calls("StartTransaction").ShouldBeEmpty();
        bench.Unplug().Statuses().ShouldBe(["Preparing", "Finishing", "Available"]);
    }

    [Fact]
    public void Unplugged_before_anything_was_authorized()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn().Unplug().WaitSeconds(120);
        bench.Statuses().ShouldBe(["Preparing", "Available"]);
    }

    [Fact]
    public void The_same_tag_shown_again_before_the_cable_takes_the_intent_back()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Present("TAG1").Present("tag1");
        bench.Statuses().ShouldBe(["Preparing", "Available"]);
        bench.PlugIn().WaitSeconds(5).Calls("StartTransaction").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Invalid")]
    [InlineData("Blocked")]
    [InlineData("Expired")]
    [InlineData("ConcurrentTx")]
    public void A_tag_that_is_not_accepted_starts_nothing(string status)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("BAD", status);
        bench.PlugIn().Present("BAD").WaitSeconds(10);
        bench.Actions().ShouldBe(["Authorize"]);
        bench.Statuses().ShouldBe(["Preparing"]);
        ChargePointBench tagFirst = ChargePointBench.Booted();
        tagFirst.Csms.Tag("BAD", status);
        tagFirst.Present("BAD").WaitSeconds(10).Statuses().ShouldNotContain("Charging");
        tagFirst.WaitSeconds(60).Calls("StartTransaction").ShouldBeEmpty();
        tagFirst.ChargePoint.Snapshot.Evses[0].Status.ShouldBe(Ocpp.V16.ChargePointStatus.Available);
    }

    [Fact]
    public void With_local_pre_authorization_a_cached_tag_starts_without_asking()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug().Forget();
        bench.Charge().Actions().ShouldBe(["StartTransaction"]);
    }

    [Fact]
    public void Without_local_pre_authorization_a_cached_tag_is_asked_about()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug().Forget();
        bench.Charge().Actions().ShouldBe(["Authorize", "StartTransaction"]);
    }

    [Fact]
    public void A_cleared_cache_asks_again()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug().Forget();
        bench.Call("ClearCache", new { })["status"]!.GetValue<string>().ShouldBe("Accepted");
        bench.Charge().Actions().ShouldBe(["Authorize", "StartTransaction"]);
    }

    [Fact]
    public void A_cached_refusal_is_checked_again_online()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        bench.Csms.Once("Authorize", Reply.IdTag("Blocked"));
        bench.PlugIn().Present("TAG1").Calls("StartTransaction").ShouldBeEmpty();
        bench.Present("TAG1");
        bench.Actions().ShouldBe(["Authorize", "Authorize", "StartTransaction"]);
    }

    [Fact]
    public void An_expired_cache_entry_is_checked_again()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("LocalPreAuthorize", "true"));
        var info = new { status = "Accepted", expiryDate = "2026-05-04T08:10:00Z" };
        bench.Csms.On("Authorize", Reply.Result(new { idTagInfo = info }));
        bench.Csms.On("StartTransaction", Reply.Result(new { idTagInfo = info, transactionId = 5 }));
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Other)).Unplug().WaitSeconds(660).Forget();
        bench.Charge().Actions().Take(2).ShouldBe(["Authorize", "StartTransaction"]);
    }

    [Fact]
    public void Without_the_cache_every_tag_is_asked_about_and_clearing_it_is_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("LocalPreAuthorize", "true"),
            ("AuthorizationCacheEnabled", "false")
        );
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug().Forget();
        bench.Charge().Actions().ShouldBe(["Authorize", "StartTransaction"]);
        bench.Call("ClearCache", new { })["status"]!.GetValue<string>().ShouldBe("Rejected");
    }

    [Fact]
    public void Without_authorization_before_the_start_the_csms_judges_in_its_answer()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                AuthorizeBeforeStart = false,
            }
        );
        bench.Charge().Actions().ShouldBe(["StartTransaction"]);
    }

    [Fact]
    public void A_lock_that_fails_is_a_fault_and_nothing_starts()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new LockFailure(1, true)).PlugIn();
        bench.Do(new PresentTag(1, "TAG1"));
        bench.WaitSeconds(5).Calls("StartTransaction").ShouldBeEmpty();
        SentFrame fault = bench.Calls("StatusNotification")[^1];
        fault.Text("status").ShouldBe("Faulted");
        fault.Text("errorCode").ShouldBe("ConnectorLockFailure");
    }

    [Fact]
    public void The_register_is_never_reset_between_transactions()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Charge().WaitSeconds(600).Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug();
        int stop = bench.TheCall("StopTransaction").Number("meterStop")!.Value;
        stop.ShouldBeInRange(1_500, 1_834);
        bench.Forget().Charge().TheCall("StartTransaction").Number("meterStart").ShouldBe(stop);
    }

    [Fact]
    public void Each_connector_has_its_own_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Charge("TAG1", 1).Charge("TAG2", 2);
        bench.Calls("StartTransaction").Select(call => call.Number("connectorId")).ShouldBe([1, 2]);
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 })["status"]!
            .GetValue<string>()
            .ShouldBe("Accepted");
        bench.TheCall("StopTransaction").Number("transactionId").ShouldBe(1001);
        bench.Statuses(1).ShouldBe(["Preparing", "Charging", "Finishing"]);
        bench.Statuses(2).ShouldBe(["Preparing", "Charging"]);
    }
}
