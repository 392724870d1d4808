using TestKit;
using static ChargePoints.Tests.LocalAuthList.Lists;

namespace ChargePoints.Tests.LocalAuthList;

/// <summary>What the local list says about a tag that is presented: OCPP 1.6 §3.5.2, §3.5.3, §4.1, certification case 008.</summary>
public sealed class ListedTagTests
{
    [Theory]
    [InlineData("Accepted")]
    [InlineData("ConcurrentTx")]
    public void With_local_pre_authorization_a_valid_listed_tag_starts_without_asking(string status)
    {
        ChargePointBench bench = With(Entry("TAG1", status, "GROUP"));
        bench.Configure("LocalPreAuthorize", "true");
        bench.Charge("tag1").Actions().ShouldBe(["StartTransaction"]);
        // The group comes from the list: another of it stops without asking, too.
        bench.Differential(2, Entry("TAG2", "Accepted", "group"));
        bench.Forget().Present("TAG2").Actions().ShouldBe(["StopTransaction"]);
        bench.TheCall("StopTransaction").Text("idTag").ShouldBe("TAG2");
    }

    [Fact]
    public void Without_local_pre_authorization_a_listed_tag_is_asked_about()
    {
        With(Entry("TAG1")).Charge().Actions().ShouldBe(["Authorize", "StartTransaction"]);
    }

    [Theory]
    [InlineData("Blocked", null)]
    [InlineData("Invalid", null)]
    [InlineData("Expired", null)]
    [InlineData("Accepted", "2026-05-04T07:00:00Z")]
    public void A_listed_tag_that_is_not_valid_is_asked_about_online_and_the_csms_decides(string status, string? expiry)
    {
        ChargePointBench bench = With(Entry("TAG1", status, expiry: expiry));
        bench.Configure("LocalPreAuthorize", "true");
        bench.Csms.Once("Authorize", Reply.IdTag("Blocked"));
        bench.PlugIn().Present("TAG1").Actions().ShouldBe(["Authorize"]);
        bench.Present("TAG1").Actions().ShouldBe(["Authorize", "Authorize", "StartTransaction"]);
    }

    [Theory]
    [InlineData("Blocked", null)]
    [InlineData("Invalid", null)]
    [InlineData("Expired", null)]
    [InlineData("Accepted", "2026-05-04T07:00:00Z")]
    public void Offline_a_listed_tag_that_is_not_valid_is_refused_always(string status, string? expiry)
    {
        ChargePointBench bench = With(Entry("TAG1", status, expiry: expiry));
        bench.Configure("AllowOfflineTxForUnknownId", "true").GoOffline();
        Starts(bench, "TAG1").ShouldBeFalse();
        bench.Unplug();
        Starts(bench, "UNKNOWN").ShouldBeTrue();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Offline_a_valid_listed_tag_starts_if_LocalAuthorizeOffline(string allowed, bool starts)
    {
        ChargePointBench bench = With(Entry("TAG1"), Entry("TAG2", "ConcurrentTx"));
        bench.Configure("LocalAuthorizeOffline", allowed).Configure("AllowOfflineTxForUnknownId", "true").GoOffline();
        Starts(bench, "TAG1").ShouldBe(starts);
        bench.Do(new StopTransaction(1, Ocpp.V16.Reason.Local));
        bench.Unplug();
        Starts(bench, "TAG2").ShouldBe(starts);
    }

    [Fact]
    public void An_entry_expires_by_the_chargers_clock()
    {
        ChargePointBench bench = With(Entry("TAG1", expiry: "2026-05-04T08:30:00Z"));
        bench.GoOffline().WaitSeconds(1_799);
        Starts(bench, "TAG1").ShouldBeTrue();
        bench.Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug().WaitSeconds(1);
        Starts(bench, "TAG1").ShouldBeFalse();
    }

    [Fact]
    public void Hidden_the_list_decides_nothing()
    {
        ChargePointBench bench = With(Entry("TAG1"));
        bench.Configure("LocalPreAuthorize", "true").Configure("LocalAuthListEnabled", "false");
        bench.Charge().Actions().ShouldBe(["Authorize", "StartTransaction"]);
    }

    [Fact]
    public void The_cache_never_overrides_the_list()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        // Heard before the list came, and once more after it.
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug();
        bench.Full(1, Entry("TAG1", "Blocked")).ShouldBe("Accepted");
        bench.Saved.Read().AuthorizationCache.ShouldBeEmpty();
        bench.Charge().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug();
        bench.Saved.Read().AuthorizationCache.ShouldBeEmpty();
        bench.GoOffline();
        Starts(bench, "TAG1").ShouldBeFalse();
    }

    [Fact]
    public void What_was_cached_while_the_list_was_hidden_is_no_longer_cached()
    {
        ChargePointBench bench = With(Entry("TAG1"), Entry("TAG2"));
        bench.Configure("LocalPreAuthorize", "true").Configure("LocalAuthListEnabled", "false");
        bench.Charge("TAG1").Present("TAG1").Unplug().Forget();
        bench.Configure("LocalAuthListEnabled", "true");
        bench.Differential(2, Entry("TAG1", null)).ShouldBe("Accepted");
        bench.Charge("TAG1").Calls("Authorize").Count.ShouldBe(1);
    }

    [Fact]
    public void A_boot_ends_the_warning()
    {
        ChargePointBench bench = With(Entry("TAG1"));
        bench.Csms.Tag("TAG1", "Blocked");
        bench.PlugIn().Present("TAG1");
        bench.Kill().Forget().PowerOn();
        Warning(bench).ShouldBe("NoError");
    }

    [Fact]
    public void A_hidden_list_is_contradicted_by_nobody()
    {
        ChargePointBench bench = With(Entry("TAG1"));
        bench.Csms.Tag("TAG1", "Blocked");
        bench.PlugIn().Present("TAG1");
        bench.Calls("StatusNotification")[^1].Text("errorCode").ShouldBe("LocalListConflict");
        bench.Forget().Configure("LocalAuthListEnabled", "false");
        bench.TheCall("StatusNotification").Text("errorCode").ShouldBe("NoError");
    }

    [Fact]
    public void A_remote_start_is_authorized_by_the_list_as_well()
    {
        ChargePointBench bench = With(Entry("TAG1"));
        bench.Configure("LocalPreAuthorize", "true").PlugIn();
        bench.Call("RemoteStartTransaction", new { idTag = "TAG1", connectorId = 1 });
        bench.Actions().ShouldBe(["StartTransaction"]);
    }

    [Fact]
    public void A_csms_that_contradicts_the_list_is_told_by_a_warning_of_connector_0()
    {
        ChargePointBench bench = With(Entry("TAG1"), Entry("TAG2", "Blocked"));
        bench.Csms.Tag("TAG1", "Blocked");
        bench.PlugIn().Present("TAG1");
        SentFrame conflict = bench.Calls("StatusNotification").Single(call => call.Number("connectorId") == 0);
        conflict.Text("errorCode").ShouldBe("LocalListConflict");
        conflict.Text("status").ShouldBe("Available");
        conflict.Text("info").ShouldBe("idTag TAG1");
        bench.Calls("StartTransaction").ShouldBeEmpty();
        // The other way round: the CSMS lets in what the list does not.
        bench.Forget().Present("TAG2");
        Warning(bench).ShouldBe("LocalListConflict");
        bench.Calls("StartTransaction").Count.ShouldBe(1);
        // A new list ends it.
        bench.Forget().Full(2, Entry("TAG1", "Blocked"));
        Warning(bench).ShouldBe("NoError");
    }

    [Fact]
    public void A_refusal_of_an_offline_start_contradicts_the_list()
    {
        ChargePointBench bench = With(Entry("TAG1"));
        bench.GoOffline().Charge();
        bench.Csms.Tag("TAG1", "Invalid");
        bench.GoOnline();
        Warning(bench).ShouldBe("LocalListConflict");
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("DeAuthorized");
    }

    [Fact]
    public void A_concurrent_transaction_says_nothing_about_the_tag()
    {
        ChargePointBench bench = With(Entry("TAG1"));
        bench.Csms.Tag("TAG1", "ConcurrentTx");
        bench.PlugIn().Present("TAG1");
        bench.Calls("StatusNotification").ShouldNotContain(call => call.Number("connectorId") == 0);
    }

    private static string? Warning(ChargePointBench bench) =>
        bench.Calls("StatusNotification").Single(call => call.Number("connectorId") == 0).Text("errorCode");

    private static bool Starts(ChargePointBench bench, string idTag)
    {
        bench.PlugIn().Do(new PresentTag(1, idTag));
        return bench.ChargePoint.Snapshot.Evses[0].Transaction is not null;
    }
}
