using Ocpp;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Configuration keys that name times: none stops the charge point for ever, and a new value holds at once.</summary>
public sealed class TimeLimitTests
{
    [Fact]
    public void Many_failed_attempts_and_a_long_interval_are_no_trouble()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("TransactionMessageRetryInterval", "0"),
            ("TransactionMessageAttempts", "1000"),
            ("MeterValueSampleInterval", "0")
        );
        int failures = 0;
        bench.Csms.On("StartTransaction", call => failures++ < 500 ? Reply.Error("InternalError") : Reply.None);
        bench.Charge();
        failures.ShouldBe(501);
        string longest = bench
            .ChargePoint.Configuration.Change("TransactionMessageRetryInterval", "2147483647", out _)
            .Problem
            is null
            ? "2147483647"
            : "86400";
        bench.Configure("TransactionMessageRetryInterval", longest);
        bench.Csms.On("StartTransaction", Reply.Error("InternalError"));
        bench.WaitSeconds(60);
        bench.Calls("StartTransaction").Count.ShouldBe(501);
        bench.LinkIsUp.ShouldBeTrue();
    }

    [Theory]
    [InlineData("TransactionMessageRetryInterval")]
    [InlineData("TransactionMessageAttempts")]
    [InlineData("MessageTimeout")]
    [InlineData("MinimumStatusDuration")]
    [InlineData("ConnectionTimeOut")]
    public void A_value_beyond_all_sense_is_rejected(string key) =>
        (
            (string?)ChargePointBench.Booted().Call("ChangeConfiguration", new { key, value = "2147483647" })["status"]
        ).ShouldBe("Rejected");

    [Fact]
    public void A_shorter_message_timeout_holds_for_the_call_in_flight()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MessageTimeout", "3600"));
        bench.Csms.On("StatusNotification", Reply.None);
        bench.PlugIn().WaitSeconds(20).Present("TAG1");
        bench.Calls("Authorize").ShouldBeEmpty();
        bench.Configure("MessageTimeout", "30").WaitSeconds(9).Calls("Authorize").ShouldBeEmpty();
        bench.WaitSeconds(2).Calls("Authorize").Count.ShouldBe(1);
    }

    [Fact]
    public void A_soft_reset_waits_a_minute_at_most()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MessageTimeout", "3600")).Charging();
        bench.Csms.On("StopTransaction", Reply.None);
        bench.Call("Reset", new { type = "Soft" });
        bench.WaitSeconds(65).Calls("BootNotification").Count.ShouldBe(1);
    }

    [Fact]
    public void A_shorter_minimum_releases_the_status_that_waits()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MinimumStatusDuration", "3600"));
        bench.PlugIn().WaitSeconds(10).Statuses().ShouldBeEmpty();
        bench.Configure("MinimumStatusDuration", "15").Statuses().ShouldBeEmpty();
        bench.WaitSeconds(6).Statuses().ShouldBe(["Preparing"]);
        bench.Configure("MinimumStatusDuration", "3600").Unplug().WaitSeconds(5);
        bench.Configure("MinimumStatusDuration", "0").Statuses().ShouldBe(["Preparing", "Available"]);
    }

    [Fact]
    public void A_shorter_retry_interval_holds_for_the_message_that_waits()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("TransactionMessageRetryInterval", "3600"));
        bench.Csms.Once("StartTransaction", Reply.Error("InternalError"));
        bench.Charge().WaitSeconds(20).Calls("StartTransaction").Count.ShouldBe(1);
        bench.Configure("TransactionMessageRetryInterval", "30").WaitSeconds(9);
        bench.Calls("StartTransaction").Count.ShouldBe(1);
        bench.WaitSeconds(2).Calls("StartTransaction").Count.ShouldBe(2);
    }

    [Fact]
    public void A_new_connection_time_out_counts_from_where_the_old_one_did()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("ConnectionTimeOut", "3600"));
        bench.PlugIn().WaitSeconds(50);
        bench.Configure("ConnectionTimeOut", "60").WaitSeconds(9).Statuses().ShouldBe(["Preparing"]);
        bench.WaitSeconds(2).Statuses().ShouldBe(["Preparing", "Finishing"]);
    }
}
