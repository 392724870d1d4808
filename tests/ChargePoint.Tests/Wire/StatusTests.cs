using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Connector statuses and faults: OCPP 1.6 §4.9, certification case 041.</summary>
public sealed class StatusTests
{
    [Fact]
    public void A_fault_ends_the_transaction_and_its_end_leads_back()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, "leak"));
        SentFrame fault = bench.Calls("StatusNotification")[^1];
        fault.Text("status").ShouldBe("Faulted");
        fault.Text("errorCode").ShouldBe("GroundFailure");
        fault.Text("info").ShouldBe("leak");
        bench.TheCall("StopTransaction").Text("reason").ShouldBe("Other");
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(0);
        bench.Must(new FaultCleared(1)).WaitSeconds(5);
        bench.Statuses()[^1].ShouldNotBe("Faulted");
        bench.Calls("StatusNotification")[^1].Text("errorCode").ShouldBe("NoError");
    }

    [Fact]
    public void While_faulted_no_transaction_can_start()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.HighTemperature, null));
        bench.Do(new PlugIn(1, null));
        bench.Do(new PresentTag(1, "TAG1"));
        bench.WaitSeconds(5);
        bench.Calls("StartTransaction").ShouldBeEmpty();
        bench.Statuses().ShouldBe(["Faulted"]);
        bench.Must(new FaultCleared(1)).Statuses().ShouldBe(["Faulted", "Available"]);
        bench.Charge().Calls("StartTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void A_fault_of_the_charge_point_is_reported_on_connector_zero()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new FaultStarted(0, ChargePointErrorCode.InternalError, null));
        bench.Statuses(0).ShouldBe(["Faulted"]);
        bench.Must(new FaultCleared(0)).Statuses(0).ShouldBe(["Faulted", "Available"]);
    }

    [Fact]
    public void The_codes_of_a_fault_stay_the_same_while_it_lasts()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null));
        bench.Kill().Forget().PowerOn().WaitSeconds(5);
        bench.Statuses()[^1].ShouldBeOneOf("Faulted", "Available");
    }

    [Fact]
    public void A_short_status_is_not_reported_when_a_minimum_is_set()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MinimumStatusDuration", "10"));
        bench.PlugIn().WaitSeconds(4).Unplug().WaitSeconds(60);
        bench.Statuses().ShouldBeEmpty();
        bench.PlugIn().WaitSeconds(9.9).Statuses().ShouldBeEmpty();
        bench.WaitSeconds(0.2).Statuses().ShouldBe(["Preparing"]);
    }

    [Fact]
    public void A_car_that_pauses_suspends_and_resumes()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        bench.Must(new SetStatus(1, ChargePointStatus.SuspendedEV, ChargePointErrorCode.NoError, null));
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(0);
        bench.Must(new SetStatus(1, ChargePointStatus.SuspendedEVSE, ChargePointErrorCode.NoError, null));
        bench.Must(new SetStatus(1, ChargePointStatus.Charging, ChargePointErrorCode.NoError, null));
        bench.Statuses().ShouldBe(["SuspendedEV", "SuspendedEVSE", "Charging"]);
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBeGreaterThan(10_000);
        bench.Calls("StopTransaction").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ChargePointStatus.Charging)]
    [InlineData(ChargePointStatus.Reserved)]
    [InlineData(ChargePointStatus.SuspendedEV)]
    [InlineData(ChargePointStatus.Finishing)]
    public void A_status_without_its_cause_is_refused(ChargePointStatus status)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Do(new SetStatus(1, status, ChargePointErrorCode.NoError, null))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Statuses_set_by_hand_do_what_causes_them()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Set(bench, ChargePointStatus.Preparing).Present("TAG1");
        Set(bench, ChargePointStatus.Finishing);
        bench.Calls("StopTransaction").Count.ShouldBe(1);
        Set(bench, ChargePointStatus.Available);
        bench.Statuses().ShouldBe(["Preparing", "Charging", "Finishing", "Available"]);
        Set(bench, ChargePointStatus.Unavailable);
        bench.Must(new SetStatus(1, ChargePointStatus.Available, ChargePointErrorCode.NoError, null));
        bench.Statuses().TakeLast(2).ShouldBe(["Unavailable", "Available"]);
    }

    [Fact]
    public void Available_by_hand_ends_the_session_and_unplugs()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charging();
        Set(bench, ChargePointStatus.Available);
        bench.Calls("StopTransaction").Count.ShouldBe(1);
        bench.Statuses()[^1].ShouldBe("Available");
        bench.ChargePoint.Snapshot.Evses[0].Vehicle.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(1, 0)]
    public void Acts_at_an_evse_that_does_not_exist_are_refused(int plugged, int evseId)
    {
        ChargePointBench bench = ChargePointBench.Booted().PlugIn(plugged);
        bench.Do(new PlugIn(evseId, null))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.Do(new PresentTag(evseId, "TAG1"))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.Do(new Unplug(evseId, UnplugSide.Ev))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.Do(new StopTransaction(evseId, Reason.Local))!.Kind.ShouldBe(RefusalKind.Unknown);
    }

    [Fact]
    public void An_info_that_does_not_fit_a_notification_is_refused()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string tooLong = new('x', 51);
        bench.Do(new FaultStarted(1, ChargePointErrorCode.GroundFailure, tooLong))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench
            .Do(new SetStatus(1, ChargePointStatus.Unavailable, ChargePointErrorCode.NoError, tooLong))!
            .Kind.ShouldBe(RefusalKind.Invalid);
        bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Impossible_acts_are_refused_with_a_reason()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Do(new Unplug(1, UnplugSide.Evse))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Do(new StopTransaction(1, Reason.Local))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.PlugIn().Do(new PlugIn(1, null))!.Detail.ShouldNotBeNullOrWhiteSpace();
        var off = new ChargePointBench();
        off.Do(new PlugIn(1, null))!.Kind.ShouldBe(RefusalKind.Conflict);
        off.Do(new PresentTag(1, "TAG1"))!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public void A_cable_comes_out_of_a_charger_that_is_off_and_the_next_boot_knows()
    {
        ChargePointBench bench = ChargePointBench.Booted().PlugIn();
        bench.Must(new PowerOff(TimeSpan.FromSeconds(8))).WaitSeconds(10);
        bench.ChargePoint.Snapshot.PoweredOn.ShouldBeFalse();
        bench.Forget();

        bench.Must(new Unplug(1, UnplugSide.Ev));

        bench.ChargePoint.Snapshot.Evses[0].Vehicle.ShouldBeNull();
        bench.Sent.ShouldBeEmpty();
        bench.Do(new Unplug(1, UnplugSide.Ev))!.Kind.ShouldBe(RefusalKind.Conflict);
        bench.Do(new Unplug(9, UnplugSide.Ev))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.PowerOn();
        bench.Statuses().ShouldBe(["Available"]);
    }

    private static ChargePointBench Set(ChargePointBench bench, ChargePointStatus status) =>
        bench.Must(new SetStatus(1, status, ChargePointErrorCode.NoError, null));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_status_that_the_csms_did_not_take_is_told_again_after_a_reconnect_and_never_at_once(bool refused)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("StatusNotification", refused ? Reply.Error("InternalError") : Reply.None);
        bench.PlugIn().WaitSeconds(45).Statuses().ShouldBe(["Preparing"]);
        bench.Csms.Normally("StatusNotification");
        bench.Forget().GoOffline().GoOnline().Statuses().ShouldBe(["Preparing"]);
        bench.Forget().GoOffline().GoOnline().Statuses().ShouldBeEmpty();
    }
}
