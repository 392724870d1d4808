using Csms;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.V16;
using Server.Api;
using Server.Csms.Storage;

namespace Server.Csms;

/// <summary>/csms/chargers: charge points as the embedded central system sees them.</summary>
internal static class CsmsChargersApi
{
    public static void MapCsmsChargers(this IEndpointRouteBuilder app)
    {
        var chargers = app.MapGroup("/csms/chargers").WithTags("CSMS");
        chargers
            .MapGet("/", List)
            .WithName("listCsmsChargers")
            .WithSummary("Charge points that have connected to the embedded CSMS")
            .WithDescription("By identity. The total before paging is in X-Total-Count.")
            .Problems(422);
        chargers
            .MapGet("/{id}", Get)
            .WithName("getCsmsCharger")
            .WithSummary("A charge point as the embedded CSMS sees it")
            .Problems(404);
        chargers
            .MapPut("/{id}/registration", SetRegistration)
            .WithName("setCsmsRegistration")
            .WithSummary("How the next BootNotification of this identity is answered")
            .WithDescription(
                "Holds until it is set again, over restarts as well; the identity need not have connected."
            )
            .Problems(400, 409, 415, 422, 503);
    }

    private static Results<Ok<IEnumerable<CsmsChargePoint>>, ProblemHttpResult> List(
        CentralSystem central,
        HttpResponse response,
        bool? online,
        int? limit,
        int? offset
    )
    {
        if (Paging.Problem(limit, offset) is { } problem)
        {
            return problem;
        }
        var chargePoints = central
            .ChargePoints.Where(c => online is null || c.Online == online)
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .ToArray();
        return TypedResults.Ok(Paging.Page(chargePoints, limit, offset, response));
    }

    private static Results<Ok<CsmsChargePoint>, ProblemHttpResult> Get(CentralSystem central, string id) =>
        central.FindChargePoint(id) is { } chargePoint ? TypedResults.Ok(chargePoint) : NotSeen(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetRegistration(
        CentralSystem central,
        CsmsStore store,
        string id,
        Body<RegistrationInput> body
    )
    {
        if (CsmsSettings.IdentityProblem(id) is { } problem)
        {
            return Problem.Invalid("id", problem);
        }
        store.RefuseInTrouble();
        if (!central.SetRegistration(id, body.Value.Status))
        {
            return Problem.Conflict("Registrations are ordered for as many identities as are kept.");
        }
        await store.SaveOrTellAsync();
        return TypedResults.NoContent();
    }

    internal static ProblemHttpResult NotSeen(string id) =>
        Problem.NotFound($"No charge point '{id}' has connected to the embedded CSMS yet.");
}

/// <summary>How BootNotification is answered.</summary>
public sealed record RegistrationInput
{
    /// <summary>Accepted, Pending or Rejected.</summary>
    public required RegistrationStatus Status { get; init; }
}
