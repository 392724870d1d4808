using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Registration: OCPP 1.6 §4.2, certification cases 001 and 002.</summary>
public sealed class BootTests
{
    [Fact]
    public void A_cold_boot_introduces_itself_reports_every_connector_and_then_beats()
    {
        var bench = new ChargePointBench(
            ChargePointBench.TwoSockets with
            {
                Vendor = "Acme",
                Model = "AC22",
                SerialNumber = "S1",
                FirmwareVersion = "1.0",
            }
        );
        bench.Csms.HeartbeatInterval = 120;
        bench.PowerOn();

        SentFrame boot = bench.Sent[0];
        boot.Action.ShouldBe("BootNotification");
        boot.Text("chargePointVendor").ShouldBe("Acme");
        boot.Text("chargePointModel").ShouldBe("AC22");
        boot.Text("chargePointSerialNumber").ShouldBe("S1");
        boot.Text("firmwareVersion").ShouldBe("1.0");
        SentFrame[] statuses = [.. bench.Calls("StatusNotification")];
        statuses.Select(frame => frame.Number("connectorId")).ShouldBe([0, 1, 2]);
        statuses.ShouldAllBe(frame => frame.Text("status") == "Available" && frame.Text("errorCode") == "NoError");
        statuses.ShouldAllBe(frame => frame.Time() == bench.Now.ToUtc());
        bench.Sent.Count.ShouldBe(4);

        bench.WaitSeconds(119.9).Sent.Count.ShouldBe(4);
        bench.WaitSeconds(0.1).Sent[^1].Action.ShouldBe("Heartbeat");
        bench.WaitSeconds(240).Calls("Heartbeat").Count.ShouldBe(3);
        Configured(bench, "HeartbeatInterval").ShouldBe("120");
    }

    [Fact]
    public void A_rejected_boot_waits_its_interval_in_silence_and_boots_again()
    {
        var bench = new ChargePointBench();
        bench.Csms.Once("BootNotification", Status("Rejected", 45));
        bench.PowerOn();
        bench.TryCall("GetConfiguration", new { }).ShouldBeNull();
        bench.WaitSeconds(44.9);
        bench.Sent.Select(frame => frame.Action).ShouldBe(["BootNotification"]);
        bench.WaitSeconds(0.1);
        bench.Calls("BootNotification").Count.ShouldBe(2);
        bench.Statuses().ShouldBe(["Available"]);
    }

    [Theory]
    [InlineData("Rejected")]
    [InlineData("Pending")]
    public void Without_an_interval_the_charge_point_picks_its_own_wait(string status)
    {
        var bench = new ChargePointBench();
        bench.Csms.Once("BootNotification", Status(status, 0));
        bench.PowerOn().WaitSeconds(5);
        bench.Calls("BootNotification").Count.ShouldBe(1);
        bench.WaitSeconds(600).Calls("BootNotification").Count.ShouldBe(2);
    }

    [Fact]
    public void While_pending_it_answers_and_sends_nothing_by_itself()
    {
        var bench = new ChargePointBench();
        bench.Csms.Once("BootNotification", Status("Pending", 60));
        bench.PowerOn();
        bench
            .Call("GetConfiguration", new { key = new[] { "HeartbeatInterval" } })["configurationKey"]
            .ShouldNotBeNull();
        bench.Configure("MeterValueSampleInterval", "30");
        Answer(bench, "RemoteStartTransaction", new { idTag = "TAG1", connectorId = 1 }).ShouldBe("Rejected");
        Answer(bench, "RemoteStopTransaction", new { transactionId = 1 }).ShouldBe("Rejected");
        bench.WaitSeconds(59.9).Actions(statuses: true).ShouldBe(["BootNotification"]);
        bench.WaitSeconds(0.1).Calls("BootNotification").Count.ShouldBe(2);
        bench.Statuses().ShouldBe(["Available"]);
    }

    [Fact]
    public void Before_the_first_acceptance_nobody_can_charge()
    {
        var bench = new ChargePointBench();
        bench.Csms.On("BootNotification", Status("Pending", 60));
        bench.PowerOn();
        bench.Do(new PlugIn(1, null));
        bench.Do(new PresentTag(1, "TAG1"));
        bench.WaitSeconds(300);
        bench.Actions(statuses: true).Distinct().ShouldBe(["BootNotification"]);
        bench.Csms.Normally("BootNotification");
        bench.WaitSeconds(60).Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void An_unanswered_or_failed_boot_is_repeated()
    {
        var bench = new ChargePointBench();
        bench.Csms.Once(
            "BootNotification",
            Reply.None,
            Reply.Error("InternalError"),
            Reply.Result(new { status = "Maybe" })
        );
        bench.PowerOn().WaitSeconds(900);
        bench.Calls("BootNotification").Count.ShouldBe(4);
        bench.Statuses().ShouldBe(["Available"]);
    }

    [Fact]
    public void The_csms_may_call_before_it_answers_the_boot()
    {
        var bench = new ChargePointBench();
        bench.Csms.Latency = TimeSpan.FromSeconds(5);
        bench.PowerOn();
        bench.Call("GetConfiguration", new { })["configurationKey"].ShouldNotBeNull();
        bench.WaitSeconds(30).Statuses().ShouldBe(["Available"]);
    }

    [Fact]
    public void The_clock_is_that_of_the_csms()
    {
        var bench = new ChargePointBench();
        bench.Csms.ClockOffset = TimeSpan.FromHours(-3);
        bench.PowerOn();
        bench.Calls("StatusNotification")[0].Time().ShouldBe(bench.Now.ToUtc().AddHours(-3));
        bench.Csms.ClockOffset = TimeSpan.FromHours(2);
        bench.WaitSeconds(300).Forget();
        bench.PlugIn().TheCall("StatusNotification").Time().ShouldBe(bench.Now.ToUtc().AddHours(2));
    }

    [Theory]
    [InlineData("2026-05-04T10:00:00.1234567+02:00")]
    [InlineData("2026-05-04T08:00:00")]
    [InlineData("2026-05-04T08:00:00+00:00")]
    public void The_clock_is_read_in_the_spellings_of_the_field(string currentTime)
    {
        var bench = new ChargePointBench();
        bench.Csms.On(
            "BootNotification",
            Reply.Result(
                new
                {
                    status = "Accepted",
                    currentTime,
                    interval = 300,
                }
            )
        );
        bench.PowerOn();
        bench.Calls("StatusNotification")[0].Time().ShouldBe(ChargePointBench.Start.ToUtc(), TimeSpan.FromSeconds(1));
    }

    private static Reply Status(string status, int interval) =>
        Reply.Result(
            new
            {
                status,
                currentTime = "2026-05-04T08:00:00Z",
                interval,
            }
        );

    private static string? Answer(ChargePointBench bench, string action, object payload) =>
        bench.Call(action, payload)["status"]?.GetValue<string>();

    private static string? Configured(ChargePointBench bench, string key) =>
        bench.Call("GetConfiguration", new { key = new[] { key } })["configurationKey"]![0]!
            ["value"]
            ?.GetValue<string>();
}
