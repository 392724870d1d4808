using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Heartbeats: OCPP 1.6 §4.6.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public void Any_other_call_takes_the_place_of_a_heartbeat()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.WaitSeconds(290).PlugIn().WaitSeconds(60).Calls("Heartbeat").ShouldBeEmpty();
        bench.WaitSeconds(300).Calls("Heartbeat").ShouldNotBeEmpty();
    }

    [Fact]
    public void A_new_interval_restarts_the_timer()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.WaitSeconds(200).Configure("HeartbeatInterval", "30");
        bench.WaitSeconds(29.9).Calls("Heartbeat").ShouldBeEmpty();
        bench.WaitSeconds(0.1).Calls("Heartbeat").Count.ShouldBe(1);
        bench.WaitSeconds(60).Calls("Heartbeat").Count.ShouldBe(3);
    }

    [Fact]
    public void Interval_zero_means_no_periodic_heartbeat()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("HeartbeatInterval", "0"));
        bench.Wait(TimeSpan.FromHours(23)).Calls("Heartbeat").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("86400")]
    public void Once_a_day_the_clock_is_compared_however_much_else_is_sent(string interval)
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("HeartbeatInterval", interval));
        bench.Configure("ClockAlignedDataInterval", "600").Wait(TimeSpan.FromHours(49));
        bench.Calls("MeterValues").Count.ShouldBeGreaterThan(500);
        bench.Calls("Heartbeat").Count.ShouldBe(2);
    }

    [Fact]
    public void No_heartbeat_is_sent_while_offline_and_they_go_on_afterwards()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.GoOffline().WaitSeconds(1_000).Sent.ShouldBeEmpty();
        bench.GoOnline().WaitSeconds(301).Calls("Heartbeat").Count.ShouldBeInRange(1, 2);
    }

    [Fact]
    public void An_unanswered_heartbeat_holds_nothing_up_for_ever()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Once("Heartbeat", Reply.None);
        bench.WaitSeconds(300).PlugIn();
        bench.Statuses().ShouldBeEmpty();
        bench.WaitSeconds(30).Statuses().ShouldBe(["Preparing"]);
    }
}
