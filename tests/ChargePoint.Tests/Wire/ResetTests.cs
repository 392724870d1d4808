using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Reset and power: OCPP 1.6 §5.14, §3.7, certification cases 013-016, 032.</summary>
public sealed class ResetTests
{
    [Theory]
    [InlineData("Hard")]
    [InlineData("Soft")]
    public void An_idle_charge_point_answers_and_boots_again(string type)
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Call("Reset", new { type })["status"]!.GetValue<string>().ShouldBe("Accepted");
        bench.Sent[0].Action.ShouldBe("Reset");
        bench.WaitSeconds(120);
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.Statuses(0).ShouldBe(["Available"]);
        bench.Statuses(1).ShouldBe(["Available"]);
        bench.Statuses(2).ShouldBe(["Available"]);
        bench.ChargePoint.Snapshot.PoweredOn.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Hard", "HardReset")]
    [InlineData("Soft", "SoftReset")]
    public void A_running_transaction_is_stopped_with_its_reason(string type, string reason)
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets).Charging();
        bench.WaitSeconds(60).Forget().Call("Reset", new { type });
        bench.WaitSeconds(120);
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Text("reason").ShouldBe(reason);
        stop.Text("idTag").ShouldBeNull();
        stop.Number("transactionId").ShouldBe(1001);
        stop.Number("meterStop")!.Value.ShouldBeInRange(160, 184);
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.Statuses(1)[^1].ShouldBeOneOf("Finishing", "Preparing");
        bench.Statuses(2).ShouldBe(["Available"]);
        bench.Unplug().Statuses(1)[^1].ShouldBe("Available");
    }

    [Fact]
    public void An_unanswered_stop_is_kept_across_the_reset()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Csms.Once("StopTransaction", Reply.None);
        bench.Call("Reset", new { type = "Hard" });
        bench.WaitSeconds(300);
        bench.Calls("StopTransaction").Count.ShouldBe(2);
        bench.Calls("StopTransaction").Select(call => call.MessageId).Distinct().Count().ShouldBe(1);
        bench.Saved.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void With_backup_power_a_power_loss_is_reported_before_it_goes_down()
    {
        ChargePointBench bench = ChargePointBench
            .Booted(ChargePointBench.OneSocket with { BackupPower = true })
            .Charging();
        bench.WaitSeconds(60).Forget().Do(new PowerLost());
        bench.WaitSeconds(20);
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("PowerLoss");
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.WaitSeconds(120).ChargePoint.Snapshot.PoweredOn.ShouldBeFalse();
        bench.Forget().PowerOn().WaitSeconds(10);
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.Calls("StopTransaction").ShouldBeEmpty();
        bench.Statuses()[^1].ShouldBeOneOf("Finishing", "Preparing");
    }

    [Fact]
    public void Without_backup_power_nothing_is_sent_until_it_boots_again()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(60).Forget().Do(new PowerLost());
        bench.WaitSeconds(300).Sent.ShouldBeEmpty();
        bench.PowerOn().WaitSeconds(30);
        bench.Actions()[0].ShouldBe("BootNotification");
        AssertResumedOrStopped(bench);
    }

    [Fact]
    public void A_killed_process_is_a_power_loss_without_backup()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(605).Kill().Forget();
        bench.WaitSeconds(300).PowerOn().WaitSeconds(60);
        AssertResumedOrStopped(bench);
        bench.ChargePoint.Snapshot.Evses[0].EnergyMilliWh.ShouldBeGreaterThan(1_500_000);
    }

    [Fact]
    public void The_register_survives_an_orderly_power_off_exactly()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(605).Do(new PowerOff(TimeSpan.FromSeconds(8)));
        bench.WaitSeconds(8).IsOff.ShouldBeTrue();
        long register = bench.ChargePoint.Snapshot.Evses[0].EnergyMilliWh;
        bench.Kill().PowerOn();
        bench.ChargePoint.Snapshot.Evses[0].EnergyMilliWh.ShouldBe(register);
    }

    [Fact]
    public void Power_off_stops_and_reports_running_transactions_once()
    {
        ChargePointBench bench = ChargePointBench
            .Booted(ChargePointBench.TwoSockets)
            .Charging("TAG1", 1)
            .Charging("TAG2", 2);
        bench.WaitSeconds(20).Forget().Do(new PowerOff(TimeSpan.FromSeconds(8)));
        bench.WaitSeconds(10).IsOff.ShouldBeTrue();
        bench.Calls("StopTransaction").Count.ShouldBe(2);
        bench.Calls("StopTransaction").ShouldAllBe(call => (call.Text("reason") ?? "Local") == "Local");
        bench.LinkIsUp.ShouldBeFalse();
        bench.Saved.Messages.ShouldBeEmpty();
        bench.Forget().WaitSeconds(1_000).Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Power_off_waits_no_longer_than_it_may_and_keeps_what_is_unanswered()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Csms.On("StopTransaction", Reply.None);
        bench.Do(new PowerOff(TimeSpan.FromSeconds(8)));
        bench.WaitSeconds(7.9).IsOff.ShouldBeFalse();
        bench.WaitSeconds(0.1).IsOff.ShouldBeTrue();
        bench.Saved.Messages.Count.ShouldBe(1);
        bench.Csms.Normally("StopTransaction");
        bench.Forget().PowerOn().WaitSeconds(10);
        bench.TheCall("StopTransaction").Number("transactionId").ShouldBe(1001);
        bench.Saved.Messages.ShouldBeEmpty();
    }

    private static void AssertResumedOrStopped(ChargePointBench bench)
    {
        bench.Calls("StartTransaction").ShouldBeEmpty();
        if (bench.Calls("StopTransaction") is [var stop])
        {
            stop.Text("reason").ShouldBe("PowerLoss");
            stop.Number("transactionId").ShouldBe(1001);
            bench.Statuses()[^1].ShouldBeOneOf("Finishing", "Preparing");
        }
        else
        {
            bench.ChargePoint.Snapshot.Evses[0].Transaction!.Id.ShouldBe(1001);
            bench.Statuses()[^1].ShouldBeOneOf("Charging", "SuspendedEV", "SuspendedEVSE");
            bench.Calls("MeterValues").ShouldAllBe(call => call.Number("transactionId") == 1001);
        }
    }
}
