using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;

namespace Server.Live;

/// <summary>/fleet/history.</summary>
internal static class FleetHistoryApi
{
    public static void MapFleetHistory(this IEndpointRouteBuilder app) =>
        app.MapGet("/fleet/history", Get)
            .WithName("getFleetHistory")
            .WithTags("Fleet")
            .WithSummary("Power of the active location, oldest first")
            .WithDescription("A point every 5 s since the location became active, for at most an hour.")
            .Problems(422);

    private static Ok<IReadOnlyList<FleetSample>> Get(
        FleetHistory history,
        ChargerRoster roster,
        HttpResponse response,
        DateTimeOffset? from
    ) => TypedResults.Ok(Paging.Whole(response, history.Read(roster.Active.Id, from)));
}
