using Ocpp.V16;

namespace Csms.Tests;

public sealed class SessionTests
{
    private readonly List<CsmsSession> _changes = [];
    private readonly CentralSystem _central = new(new());
    private readonly Wire _wire;

    public SessionTests()
    {
        _central.SessionChanged = _changes.Add;
        _wire = new Wire(_central);
    }

    private CsmsSession Single => _central.SessionsOf("CP1").ShouldHaveSingleItem();

    [Fact]
    public void A_session_has_its_energy_power_and_reason()
    {
        var id = _wire.Start(meterStart: 1000);
        Single.State.ShouldBe(SessionState.Open);
        Single.EnergyWh.ShouldBeNull();
        _wire.Sample(
            id,
            "00:10:00",
            """
            {"value":"1500"},{"value":"3.5","measurand":"Power.Active.Import","unit":"kW"},
            {"value":"40","measurand":"SoC","unit":"Percent","location":"EV"},{"value":"9","measurand":"Energy.Active.Import.Register","location":"Inlet"}
            """
        );
        Single.EnergyWh.ShouldBe(500);
        Single.PowerW.ShouldBe(3500);
        Single.SocPercent.ShouldBe(40);
        _wire.Stop(id, 2500, ""","reason":"EVDisconnected" """);
        var session = Single;
        session.State.ShouldBe(SessionState.Stopped);
        session.EnergyWh.ShouldBe(1500);
        session.PowerW.ShouldBe(0);
        session.Reason.ShouldBe(Reason.EVDisconnected);
        session.StoppedAt.ShouldBe(Wire.Origin.AddHours(1));
        _changes.Select(c => c.State).ShouldBe([SessionState.Open, SessionState.Open, SessionState.Stopped]);
    }

    [Fact]
    public void Phases_add_up_where_there_is_no_total_and_garbage_values_are_passed_over()
    {
        var id = _wire.Start();
        _wire.Sample(
            id,
            "00:01:00",
            """
            {"value":"1.2","measurand":"Energy.Active.Import.Register","unit":"kWh"},{"value":"much","measurand":"SoC"},
            {"value":"100","measurand":"Power.Active.Import","phase":"L1","unit":"W"},{"value":"200","measurand":"Power.Active.Import","phase":"L2-N","unit":"W"},
            {"value":"00ff","format":"SignedData","measurand":"SoC"},{"value":"NaN","measurand":"SoC"}
            """
        );
        Single.RegisterWh.ShouldBe(1200);
        Single.PowerW.ShouldBe(300);
        Single.SocPercent.ShouldBeNull();
    }

    [Fact]
    public void A_late_sample_does_not_turn_the_register_back()
    {
        var id = _wire.Start();
        _wire.Sample(id, "00:02:00", """{"value":"200"}""");
        _wire.Sample(id, "00:01:00", """{"value":"100"}""");
        Single.RegisterWh.ShouldBe(200);
        Single.SampleCount.ShouldBe(2);
    }

    [Fact]
    public void Transaction_ids_are_unique_over_charge_points()
    {
        var other = new Wire(_central, "CP2");
        int[] ids = [_wire.Start(), other.Start(), _wire.Start(connectorId: 2), other.Start(connectorId: 2)];
        ids.ShouldBeUnique();
    }

    [Fact]
    public void A_repeated_start_gets_the_same_transaction_id()
    {
        var id = _wire.Start(id: "retry");
        _wire.Start(id: "retry").ShouldBe(id);
        // The same content under a new id, after a reconnect.
        _wire.Disconnect();
        var again = new Wire(_central, boot: false);
        again.Start(id: "fresh").ShouldBe(id);
        Single.TransactionId.ShouldBe(id);
        // Told again, because the first answer may not have gone out for want of a place to keep it; but not changed.
        _changes.Count.ShouldBe(3);
        _changes.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_same_message_id_with_other_content_is_another_start()
    {
        var id = _wire.Start(connectorId: 1, id: "1");
        _wire.Start(connectorId: 2, id: "1").ShouldNotBe(id);
    }

    [Fact]
    public void A_start_repeated_after_its_stop_is_still_known()
    {
        var id = _wire.Start(id: "s");
        _wire.Stop(id, 0);
        _wire.Start(id: "s").ShouldBe(id);
        _central.SessionsOf("CP1").Count.ShouldBe(1);
    }

    [Fact]
    public void Repeated_samples_and_stops_change_nothing()
    {
        var id = _wire.Start();
        _wire.Sample(id, "00:01:00", """{"value":"100"}""");
        _wire.Sample(id, "00:01:00", """{"value":"100"}""");
        Single.SampleCount.ShouldBe(1);
        _wire.Stop(id, 200, id: "stop");
        _wire.Stop(id, 200, id: "stop");
        _wire.Stop(id, 900);
        Single.MeterStopWh.ShouldBe(200);
        _changes.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void A_stop_of_an_unknown_transaction_is_answered_and_recorded_once()
    {
        _wire.Stop(-1, 700, ""","idTag":"CARD","reason":"PowerLoss" """);
        _wire.Stop(-1, 700, ""","idTag":"CARD","reason":"PowerLoss" """);
        Single.TransactionId.ShouldBe(-1);
        Single.StartedAt.ShouldBeNull();
        Single.EnergyWh.ShouldBeNull();
        Single.IdTag.ShouldBe("CARD");
        _wire.Stop(-1, 800);
        _central.SessionsOf("CP1").Count.ShouldBe(2);
    }

    [Fact]
    public void One_charge_point_cannot_stop_the_transaction_of_another()
    {
        var id = _wire.Start();
        new Wire(_central, "CP2").Stop(id, 100);
        Single.State.ShouldBe(SessionState.Open);
    }

    [Fact]
    public void Samples_of_an_unknown_transaction_are_answered_and_not_kept()
    {
        _wire.Sample(4711, "00:01:00", """{"value":"100"}""");
        _central.Sessions.ShouldBeEmpty();
    }

    [Fact]
    public void A_start_on_a_connector_with_an_open_session_supersedes_it_and_its_late_stop_still_counts()
    {
        var lost = _wire.Start();
        var next = _wire.StartTransaction("TAG", 1, 50, Wire.Origin.AddMinutes(5));
        var sessions = _central.SessionsOf("CP1");
        sessions[1].State.ShouldBe(SessionState.Superseded);
        sessions[0].State.ShouldBe(SessionState.Open);
        _wire.Stop(lost, 40);
        sessions = _central.SessionsOf("CP1");
        sessions[1].State.ShouldBe(SessionState.Stopped);
        sessions[1].EnergyWh.ShouldBe(40);
        sessions[0].TransactionId.ShouldBe(next.GetProperty("transactionId").GetInt32());
    }

    [Fact]
    public void What_was_saved_is_taken_up_again()
    {
        var id = _wire.Start("CARD", meterStart: 10);
        var registration = new List<ChargePointRegistration>();
        _central.ChargePointRegistered = registration.Add;
        _wire.Call("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");

        var next = new CentralSystem(new() { FirstTransactionId = id + 1 });
        IdTagEntry[] tags = [new("CARD", AuthorizationStatus.Accepted, AllowConcurrentTx: false)];
        next.Restore(registration, tags, [], _central.Sessions);
        var wire = new Wire(next, boot: false);
        wire.StartTransaction("CARD", 2, 0, Wire.Origin)
            .GetProperty("idTagInfo")
            .GetProperty("status")
            .GetString()
            .ShouldBe("ConcurrentTx");
        wire.Stop(id, 110);
        var session = next.SessionsOf("CP1").Single(s => s.TransactionId == id);
        session.EnergyWh.ShouldBe(100);
        wire.Start(connectorId: 3).ShouldBeGreaterThan(id);
        next.Sessions.Select(s => s.Number).ShouldBeUnique();
    }
}
