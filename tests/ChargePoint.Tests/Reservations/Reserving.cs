using System.Text.Json.Nodes;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Reservations;

/// <summary>Reservations in the words of the tests.</summary>
internal static class Reserving
{
    public static ChargePointSettings ThreeSockets =>
        ChargePointBench.OneSocket with
        {
            Evses = [new EvseSettings { Id = 1 }, new EvseSettings { Id = 2 }, new EvseSettings { Id = 3 }],
        };

    /// <summary>ReserveNow; for an hour unless said otherwise.</summary>
    public static string Reserve(
        this ChargePointBench bench,
        int connectorId,
        string idTag = "TAG1",
        int id = 7,
        string? parent = null,
        double seconds = 3_600
    )
    {
        var payload = new JsonObject
        {
            ["connectorId"] = connectorId,
            ["expiryDate"] = (bench.Now + TimeSpan.FromSeconds(seconds)).ToString(),
            ["idTag"] = idTag,
            ["reservationId"] = id,
        };
        if (parent is not null)
        {
            payload["parentIdTag"] = parent;
        }
        return bench.Call("ReserveNow", payload)["status"]!.GetValue<string>();
    }

    public static string Cancel(this ChargePointBench bench, int id = 7) =>
        bench.Call("CancelReservation", new { reservationId = id })["status"]!.GetValue<string>();

    public static string RemoteStart(this ChargePointBench bench, string idTag, int? connectorId = null)
    {
        var payload = new JsonObject { ["idTag"] = idTag };
        if (connectorId is { } id)
        {
            payload["connectorId"] = id;
        }
        return bench.Call("RemoteStartTransaction", payload)["status"]!.GetValue<string>();
    }

    public static ChargePointStatus Status(this ChargePointBench bench, int evseId = 1) =>
        bench.ChargePoint.Snapshot.Evses[evseId - 1].Status;

    public static int? ReservationOfStart(this ChargePointBench bench) =>
        bench.TheCall("StartTransaction").Number("reservationId");
}
