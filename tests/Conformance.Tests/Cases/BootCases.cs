using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Cold boots: OCPP 1.6 §4.2, §4.6.</summary>
public sealed class BootCases
{
    [Case("001", "Cold Boot Charge Point")]
    public void Cold_boot()
    {
        using var test = new TestSystem(ChargePointBench.TwoSockets);
        test.Script.HeartbeatInterval = 40;
        test.Script.Once("BootNotification", Boot(test, "Rejected", 20));
        test.PowerOn();
        SentFrame rejected = test.Expect("BootNotification");
        test.ExpectSilence(19.5, "Heartbeat");
        SentFrame accepted = test.Expect("BootNotification");
        (accepted.At - rejected.At).ShouldBe(TimeSpan.FromSeconds(20));
        test.ExpectStatuses("Available", "Available");
        SentFrame first = test.Expect("Heartbeat", withinSeconds: 41);
        SentFrame second = test.Expect("Heartbeat", withinSeconds: 41);
        (second.At - first.At).ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Case("002", "Cold Boot Charge Point - Pending")]
    public void Cold_boot_pending()
    {
        using var test = new TestSystem(ChargePointBench.TwoSockets);
        test.Script.Once("BootNotification", Boot(test, "Pending", 30));
        test.PowerOn();
        SentFrame pending = test.Expect("BootNotification");
        test.Wait(1);
        test.Send("GetConfiguration", new { key = new[] { "HeartbeatInterval" } }).Payload["configurationKey"]!
            .AsArray()
            .Count.ShouldBe(1);
        test.Configure("MeterValueSampleInterval", "20");
        test.ExpectSilence(28, "Heartbeat");
        SentFrame accepted = test.Expect("BootNotification");
        (accepted.At - pending.At).ShouldBe(TimeSpan.FromSeconds(30));
        test.ExpectStatuses("Available", "Available");
    }

    private static Reply Boot(TestSystem test, string status, int interval) =>
        Reply.Result(
            new
            {
                status,
                currentTime = test.Now.ToString(),
                interval,
            }
        );
}
