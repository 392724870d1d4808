using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Offline behaviour, the queue and its retries: OCPP 1.6 §3.5, §4.1, §3.7, OCPP-J 1.6 §5; certification cases 036-039.</summary>
public sealed class QueueTests
{
    [Fact]
    public void Meter_values_of_an_outage_come_in_order_with_their_own_times()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(25).Forget().GoOffline().WaitSeconds(60).Sent.ShouldBeEmpty();
        bench.GoOnline().WaitSeconds(10);
        DateTimeOffset[] times =
        [
            .. bench
                .Calls("MeterValues")
                .Select(call => DateTimeOffset.Parse((string)call.Payload["meterValue"]![0]!["timestamp"]!)),
        ];
        times.Length.ShouldBeInRange(6, 8);
        for (int i = 1; i < times.Length; i++)
        {
            (times[i] - times[i - 1]).ShouldBe(TimeSpan.FromSeconds(10));
        }
        bench.Calls("MeterValues").ShouldAllBe(call => call.Number("transactionId") == 1001);
        bench.Calls("BootNotification").ShouldBeEmpty();
    }

    [Fact]
    public void An_offline_transaction_of_a_known_tag_is_reported_whole()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Charge().Present("TAG1").Unplug().GoOffline().Forget();
        DateTimeOffset began = bench.Now.ToUtc();
        bench.Charge().WaitSeconds(65).Present("TAG1").WaitSeconds(100).Unplug();
        bench.Sent.ShouldBeEmpty();
        bench.GoOnline();
        bench.Actions().Distinct().ShouldBe(["StartTransaction", "MeterValues", "StopTransaction"]);
        bench.TheCall("StartTransaction").Time().ShouldBe(began);
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Time().ShouldBe(began.AddSeconds(65));
        stop.Number("transactionId").ShouldBe(1002);
        stop.Text("idTag").ShouldBe("TAG1");
        (stop.Text("reason") ?? "Local").ShouldBe("Local");
        bench.Calls("MeterValues").ShouldAllBe(call => call.Number("transactionId") == 1002);
        bench.Statuses().ShouldNotContain("Preparing");
        bench.Saved.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void Offline_start_still_running_reports_start_then_charging()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AllowOfflineTxForUnknownId", "true"));
        bench.GoOffline().Forget().Charge("NEW").WaitSeconds(15).GoOnline();
        bench
            .Actions(statuses: true)
            .First(action => action is "StartTransaction" or "MeterValues")
            .ShouldBe("StartTransaction");
        bench.Statuses().ShouldBe(["Charging"]);
        bench.Calls("Authorize").ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_tag_does_not_start_offline_unless_it_may()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.GoOffline().PlugIn();
        bench.Do(new PresentTag(1, "NEW"));
        bench.WaitSeconds(5).ChargePoint.Snapshot.Evses[0].Transaction.ShouldBeNull();
    }

    [Theory]
    [InlineData("LocalAuthorizeOffline", "false")]
    [InlineData("AuthorizationCacheEnabled", "false")]
    public void A_cached_tag_does_not_start_offline_when_that_is_switched_off(string key, string value)
    {
        ChargePointBench bench = ChargePointBench.Booted(null, (key, value));
        bench.Charge().Present("TAG1").Unplug().GoOffline().PlugIn();
        bench.Do(new PresentTag(1, "TAG1"));
        bench.WaitSeconds(5).ChargePoint.Snapshot.Evses[0].Transaction.ShouldBeNull();
    }

    [Fact]
    public void A_tag_known_to_be_refused_does_not_start_offline_even_if_unknown_ones_may()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AllowOfflineTxForUnknownId", "true"));
        bench.Csms.Tag("BAD", "Blocked");
        bench.PlugIn().Present("BAD").GoOffline();
        bench.Do(new PresentTag(1, "BAD"));
        bench.WaitSeconds(5).ChargePoint.Snapshot.Evses[0].Transaction.ShouldBeNull();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void An_offline_start_that_the_csms_refuses_stops_or_suspends(string stopOnInvalid)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("AllowOfflineTxForUnknownId", "true"),
            ("StopTransactionOnInvalidId", stopOnInvalid)
        );
        bench.Csms.Tag("NEW", "Invalid");
        bench.GoOffline().Forget().Charge("NEW").WaitSeconds(30).GoOnline().WaitSeconds(5);
        if (stopOnInvalid == "true")
        {
            bench.TheCall("StopTransaction").Text("reason").ShouldBe("DeAuthorized");
            bench.Statuses()[^1].ShouldBe("Finishing");
        }
        else
        {
            bench.Calls("StopTransaction").ShouldBeEmpty();
            bench.Statuses()[^1].ShouldBe("SuspendedEVSE");
        }
    }

    [Fact]
    public void A_stop_made_offline_is_sent_afterwards()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.GoOffline().WaitSeconds(5).Present("TAG1");
        DateTimeOffset stopped = bench.Now.ToUtc();
        bench.WaitSeconds(600).GoOnline();
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Time().ShouldBe(stopped);
        bench.Statuses().ShouldBe(["Finishing"]);
    }

    [Fact]
    public void Statuses_of_an_outage_are_not_replayed_and_an_unchanged_one_is_not_sent()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.GoOffline().PlugIn(1).Unplug(1).PlugIn(2).GoOnline();
        bench.Statuses(1).ShouldBeEmpty();
        bench.Statuses(2).ShouldBe(["Preparing"]);
        bench.Calls("BootNotification").ShouldBeEmpty();
    }

    [Fact]
    public void A_charge_point_told_so_boots_on_every_reconnect()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneSocket with { BootOnReconnect = true });
        bench.GoOffline().WaitSeconds(9).GoOnline();
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.Statuses().ShouldBe(["Available"]);
    }

    [Fact]
    public void A_failed_message_is_repeated_with_growing_waits_and_then_given_up()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MeterValueSampleInterval", "0"));
        bench.Csms.On("StartTransaction", Reply.Error("InternalError"));
        DateTimeOffset began = bench.Now.ToUtc();
        bench.Charge().WaitSeconds(1_000);
        IReadOnlyList<SentFrame> starts = bench.Calls("StartTransaction");
        starts.Select(call => (call.At.ToUtc() - began).TotalSeconds).ShouldBe([0, 60, 180]);
        starts.Select(call => call.MessageId).Distinct().Count().ShouldBe(1);
        starts.ShouldAllBe(call => call.Time() == began);
        bench.Present("TAG1").TheCall("StopTransaction").Number("transactionId").ShouldBe(-1);
    }

    [Fact]
    public void A_time_out_counts_as_a_failure()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("MeterValueSampleInterval", "0"),
            ("TransactionMessageAttempts", "2"),
            ("TransactionMessageRetryInterval", "10")
        );
        bench.Csms.On("StartTransaction", Reply.None);
        DateTimeOffset began = bench.Now.ToUtc();
        bench.Charge().WaitSeconds(500);
        bench.Calls("StartTransaction").Select(call => (call.At.ToUtc() - began).TotalSeconds).ShouldBe([0, 40]);
    }

    [Fact]
    public void A_broken_link_is_no_failed_attempt()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("TransactionMessageAttempts", "1"));
        bench.Csms.Once("StartTransaction", Reply.None);
        bench.Charge().WaitSeconds(5).GoOffline().WaitSeconds(60).GoOnline();
        bench.Calls("StartTransaction").Count.ShouldBe(2);
        bench.Calls("StartTransaction").Select(call => call.MessageId).Distinct().Count().ShouldBe(1);
        bench.Present("TAG1").TheCall("StopTransaction").Number("transactionId").ShouldBe(1001);
    }

    [Fact]
    public void Zero_attempts_count_as_one()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("TransactionMessageAttempts", "0"),
            ("MeterValueSampleInterval", "0")
        );
        bench.Csms.On("StartTransaction", Reply.Error("InternalError"));
        bench.Charge().WaitSeconds(1_000).Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void Messages_wait_behind_one_that_is_repeated_and_others_overtake()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Csms.Once("StartTransaction", Reply.Error("InternalError"));
        bench.Charge().WaitSeconds(25);
        bench.Calls("MeterValues").ShouldBeEmpty();
        bench.PlugIn(2).Statuses(2).ShouldBe(["Preparing"]);
        bench.WaitSeconds(40);
        bench.Calls("StartTransaction").Count.ShouldBe(2);
        bench.Calls("MeterValues").Count.ShouldBeInRange(5, 7);
        bench.Calls("MeterValues").ShouldAllBe(call => call.Number("transactionId") == 1001);
    }

    [Fact]
    public void Stop_pressed_before_the_start_was_answered_waits_for_the_id()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        bench.Csms.Latency = TimeSpan.FromSeconds(8);
        bench.Present("TAG1").WaitSeconds(10);
        bench.Calls("StartTransaction").Count.ShouldBe(1);
        bench.Calls("StopTransaction").ShouldBeEmpty();
        bench.Present("TAG1").WaitSeconds(60);
        bench.TheCall("StopTransaction").Number("transactionId").ShouldBe(1001);
    }

    [Fact]
    public void A_killed_process_loses_no_queued_message()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AllowOfflineTxForUnknownId", "true"));
        bench.GoOffline().Charge("NEW").WaitSeconds(35).Present("NEW").Kill().Forget();
        bench.WaitSeconds(120).GoOnline().PowerOn().WaitSeconds(5);
        bench.Actions()[0].ShouldBe("BootNotification");
        bench.TheCall("StartTransaction").Text("idTag").ShouldBe("NEW");
        bench.TheCall("StopTransaction").Number("transactionId").ShouldBe(1001);
        bench.Calls("MeterValues").Count.ShouldBeInRange(3, 4);
        bench.TheCall("StopTransaction").Number("meterStop")!.Value.ShouldBeGreaterThan(80);
        bench.Saved.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void Message_ids_are_never_used_again_by_a_restarted_process()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Charge().WaitSeconds(100).Kill();
        bench.PowerOn().WaitSeconds(1_000).Kill();
        bench.PowerOn().WaitSeconds(1_000);
        string[] ids =
        [
            .. bench.Sent.Where(frame => frame.Type == Ocpp.Rpc.MessageType.Call).Select(frame => frame.MessageId),
        ];
        ids.Distinct().Count().ShouldBe(ids.Length);
    }

    [Fact]
    public void A_long_outage_drops_meter_values_before_anything_else_and_stays_bounded()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.GoOffline().Wait(TimeSpan.FromHours(8)).Present("TAG1");
        bench.Saved.Messages.Count.ShouldBeLessThan(2_880);
        bench.GoOnline().Calls("StopTransaction").Count.ShouldBe(1);
        bench.Saved.Messages.ShouldBeEmpty();
    }
}
