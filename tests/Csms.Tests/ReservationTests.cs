using Ocpp.V16;

namespace Csms.Tests;

/// <summary>Reservations as the central system knows them.</summary>
public sealed class ReservationTests
{
    private readonly CentralSystem _central = new(new() { MaxReservations = 3 });
    private readonly Wire _wire;

    public ReservationTests() => _wire = new Wire(_central);

    private IEnumerable<int> Known => _central.FindChargePoint("CP1")!.Reservations.Select(r => r.ReservationId);

    [Fact]
    public void One_that_was_accepted_is_known_and_ended_by_the_transaction_that_names_it()
    {
        Reserve(1, "Accepted", connectorId: 1);
        Reserve(2, "Accepted", connectorId: 2);
        Reserve(3, "Occupied", connectorId: 2);
        var known = _central.FindChargePoint("CP1")!.Reservations;
        known.Select(r => r.ReservationId).ShouldBe([1, 2]);
        known[0].IdTag.ShouldBe("TAG");
        known[0].ParentIdTag.ShouldBe("GROUP");
        known[0].ExpiryDate.ShouldBe(Wire.Origin.AddHours(1));

        _wire.Call(
            "StartTransaction",
            """{"connectorId":1,"idTag":"TAG","meterStart":0,"timestamp":"2026-01-01T00:00:00Z","reservationId":1}"""
        );
        Known.ShouldBe([2]);
        _central.Sessions.ShouldHaveSingleItem().ReservationId.ShouldBe(1);
    }

    [Fact]
    public void One_ends_when_it_is_cancelled_and_not_when_that_is_refused()
    {
        Reserve(1, "Accepted");
        Answer("CancelReservation", """{"reservationId":1}""", "Rejected");
        Known.ShouldBe([1]);
        Answer("CancelReservation", """{"reservationId":1}""", "Accepted");
        Known.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_id_again_stands_for_the_new_one()
    {
        Reserve(1, "Accepted", connectorId: 1);
        Reserve(1, "Accepted", connectorId: 2);
        _central.FindChargePoint("CP1")!.Reservations.ShouldHaveSingleItem().ConnectorId.ShouldBe(2);
    }

    [Fact]
    public void Expired_ones_and_those_of_connectors_out_of_order_are_forgotten()
    {
        Reserve(1, "Accepted", connectorId: 1);
        Reserve(2, "Accepted", connectorId: 2);
        _wire.Call("StatusNotification", """{"connectorId":2,"errorCode":"GroundFailure","status":"Faulted"}""");
        Known.ShouldBe([1]);
        _wire.Now += TimeSpan.FromHours(1);
        _wire.Call("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""");
        Known.ShouldBeEmpty();
    }

    [Fact]
    public void There_is_a_bound()
    {
        for (var id = 1; id <= 5; id++)
        {
            Reserve(id, "Accepted");
        }
        Known.ShouldBe([3, 4, 5]);
    }

    [Fact]
    public void The_group_of_a_tag_comes_with_every_answer_about_it()
    {
        _central.IdTags.Set(new IdTagEntry("TAG", AuthorizationStatus.Accepted, ParentIdTag: "GROUP"));
        Parent(_wire.Call("Authorize", """{"idTag":"tag"}""")).ShouldBe("GROUP");
        var start = _wire.StartTransaction("TAG", 1, 0, Wire.Origin);
        Parent(start).ShouldBe("GROUP");
        Parent(_wire.Stop(start.GetProperty("transactionId").GetInt32(), 1, ""","idTag":"TAG" """)).ShouldBe("GROUP");

        static string? Parent(System.Text.Json.JsonElement answer) =>
            answer.GetProperty("idTagInfo").GetProperty("parentIdTag").GetString();
    }

    private void Reserve(int id, string status, int connectorId = 1) =>
        Answer(
            "ReserveNow",
            $$"""{"connectorId":{{connectorId}},"expiryDate":"2026-01-01T01:00:00Z","idTag":"TAG","parentIdTag":"GROUP","reservationId":{{id}}}""",
            status
        );

    private void Answer(string action, string payload, string status)
    {
        _wire.BeginCall(OcppAction.Find(action)!, payload);
        _wire.Receive($$"""[3,"{{_wire.LastCall(action)}}",{"status":"{{status}}"}]""");
    }
}
