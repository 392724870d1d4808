using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/reservations: what the CSMS has reserved.</summary>
internal static class ReservationsApi
{
    public static void MapReservations(this IEndpointRouteBuilder app) =>
        app.MapGet("/chargers/{id}/reservations", List)
            .WithTags("Chargers")
            .WithName("listReservations")
            .WithSummary("Reservations of a charger, in the order in which they were made")
            .WithDescription("Only the CSMS makes and cancels them, with ReserveNow and CancelReservation.")
            .Problems(404);

    private static Results<Ok<IReadOnlyList<Reservation>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        string id
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        IReadOnlyList<Reservation> reservations =
        [
            .. (charger.Unit.Snapshot.Reservations ?? []).Select(reservation => new Reservation(
                reservation.Id,
                reservation.ConnectorId,
                reservation.IdTag,
                reservation.ParentIdTag,
                reservation.ExpiryDate.ToUniversalTime()
            )),
        ];
        return TypedResults.Ok(Paging.Whole(response, reservations));
    }
}

/// <summary>A reservation.</summary>
/// <param name="ReservationId">As the CSMS numbers it.</param>
/// <param name="ConnectorId">The EVSE's id; 0 for whichever is free.</param>
/// <param name="IdTag">Whom it is for.</param>
/// <param name="ParentIdTag">The group that may use it as well; null for none.</param>
/// <param name="ExpiryDate">When it ends by the charger's clock.</param>
public sealed record Reservation(
    int ReservationId,
    int ConnectorId,
    string IdTag,
    string? ParentIdTag,
    DateTimeOffset ExpiryDate
);
