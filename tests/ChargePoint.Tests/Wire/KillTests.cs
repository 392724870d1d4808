using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>What stands at the charge point stands there after its process was killed: cars, cables and what was set by hand.</summary>
public sealed class KillTests
{
    [Fact]
    public void A_car_without_a_transaction_is_still_there()
    {
        ChargePointBench bench = ChargePointBench
            .Booted()
            .PlugIn(1, new VehicleSettings { Id = "EV1", SocPercent = 41 });
        bench.Kill().Forget().PowerOn();
        bench.Statuses().ShouldBe(["Preparing"]);
        bench.ChargePoint.Snapshot.Evses[0].Vehicle.ShouldBe(new VehicleSnapshot("EV1", 41));
        bench.Present("TAG1").Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void The_owners_configuration_holds_until_a_key_is_changed()
    {
        ChargePointSettings settings = ChargePointBench.OneSocket with
        {
            Configuration = new Dictionary<string, string>
            {
                ["ConnectionTimeOut"] = "33",
                ["HeartbeatInterval"] = "77",
            },
        };
        ChargePointBench bench = new ChargePointBench(settings).PowerOn().Kill();
        bench.ChargePoint.Configuration.ConnectionTimeOutSeconds.ShouldBe(33);
        bench.PowerOn().Configure("HeartbeatInterval", "88").Kill();
        bench.ChargePoint.Configuration.ConnectionTimeOutSeconds.ShouldBe(33);
        bench.ChargePoint.Configuration.HeartbeatIntervalSeconds.ShouldBe(88);
    }

    [Fact]
    public void A_car_that_was_charged_is_as_full_as_it_was()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charge().WaitSeconds(1200).Present("TAG1");
        double soc = bench.ChargePoint.Snapshot.Evses[0].Vehicle!.SocPercent;
        soc.ShouldBeGreaterThan(32);
        bench.Kill().Forget().PowerOn();
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.ChargePoint.Snapshot.Evses[0].Vehicle!.SocPercent.ShouldBe(soc, 1e-9);
    }

    [Fact]
    public void The_register_is_never_less_than_it_was_seen_to_be()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charge().WaitSeconds(13.5);
        bench.Must(new SetStatus(1, ChargePointStatus.SuspendedEV, ChargePointErrorCode.NoError, null));
        long seen = bench.ChargePoint.Snapshot.Evses[0].EnergyMilliWh;
        bench.Kill().ChargePoint.Snapshot.Evses[0].EnergyMilliWh.ShouldBe(seen);
    }

    [Fact]
    public void An_abandoned_cable_stays_abandoned()
    {
        ChargePointBench bench = ChargePointBench.Booted().PlugIn().WaitSeconds(61).Kill().Forget().PowerOn();
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.Do(new PresentTag(1, "TAG1"))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Unplug().Charge().Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void A_plug_left_in_the_socket_is_still_there()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("UnlockConnectorOnEVSideDisconnect", "false"));
        bench.Charge().UnplugAtCar().Kill().Forget().PowerOn();
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.Do(new PlugIn(1, null)).ShouldNotBeNull();
        bench.Present("TAG1").Unplug().Statuses()[^1].ShouldBe("Available");
    }

    [Fact]
    public void Faulted_by_hand_holds_until_it_is_set_back()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new SetStatus(1, ChargePointStatus.Faulted, ChargePointErrorCode.OverVoltage, "by hand"));
        bench.Kill().Forget().PowerOn();
        SentFrame status = bench.Calls("StatusNotification").Last(frame => frame.Number("connectorId") == 1);
        (status.Text("status"), status.Text("errorCode"), status.Text("info")).ShouldBe(
            ("Faulted", "OverVoltage", "by hand")
        );
        bench.Must(new SetStatus(1, ChargePointStatus.Available, ChargePointErrorCode.NoError, null));
        bench.Kill().Forget().PowerOn().Statuses().ShouldBe(["Available"]);
    }

    [Fact]
    public void The_meter_of_an_evse_that_was_taken_away_says_what_it_last_said()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Charge("TAG1", 2).WaitSeconds(600).Must(new PowerLost());
        long register = bench.ChargePoint.Snapshot.Evses[1].EnergyMilliWh / 1000;
        register.ShouldBeGreaterThan(100);
        bench.Forget().Kill(ChargePointBench.OneSocket).PowerOn();
        bench.TheCall("StopTransaction").Number("meterStop").ShouldBe((int)register);
    }
}
