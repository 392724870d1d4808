using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>How transactions stop: OCPP 1.6 §4.10, certification cases 005, 068, 069.</summary>
public sealed class StopTests
{
    [Fact]
    public void The_same_tag_stops_at_once_without_asking()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.WaitSeconds(95).Forget().Present("tag1");
        bench.Actions().ShouldBe(["StopTransaction"]);
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Number("transactionId").ShouldBe(1001);
        stop.Text("idTag").ShouldBe("TAG1", StringCompareShould.IgnoreCase);
        (stop.Text("reason") ?? "Local").ShouldBe("Local");
        stop.Time().ShouldBe(bench.Now.ToUtc());
        stop.Number("meterStop")!.Value.ShouldBeInRange(250, 291);
        stop.Payload.ContainsKey("transactionData").ShouldBeFalse();
        bench.Statuses().ShouldBe(["Finishing"]);
        bench.Unplug().Statuses().ShouldBe(["Finishing", "Available"]);
    }

    [Fact]
    public void Another_tag_is_ignored_when_the_transaction_has_no_group()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Do(new PresentTag(1, "TAG2"));
        bench.WaitSeconds(5);
        bench.Sent.ShouldBeEmpty();
        bench.ChargePoint.Snapshot.Evses[0].Status.ShouldBe(ChargePointStatus.Charging);
    }

    [Fact]
    public void Another_tag_of_the_same_group_stops_after_it_was_authorized()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("TAG1", "Accepted", "FAMILY").Tag("TAG2", "Accepted", "family");
        bench.Charging().Present("TAG2");
        bench.Actions().ShouldBe(["Authorize", "StopTransaction"]);
        bench.TheCall("Authorize").Text("idTag").ShouldBe("TAG2");
        bench.TheCall("StopTransaction").Text("idTag").ShouldBe("TAG2");
        bench.Statuses().ShouldBe(["Finishing"]);
    }

    [Theory]
    [InlineData("Accepted", "OTHERS")]
    [InlineData("Accepted", null)]
    [InlineData("Blocked", "FAMILY")]
    public void A_tag_of_another_group_or_a_refused_one_stops_nothing(string status, string? group)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("TAG1", "Accepted", "FAMILY").Tag("TAG2", status, group);
        bench.Charging();
        bench.Do(new PresentTag(1, "TAG2"));
        bench.WaitSeconds(5).Calls("StopTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void A_tag_is_never_compared_with_a_group()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("TAG1", "Accepted", "FAMILY");
        bench.Charging();
        bench.Do(new PresentTag(1, "FAMILY"));
        bench.WaitSeconds(5).Calls("StopTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void A_stop_by_the_charge_point_itself_names_no_tag()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Must(new StopTransaction(1, Reason.EmergencyStop));
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Text("reason").ShouldBe("EmergencyStop");
        stop.Text("idTag").ShouldBeNull();
    }

    [Fact]
    public void While_it_charges_the_plug_cannot_be_pulled_at_the_socket()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Do(new Unplug(1, UnplugSide.Evse))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Sent.ShouldBeEmpty();
        bench.Present("TAG1").Unplug();
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public void Pulled_at_the_car_it_stops_and_unlocks_if_it_should(string unlock, bool locked)
    {
        ChargePointBench bench = ChargePointBench
            .Booted(null, ("UnlockConnectorOnEVSideDisconnect", unlock))
            .Charging();
        bench.WaitSeconds(60).Forget().UnplugAtCar();
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("EVDisconnected");
        bench.TheCall("StopTransaction").Text("idTag").ShouldBeNull();
        SentFrame status = bench.TheCall("StatusNotification");
        status.Text("status").ShouldBe("Finishing");
        status.Text("info").ShouldBe("EV side disconnected");
        status.Text("errorCode").ShouldBe("NoError");
        bench.ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBe(locked);
        if (locked)
        {
            bench.Do(new Unplug(1, UnplugSide.Evse))!.Kind.ShouldBe(RefusalKind.Conflict);
            bench.Call("UnlockConnector", new { connectorId = 1 })["status"]!.GetValue<string>().ShouldBe("Unlocked");
        }
        bench.Unplug().Statuses().ShouldBe(["Finishing", "Available"]);
    }

    [Fact]
    public void A_plug_that_stayed_locked_is_released_by_the_same_tag()
    {
        ChargePointBench bench = ChargePointBench
            .Booted(null, ("UnlockConnectorOnEVSideDisconnect", "false"))
            .Charging();
        bench.UnplugAtCar().Present("TAG1").Unplug();
        bench.Calls("StartTransaction").ShouldBeEmpty();
        bench.Statuses().ShouldBe(["Finishing", "Available"]);
    }

    [Fact]
    public void A_fixed_cable_pulled_at_the_car_leaves_nothing_to_do()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneFixedCable).Charging();
        bench.WaitSeconds(60).Forget().UnplugAtCar();
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("EVDisconnected");
        bench.Statuses().ShouldBe(["Available"]);
    }

    [Fact]
    public void Pulled_at_the_car_without_a_stop_it_waits_and_goes_on_when_plugged_in_again()
    {
        ChargePointBench bench = ChargePointBench
            .Booted(null, ("StopTransactionOnEVSideDisconnect", "false"))
            .Charging();
        bench.WaitSeconds(55).Forget().UnplugAtCar().WaitSeconds(300);
        bench.Calls("StopTransaction").ShouldBeEmpty();
        SentFrame status = bench.TheCall("StatusNotification");
        status.Text("status").ShouldBe("SuspendedEV");
        status.Text("info").ShouldBe("EV side disconnected");
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(0);
        bench.ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBeTrue();
        bench.PlugIn().Statuses().ShouldBe(["SuspendedEV", "Charging"]);
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 })["status"]!
            .GetValue<string>()
            .ShouldBe("Accepted");
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("Remote");
    }

    [Fact]
    public void Without_a_stop_a_remote_stop_ends_it()
    {
        ChargePointBench bench = ChargePointBench
            .Booted(null, ("StopTransactionOnEVSideDisconnect", "false"))
            .Charging();
        bench.UnplugAtCar().Call("RemoteStopTransaction", new { transactionId = 1001 });
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("Remote");
        bench.Statuses()[^1].ShouldBe("Finishing");
        bench.Unplug().Statuses()[^1].ShouldBe("Available");
    }

    [Fact]
    public void A_tag_that_is_refused_in_the_start_answer_stops_the_transaction_and_keeps_the_cable()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("StartTransaction", Refused);
        bench.Charge();
        SentFrame stop = bench.TheCall("StopTransaction");
        stop.Text("reason").ShouldBe("DeAuthorized");
        stop.Number("transactionId").ShouldBe(0);
        bench.Statuses()[^1].ShouldBe("Finishing");
        bench.Do(new Unplug(1, UnplugSide.Evse))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Forget().Do(new PresentTag(1, "TAG2"));
        bench.Do(new Unplug(1, UnplugSide.Evse))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Present("TAG1").Unplug().Statuses()[^1].ShouldBe("Available");
        bench.Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void With_stop_on_invalid_off_only_the_energy_stops()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("StopTransactionOnInvalidId", "false"));
        bench.Csms.On("StartTransaction", Refused);
        bench.Charge().WaitSeconds(120);
        bench.Calls("StopTransaction").ShouldBeEmpty();
        bench.Statuses()[^1].ShouldBe("SuspendedEVSE");
        bench.ChargePoint.Snapshot.Evses[0].EnergyMilliWh.ShouldBe(0);
        bench.Present("TAG1").TheCall("StopTransaction").Number("transactionId").ShouldBe(0);
    }

    [Fact]
    public void Some_energy_may_be_granted_to_a_refused_tag()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("StopTransactionOnInvalidId", "false"),
            ("MaxEnergyOnInvalidId", "100")
        );
        bench.Csms.On("StartTransaction", Refused);
        bench.Charge().WaitSeconds(20);
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
        bench.WaitSeconds(60);
        bench.Statuses().ShouldBe(["Preparing", "Charging", "SuspendedEVSE"]);
        (bench.ChargePoint.Snapshot.Evses[0].EnergyMilliWh / 1000.0).ShouldBe(100, 35);
    }

    [Fact]
    public void The_most_energy_at_the_least_power_is_no_trouble()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("StopTransactionOnInvalidId", "false"),
            ("MaxEnergyOnInvalidId", "2147483647")
        );
        bench.Csms.On("StartTransaction", Refused);
        bench.PlugIn(1, new VehicleSettings { Id = "TOY", MaxAcPowerW = 3 }).Present("TAG1").WaitSeconds(600);
        bench.Statuses().ShouldBe(["Preparing", "Charging"]);
    }

    [Fact]
    public void Every_car_that_is_full_suspends_and_its_transaction_goes_on()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench
            .PlugIn(
                1,
                new VehicleSettings
                {
                    Id = "EV",
                    BatteryWh = 10_000,
                    SocPercent = 95,
                }
            )
            .Present("TAG1");
        bench.Wait(TimeSpan.FromHours(1)).Statuses().ShouldBe(["Preparing", "Charging", "SuspendedEV"]);
        bench.Calls("StopTransaction").ShouldBeEmpty();
    }

    private static readonly Reply Refused = Reply.Result(
        new { idTagInfo = new { status = "Invalid", parentIdTag = "" }, transactionId = 0 }
    );
}
