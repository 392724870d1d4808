using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/security-events: the security log.</summary>
internal static class SecurityEventsApi
{
    public static void MapSecurityEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/chargers/{id}/security-events", List)
            .WithTags("Security")
            .WithName("getSecurityEvents")
            .WithSummary("The charger's security log, oldest entry first")
            .WithDescription(
                "It holds 100 entries and rolls. In security profile 0 nothing is recorded but what messages of the security extension bring about."
            )
            .Problems(404);

    private static Results<Ok<IReadOnlyList<SecurityEvent>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        string id
    ) =>
        roster.TryGet(id, out var charger)
            ? TypedResults.Ok(Paging.Whole(response, Read(charger.Unit.Snapshot)))
            : Problem.UnknownCharger(id);

    private static IReadOnlyList<SecurityEvent> Read(ChargePointSnapshot snapshot) =>
        [
            .. (snapshot.Security?.Events ?? []).Select(entry => new SecurityEvent(
                entry.Sequence,
                entry.Timestamp,
                entry.Type,
                entry.Type.IsCritical(),
                entry.TechInfo,
                !entry.Pending
            )),
        ];
}

/// <summary>An entry of a charger's security log.</summary>
/// <param name="Seq">Grows with each entry of a charger.</param>
/// <param name="Time">By the charger's clock.</param>
/// <param name="Type">As in SecurityEventNotification.</param>
/// <param name="Critical">True when it waits until the CSMS has got it.</param>
/// <param name="TechInfo">One line; null for none.</param>
/// <param name="Delivered">True once the CSMS has been told.</param>
public sealed record SecurityEvent(
    long Seq,
    DateTimeOffset Time,
    SecurityEventType Type,
    bool Critical,
    string? TechInfo,
    bool Delivered
);
