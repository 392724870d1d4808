using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;

namespace Server.Chargers;

/// <summary>/chargers/{id}/security-events: the security log, and what a person at the charger does to it.</summary>
internal static class SecurityEventsApi
{
    private const int MaxInfo = 255;

    public static void MapSecurityEvents(this IEndpointRouteBuilder app)
    {
        var security = app.MapGroup("/chargers/{id}").WithTags("Security");
        security
            .MapGet("/security-events", List)
            .WithName("getSecurityEvents")
            .WithSummary("The charger's security log, oldest entry first")
            .WithDescription(
                "It holds 100 entries and rolls. In security profile 0 nothing is recorded but what messages of the security extension bring about."
            )
            .Problems(404);
        security
            .MapDelete("/security-events", ClearAsync)
            .WithName("clearSecurityEvents")
            .WithSummary("Clear the security log as a technician at the charger would")
            .WithDescription(
                "It then begins with SecurityLogWasCleared. Critical events that the CSMS has not been told of yet stay."
            )
            .Problems(404);
        security
            .MapPost("/tamper", TamperAsync)
            .WithName("tamper")
            .WithSummary("Open the charger's housing: TamperDetectionActivated")
            .WithDescription("409 for a charger that is off, or that records no security events.")
            .Problems(400, 404, 409, 415, 422);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ClearAsync(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var outcome = await charger.Unit.PostAsync(new ClearSecurityLog());
        return outcome.Refusal is { } refusal ? Problem.Refused(refusal, "") : TypedResults.NoContent();
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> TamperAsync(
        ChargerRoster roster,
        string id,
        Body<TamperRequest> body
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (body.Value.Info is { } info && (info.Length is 0 or > MaxInfo || info.Any(char.IsControl)))
        {
            return Problem.Invalid("info", $"must be one line of 1 to {MaxInfo} characters");
        }

        var outcome = await charger.Unit.PostAsync(new TamperDetected(body.Value.Info));
        return outcome.Refusal is { } refusal
            ? Problem.Refused(refusal, "")
            : TypedResults.Accepted($"/chargers/{Uri.EscapeDataString(id)}/security-events");
    }

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

/// <summary>An opened housing.</summary>
public sealed record TamperRequest
{
    /// <summary>One line for techInfo, 1-255 characters; by default none.</summary>
    public string? Info { get; init; }
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
