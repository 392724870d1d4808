using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Reservations;

/// <summary>What ReserveNow and CancelReservation answer: OCPP 1.6 §5.1, §5.13, certification cases 048, 050 to 052.</summary>
public sealed class ReserveNowTests
{
    [Fact]
    public void A_free_connector_is_reserved_and_says_so_after_the_answer()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1).ShouldBe("Accepted");
        bench.Sent.Select(frame => frame.Action).ShouldBe(["ReserveNow", "StatusNotification"]);
        bench.Statuses().ShouldBe(["Reserved"]);
        Reservation made = bench.ChargePoint.Snapshot.Reservations!.Single();
        made.ShouldBe(new(7, 1, "TAG1", null, (bench.Now + TimeSpan.FromHours(1)).ToUtc()));
    }

    [Fact]
    public void A_faulted_connector_is_Faulted()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null));
        bench.Reserve(1).ShouldBe("Faulted");
        bench.Reserve(2).ShouldBe("Accepted");
        bench.Must(new FaultStarted(0, ChargePointErrorCode.GroundFailure, null));
        bench.Reserve(2, id: 8).ShouldBe("Faulted");
        bench.Reserve(0, id: 8).ShouldBe("Faulted");
    }

    [Fact]
    public void An_unavailable_connector_is_Unavailable()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Inoperative" });
        bench.Reserve(1).ShouldBe("Unavailable");
        bench.Call("ChangeAvailability", new { connectorId = 0, type = "Inoperative" });
        bench.Reserve(2).ShouldBe("Unavailable");
        bench.Reserve(0).ShouldBe("Unavailable");
    }

    [Fact]
    public void A_connector_that_is_operative_can_be_reserved_whatever_the_charge_point_is()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Call("ChangeAvailability", new { connectorId = 0, type = "Inoperative" });
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Operative" });
        bench.Reserve(0).ShouldBe("Unavailable");
        bench.Reserve(2).ShouldBe("Unavailable");
        bench.Reserve(1).ShouldBe("Accepted");
        bench.WaitSeconds(60).Status(1).ShouldBe(ChargePointStatus.Reserved);
        bench.Present("TAG1").PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void A_connector_in_use_is_Occupied_whatever_for()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.PlugIn();
        bench.Reserve(1).ShouldBe("Occupied");
        bench.Reserve(0).ShouldBe("Occupied");
        bench.Present("TAG1");
        bench.Reserve(1).ShouldBe("Occupied");
        bench.Must(new StopTransaction(1, Reason.Local));
        bench.Status().ShouldBe(ChargePointStatus.Finishing);
        bench.Reserve(1).ShouldBe("Occupied");
        bench.Unplug().Present("TAG1");
        bench.Status().ShouldBe(ChargePointStatus.Preparing);
        bench.Reserve(1).ShouldBe("Occupied");
    }

    [Fact]
    public void A_reserved_connector_is_Occupied_for_the_same_tag_too()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, "TAG1", 1).ShouldBe("Accepted");
        bench.Reserve(1, "TAG2", 2).ShouldBe("Occupied");
        bench.Reserve(1, "TAG1", 3).ShouldBe("Occupied");
        bench.Reserve(0, "TAG1", 4).ShouldBe("Occupied");
    }

    [Theory]
    [InlineData(2, 3_600, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(0, -1, 1)]
    public void An_unknown_connector_and_a_date_in_the_past_are_Rejected(int connectorId, double seconds, int id)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(connectorId, id: id, seconds: seconds).ShouldBe("Rejected");
        // Whatever goes on there, and also in place of another.
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null));
        bench.Reserve(connectorId, id: id, seconds: seconds).ShouldBe("Rejected");
        bench.Must(new FaultCleared(1));
        bench.Reserve(1).ShouldBe("Accepted");
        bench.Reserve(connectorId, id: 7, seconds: seconds).ShouldBe("Rejected");
        bench.ChargePoint.Snapshot.Reservations!.Single().ConnectorId.ShouldBe(1);
    }

    [Fact]
    public void Connector_0_is_Rejected_where_it_is_not_supported()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["ReserveConnectorZeroSupported"] = "false" },
            }
        );
        bench.Reserve(0).ShouldBe("Rejected");
        bench.Reserve(1).ShouldBe("Accepted");
    }

    [Fact]
    public void A_charge_point_that_goes_down_takes_none()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("StopTransaction", Reply.None);
        bench.Charging();
        bench.Call("Reset", new { type = "Soft" });
        bench.Reserve(1).ShouldBe("Rejected");
    }

    [Fact]
    public void The_same_id_replaces_the_reservation()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, "TAG1").ShouldBe("Accepted");
        bench.Reserve(1, "TAG2", seconds: 60).ShouldBe("Accepted");
        bench.Statuses().ShouldBe(["Reserved"]);
        bench.ChargePoint.Snapshot.Reservations!.Single().IdTag.ShouldBe("TAG2");
        bench.WaitSeconds(60).Statuses().ShouldBe(["Reserved", "Available"]);
    }

    [Fact]
    public void A_replacement_may_be_of_another_connector_if_that_is_free()
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.PlugIn(3);
        bench.Reserve(1).ShouldBe("Accepted");
        bench.Reserve(2, "TAG2", 8).ShouldBe("Accepted");
        bench.Reserve(3).ShouldBe("Occupied");
        bench.Reserve(2).ShouldBe("Occupied");
        bench.Status(1).ShouldBe(ChargePointStatus.Reserved);
        bench.Cancel(8);
        bench.Forget().Reserve(2).ShouldBe("Accepted");
        bench.Statuses(1).ShouldBe(["Available"]);
        bench.Statuses(2).ShouldBe(["Reserved"]);
    }

    [Fact]
    public void While_its_tag_is_on_its_way_a_reservation_can_still_be_replaced()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1, "TAG1");
        bench.Present("TAG1").Status().ShouldBe(ChargePointStatus.Preparing);
        bench.Reserve(1, "TAG2").ShouldBe("Accepted");
        bench.PlugIn().Calls("StartTransaction").ShouldBeEmpty();
    }

    [Fact]
    public void Cancelled_the_connector_is_available_and_a_start_has_no_reservation()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1);
        bench.Forget().Cancel().ShouldBe("Accepted");
        bench.Sent.Select(frame => frame.Action).ShouldBe(["CancelReservation", "StatusNotification"]);
        bench.Statuses().ShouldBe(["Available"]);
        bench.ChargePoint.Snapshot.Reservations.ShouldBeNull();
        bench.Charge("TAG9").ReservationOfStart().ShouldBeNull();
    }

    [Fact]
    public void An_unknown_reservation_cannot_be_cancelled()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Cancel(3).ShouldBe("Rejected");
        bench.Reserve(1, id: 4);
        bench.Cancel(3).ShouldBe("Rejected");
        bench.Cancel(4).ShouldBe("Accepted");
        bench.Cancel(4).ShouldBe("Rejected");
    }

    [Fact]
    public void Cancelled_on_the_way_the_driver_goes_on_without_it()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(1);
        bench.Present("TAG1");
        bench.Cancel().ShouldBe("Accepted");
        bench.PlugIn().ReservationOfStart().ShouldBeNull();
    }
}
