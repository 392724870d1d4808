using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Reservations;

/// <summary>Reservations of connector 0, which is whichever is free: OCPP 1.6 §5.13, certification cases 049 and 050.</summary>
public sealed class ConnectorZeroTests
{
    [Fact]
    public void The_only_connector_is_reserved_at_once()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(0).ShouldBe("Accepted");
        bench.Statuses(1).ShouldBe(["Reserved"]);
        bench.Statuses(0).ShouldBeEmpty();
        bench.Do(new PresentTag(1, "TAG2")).ShouldNotBeNull();
        bench.Present("TAG1").PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void With_more_than_one_free_nothing_shows_until_one_is_left()
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.Reserve(0).ShouldBe("Accepted");
        bench.Statuses(1).ShouldBeEmpty();
        bench.Charge("TAG2", 1).ReservationOfStart().ShouldBeNull();
        bench.Status(3).ShouldBe(ChargePointStatus.Available);
        bench.PlugIn(2);
        bench.Status(3).ShouldBe(ChargePointStatus.Reserved);
        bench.Do(new PresentTag(3, "TAG3")).ShouldNotBeNull();
        bench.RemoteStart("TAG3", 3).ShouldBe("Rejected");
        // One that was there before the others had gone is nobody's.
        bench.Present("TAG3", 2).Status(2).ShouldBe(ChargePointStatus.Charging);
        bench.Must(new StopTransaction(2, Reason.Local)).Unplug(2);
        bench.Status(3).ShouldBe(ChargePointStatus.Available);
        bench.Statuses(3).ShouldBe(["Reserved", "Available"]);
    }

    [Fact]
    public void Its_tag_may_use_any_connector()
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.Reserve(0);
        bench.Charge("TAG1", 2).ReservationOfStart().ShouldBe(7);
        bench.ChargePoint.Snapshot.Reservations.ShouldBeNull();
    }

    [Fact]
    public void Its_group_may_use_it_as_authorize_tells()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Tag("TAG2", "Accepted", "GROUP");
        bench.Reserve(0, parent: "GROUP");
        bench.Present("TAG2").PlugIn().ReservationOfStart().ShouldBe(7);
    }

    [Fact]
    public void One_connector_is_kept_free_for_each()
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.Reserve(0, "A", 1).ShouldBe("Accepted");
        bench.Reserve(1, "B", 2).ShouldBe("Accepted");
        bench.Reserve(0, "C", 3).ShouldBe("Accepted");
        // Two are free, and both are spoken for.
        bench.Statuses(2).ShouldBe(["Reserved"]);
        bench.Statuses(3).ShouldBe(["Reserved"]);
        bench.Reserve(0, "D", 4).ShouldBe("Occupied");
        bench.Reserve(2, "D", 4).ShouldBe("Occupied");
        bench.Present("C", 3).PlugIn(3).ReservationOfStart().ShouldBe(3);
        bench.Status(2).ShouldBe(ChargePointStatus.Reserved);
        bench.Cancel(1);
        bench.Status(2).ShouldBe(ChargePointStatus.Available);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    public void A_start_uses_that_of_its_connector_then_its_own_and_then_that_of_its_group(
        int evseId,
        int reservationId
    )
    {
        ChargePointBench bench = ChargePointBench.Booted(Reserving.ThreeSockets);
        bench.Csms.Tag("TAG1", "Accepted", "GROUP");
        bench.Reserve(0, "MATE", 1, "GROUP").ShouldBe("Accepted");
        bench.Reserve(0, "TAG1", 2).ShouldBe("Accepted");
        bench.Reserve(1, "TAG1", 3).ShouldBe("Accepted");
        bench.Present("TAG1", evseId).PlugIn(evseId).ReservationOfStart().ShouldBe(reservationId);
        bench.Cancel(2);
        bench.Forget().Present("TAG1", 3).PlugIn(3).ReservationOfStart().ShouldBe(1);
    }

    [Fact]
    public void It_may_turn_into_one_of_a_connector_and_back()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Charge("TAG2", 1);
        bench.Reserve(0).ShouldBe("Accepted");
        bench.Reserve(2).ShouldBe("Accepted");
        bench.Reserve(0).ShouldBe("Accepted");
        bench.Statuses(2).ShouldBe(["Reserved"]);
        bench.ChargePoint.Snapshot.Reservations!.Single().ConnectorId.ShouldBe(0);
    }

    [Theory]
    [InlineData(true, true, "Faulted")]
    [InlineData(true, false, "Unavailable")]
    [InlineData(false, false, "Unavailable")]
    public void Without_any_that_works_it_is_refused_for_that_reason(
        bool firstFaulted,
        bool secondFaulted,
        string status
    )
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Break(bench, 1, firstFaulted);
        Break(bench, 2, secondFaulted);
        bench.Reserve(0).ShouldBe(status);
    }

    [Fact]
    public void With_one_broken_and_one_in_use_it_is_occupied()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Break(bench, 1, faulted: true);
        bench.PlugIn(2).Reserve(0).ShouldBe("Occupied");
    }

    [Fact]
    public void A_held_connector_comes_back_from_a_fault_as_reserved()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(0);
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null)).Must(new FaultCleared(1));
        bench.Statuses().ShouldBe(["Reserved", "Faulted", "Reserved"]);
    }

    [Fact]
    public void A_session_that_ends_frees_a_connector_for_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Charge("TAG2", 1);
        bench.Reserve(0).ShouldBe("Accepted");
        bench.Must(new FaultStarted(2, ChargePointErrorCode.GroundFailure, null));
        bench.Must(new StopTransaction(1, Reason.Local)).Forget().Unplug(1);
        bench.Statuses(1).ShouldBe(["Available", "Reserved"]);
    }

    [Fact]
    public void It_survives_a_power_loss_and_expires()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(0);
        bench.Kill().Forget().PowerOn();
        bench.Statuses().ShouldBe(["Reserved"]);
        bench.WaitSeconds(3_600).Statuses().ShouldBe(["Reserved", "Available"]);
    }

    [Fact]
    public void A_car_at_a_held_connector_leaves_it_held()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Reserve(0);
        bench.Forget().PlugIn().Unplug().Statuses().ShouldBeEmpty();
    }

    [Fact]
    public void Two_cars_that_are_let_in_at_once_do_not_take_the_last_one()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Reserve(0, "TAG9");
        bench.Csms.Latency = TimeSpan.FromSeconds(1);
        bench.Present("TAG1", 1).Present("TAG2", 2).WaitSeconds(5);
        bench.Status(1).ShouldBe(ChargePointStatus.Preparing);
        bench.Status(2).ShouldBe(ChargePointStatus.Reserved);
    }

    private static void Break(ChargePointBench bench, int connectorId, bool faulted)
    {
        if (faulted)
        {
            bench.Must(new FaultStarted(connectorId, ChargePointErrorCode.GroundFailure, null));
        }
        else
        {
            bench.Call("ChangeAvailability", new { connectorId, type = "Inoperative" });
        }
    }
}
