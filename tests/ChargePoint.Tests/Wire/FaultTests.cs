using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Faults that strike in the dark or meet an intent, and the one that is a warning only: OCPP 1.6 §7, §4.9, §3.7.</summary>
public sealed class FaultTests
{
    [Fact]
    public void Before_the_boot_a_fault_uses_no_message_id_of_the_life_before()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charge();
        string[] before = [.. bench.Sent.Select(frame => frame.MessageId)];
        bench.Kill().Must(new FaultStarted(1, ChargePointErrorCode.OtherError, null)).Forget().PowerOn();
        SentFrame stop = bench.TheCall("StopTransaction");
        before.ShouldNotContain(stop.MessageId);
        stop.Text("reason").ShouldBe("PowerLoss");
        stop.MessageId.Split('-')[1].ShouldBe("2");
        bench.Statuses()[^1].ShouldBe("Faulted");
    }

    [Fact]
    public void A_transaction_that_the_power_ended_ends_with_the_power_not_with_a_later_fault()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging().WaitSeconds(100);
        DateTimeOffset lost = bench.Now.ToUtc();
        bench.Must(new PowerLost()).Wait(TimeSpan.FromHours(1));
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null)).PowerOn();
        bench.TheCall("StopTransaction").Time().ShouldBe(lost);
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("PowerLoss");
    }

    [Fact]
    public void Nothing_flows_in_the_dark_whatever_happens_to_the_car()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging().WaitSeconds(100);
        bench.Must(new FaultStarted(1, ChargePointErrorCode.EVCommunicationError, null)).Must(new PowerLost());
        bench.Must(new FaultCleared(1)).ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(0);
        bench.PowerOn().WaitSeconds(30).Statuses()[^1].ShouldBe("Charging");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void While_the_charge_point_is_faulted_no_granted_tag_starts(bool asked)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Latency = asked ? TimeSpan.FromSeconds(5) : TimeSpan.Zero;
        bench.Present("TAG1").Must(new FaultStarted(0, ChargePointErrorCode.GroundFailure, null));
        bench.WaitSeconds(6);
        bench.Do(new PlugIn(1, null));
        bench.WaitSeconds(30).Calls("StartTransaction").ShouldBeEmpty();
        bench.Must(new FaultCleared(0)).Present("TAG1").WaitSeconds(20);
        bench.Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void A_granted_tag_starts_nothing_once_the_csms_rejects_the_charge_point()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneSocket with { BootOnReconnect = true });
        bench.Present("TAG1");
        bench.Csms.On(
            "BootNotification",
            Reply.Result(
                new
                {
                    status = "Rejected",
                    currentTime = bench.Now.ToString(),
                    interval = 600,
                }
            )
        );
        bench.GoOffline().GoOnline().PlugIn().WaitSeconds(5);
        bench.ChargePoint.Snapshot.Evses[0].Transaction.ShouldBeNull();
    }

    [Fact]
    public void The_car_that_cannot_be_heard_gets_nothing_until_it_is_heard_again()
    {
        ChargePointBench bench = ChargePointBench.Booted().PlugIn();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.EVCommunicationError, null));
        Last(bench).ShouldBe(("Preparing", "EVCommunicationError"));
        bench.Present("TAG1");
        Last(bench).ShouldBe(("SuspendedEV", "EVCommunicationError"));
        bench.WaitSeconds(30).Must(new FaultCleared(1));
        Last(bench).ShouldBe(("Charging", "NoError"));
    }

    [Fact]
    public void The_warning_stays_through_every_status_that_may_have_it_and_leaves_with_the_car()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.EVCommunicationError, "no pilot"));
        Last(bench).ShouldBe(("SuspendedEV", "EVCommunicationError"));
        bench.Do(new SetStatus(1, ChargePointStatus.Charging, ChargePointErrorCode.NoError, null)).ShouldNotBeNull();
        bench.Must(new SetStatus(1, ChargePointStatus.SuspendedEVSE, ChargePointErrorCode.NoError, null));
        Last(bench).ShouldBe(("SuspendedEVSE", "EVCommunicationError"));
        bench.Present("TAG1");
        Last(bench).ShouldBe(("Finishing", "EVCommunicationError"));
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Inoperative" });
        Last(bench).ShouldBe(("Unavailable", "NoError"));
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Operative" });
        Last(bench).ShouldBe(("Preparing", "EVCommunicationError"));
        bench.Unplug();
        Last(bench).ShouldBe(("Available", "NoError"));
        bench.Charge();
        Last(bench).ShouldBe(("Charging", "NoError"));
    }

    [Fact]
    public void The_warning_goes_with_no_other_status()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        ChargePointErrorCode code = ChargePointErrorCode.EVCommunicationError;
        bench.Do(new FaultStarted(0, code, null)).ShouldNotBeNull();
        bench.Do(new FaultStarted(1, code, null)).ShouldNotBeNull();
        bench.Do(new SetStatus(1, ChargePointStatus.Available, code, null)).ShouldNotBeNull();
        bench.Do(new SetStatus(1, ChargePointStatus.Unavailable, code, null)).ShouldNotBeNull();
        bench.Do(new SetStatus(1, ChargePointStatus.Faulted, code, null)).ShouldNotBeNull();
        bench.Charging();
        bench.Do(new SetStatus(1, ChargePointStatus.Charging, code, null)).ShouldNotBeNull();
        bench.Must(new SetStatus(1, ChargePointStatus.SuspendedEV, code, null));
        Last(bench).ShouldBe(("SuspendedEV", "EVCommunicationError"));
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 });
        bench.Unplug();
        bench
            .Calls("StatusNotification")
            .Where(frame => frame.Text("errorCode") == "EVCommunicationError")
            .ShouldAllBe(frame => frame.Text("status") == "SuspendedEV");
    }

    private static (string?, string?) Last(ChargePointBench bench)
    {
        SentFrame last = bench.Calls("StatusNotification").Last(frame => frame.Number("connectorId") == 1);
        return (last.Text("status"), last.Text("errorCode"));
    }
}
