using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Unavailable that was scheduled, and the way back from it with a cable in the socket: OCPP 1.6 §4.9, §5.</summary>
public sealed class UnavailableTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scheduled_for_the_charge_point_it_comes_although_the_transaction_ended_in_the_dark(bool killed)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets with
            {
                ResumeAfterPowerLoss = false,
            }
        );
        bench.Charging();
        Set(bench, 0, "Inoperative").ShouldBe("Scheduled");
        if (killed)
        {
            bench.Kill();
        }
        else
        {
            bench.Must(new PowerLost());
        }
        bench.Forget().PowerOn();
        bench.Statuses(0).ShouldBe(["Unavailable"]);
        bench.Statuses(1)[^1].ShouldBe("Unavailable");
        bench.ChargePoint.Durable.Availability.ShouldContain(new DurableAvailability(0, true, false));
    }

    [Fact]
    public void Scheduled_for_the_charge_point_it_comes_although_a_fault_ended_the_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        Set(bench, 0, "Inoperative").ShouldBe("Scheduled");
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null));
        Set(bench, 1, "Inoperative").ShouldBe("Accepted");
        bench.Must(new FaultCleared(1));
        bench.Statuses(1)[^1].ShouldBe("Unavailable");
        bench.Statuses(0).ShouldBe(["Unavailable"]);
    }

    [Fact]
    public void Operative_again_an_abandoned_cable_is_nobody_s_any_more()
    {
        ChargePointBench bench = ChargePointBench.Booted().PlugIn().WaitSeconds(61);
        bench.Statuses()[^1].ShouldBe("Finishing");
        Set(bench, 1, "Inoperative");
        Set(bench, 1, "Operative");
        bench.Statuses()[^1].ShouldBe("Preparing");
        bench.Present("TAG1").Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void Operative_again_with_a_foreign_plug_in_the_socket_it_is_not_Available()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("UnlockConnectorOnEVSideDisconnect", "false"));
        bench.Charge().UnplugAtCar();
        Set(bench, 1, "Inoperative");
        bench.Forget();
        Set(bench, 1, "Operative");
        bench.Statuses().ShouldBe(["Preparing", "Finishing"]);
        bench.Present("TAG1").Unplug();
        bench.Statuses()[^1].ShouldBe("Available");
        bench.Charge("TAG2").Calls("StartTransaction").Count.ShouldBe(1);
    }

    private static string? Set(ChargePointBench bench, int connectorId, string type) =>
        (string?)bench.Call("ChangeAvailability", new { connectorId, type })["status"];
}
