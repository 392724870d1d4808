using ChargePoints;
using Conformance.Tests.Harness;
using Ocpp.V16;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Reservations: OCPP 1.6 §3.11, §5.1, §5.13.</summary>
public sealed class ReservationCases
{
    private const int Id = 7;

    [Case("046_1", "Reservation of a Connector - Local Start Transaction")]
    public void Local_start()
    {
        using var test = Reserved();
        // Somebody else's tag is of no use here.
        test.TryDo(new PresentTag(1, OtherTag));
        test.Wait(10);
        test.Unread("StartTransaction").ShouldBeEmpty();
        test.ReadAll();
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStatus(1, "Preparing");
        test.PlugIn();
        test.ExpectStart(reservationId: Id);
    }

    [Case("046_2", "Reservation of a Connector - Remote Start Transaction")]
    public void Remote_start()
    {
        using var test = Reserved();
        test.Send("RemoteStartTransaction", new { idTag = OtherTag, connectorId = 1 }, "Rejected");
        test.Send("RemoteStartTransaction", new { idTag = Tag, connectorId = 1 }, "Accepted");
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStatus(1, "Preparing");
        test.PlugIn();
        test.ExpectStart(reservationId: Id);
    }

    [Case("047", "Reservation of a Connector - Expire")]
    public void Expires()
    {
        using var test = TestSystem.Booted();
        DateTimeOffset expiry = test.Now.ToUtc().AddSeconds(120);
        Reserve(test, 1, "Accepted", seconds: 120);
        test.ExpectStatus(1, "Reserved");
        test.ExpectStatus(1, "Available", withinSeconds: 121).Time().ShouldBe(expiry);
        test.Present(OtherTag);
        test.Expect("Authorize", new { idTag = OtherTag });
        test.ExpectStatus(1, "Preparing");
        test.PlugIn();
        test.ExpectStart(idTag: OtherTag);
    }

    [Case("048_1", "Reservation of a Connector - Faulted")]
    public void Faulted() => ReserveFaulted(1);

    [Case("048_2", "Reservation of a Connector - Occupied")]
    public void Occupied() => ReserveOccupied(1);

    [Case("048_3", "Reservation of a Connector - Unavailable")]
    public void Unavailable() => ReserveUnavailable(1);

    [Case("048_4", "Reservation of a Connector - Rejected", Note = "The profile is absent.")]
    public void Rejected()
    {
        using var test = TestSystem.Booted(Without("Reservation"));
        Reserve(test, 1, "Rejected");
    }

    [Case("049", "Reservation of a Charge Point", Note = "Connector 0.")]
    public void Whole_charge_point()
    {
        using var test = TestSystem.Booted();
        Reserve(test, 0, "Accepted");
        test.ExpectStatus(1, "Reserved");
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStatus(1, "Preparing");
        test.PlugIn();
        test.ExpectStart(reservationId: Id);
    }

    [Case("050_1", "Reservation of a Charge Point - Faulted")]
    public void Whole_faulted() => ReserveFaulted(0);

    [Case("050_2", "Reservation of a Charge Point - Occupied")]
    public void Whole_occupied() => ReserveOccupied(0);

    [Case("050_3", "Reservation of a Charge Point - Unavailable")]
    public void Whole_unavailable() => ReserveUnavailable(0);

    [Case(
        "050_4",
        "Reservation of a Charge Point - Rejected",
        Note = "ReserveConnectorZeroSupported is false; and the profile is absent."
    )]
    public void Whole_rejected()
    {
        using var refuses = TestSystem.Booted(null, ("ReserveConnectorZeroSupported", "false"));
        Reserve(refuses, 0, "Rejected");
        using var absent = TestSystem.Booted(Without("Reservation"));
        Reserve(absent, 0, "Rejected");
    }

    [Case("051", "Cancel Reservation")]
    public void Cancel()
    {
        using var test = Reserved();
        test.Send("CancelReservation", new { reservationId = Id }, "Accepted");
        test.ExpectStatus(1, "Available");
        test.Present(Tag);
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStatus(1, "Preparing");
        test.PlugIn();
        test.ExpectStart();
    }

    [Case("052", "Cancel Reservation - Rejected")]
    public void Cancel_unknown()
    {
        using var test = Reserved();
        test.Send("CancelReservation", new { reservationId = Id + 1 }, "Rejected");
        test.ExpectSilence(10);
    }

    [Case("053", "Use a Reserved Connector With parentIdTag", Note = "Local and remote start.")]
    public void Parent_tag()
    {
        foreach (bool isRemote in (bool[])[false, true])
        {
            using var test = TestSystem.Booted();
            test.Script.Tag(Tag, "Accepted", "GROUP").Tag(OtherTag, "Accepted", "GROUP");
            Reserve(test, 1, "Accepted", parent: "GROUP");
            test.ExpectStatus(1, "Reserved");
            if (isRemote)
            {
                test.Send("RemoteStartTransaction", new { idTag = OtherTag, connectorId = 1 }, "Accepted");
            }
            else
            {
                test.Present(OtherTag);
            }
            test.Expect("Authorize", new { idTag = OtherTag });
            test.ExpectStatus(1, "Preparing");
            test.PlugIn();
            test.ExpectStart(idTag: OtherTag, reservationId: Id);
        }
    }

    private static TestSystem Reserved()
    {
        TestSystem test = TestSystem.Booted();
        Reserve(test, 1, "Accepted");
        test.ExpectStatus(1, "Reserved");
        return test;
    }

    private static void ReserveFaulted(int connectorId)
    {
        using var test = TestSystem.Booted();
        test.Inject(new Simulation.Chaos.Fault { EvseId = 1, ErrorCode = ChargePointErrorCode.GroundFailure });
        test.ExpectStatus(1, "Faulted", "GroundFailure");
        Reserve(test, connectorId, "Faulted");
    }

    private static void ReserveOccupied(int connectorId)
    {
        using var test = TestSystem.Booted();
        test.Charging();
        Reserve(test, connectorId, "Occupied");
    }

    private static void ReserveUnavailable(int connectorId)
    {
        using var test = TestSystem.Booted();
        test.Send("ChangeAvailability", new { connectorId, type = "Inoperative" }, "Accepted");
        test.Wait(1);
        test.ReadAll();
        Reserve(test, connectorId, "Unavailable");
    }

    private static void Reserve(
        TestSystem test,
        int connectorId,
        string status,
        double seconds = 3_600,
        string? parent = null
    )
    {
        var request = new Dictionary<string, object>
        {
            ["connectorId"] = connectorId,
            ["expiryDate"] = (test.Now + TimeSpan.FromSeconds(seconds)).ToString(),
            ["idTag"] = Tag,
            ["reservationId"] = Id,
        };
        if (parent is not null)
        {
            request["parentIdTag"] = parent;
        }
        test.Send("ReserveNow", request, status);
    }
}
