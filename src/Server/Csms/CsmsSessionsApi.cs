using Csms;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Csms;

/// <summary>/csms/sessions: transactions as the embedded central system recorded them.</summary>
internal static class CsmsSessionsApi
{
    public static void MapCsmsSessions(this IEndpointRouteBuilder app) =>
        app.MapGet("/csms/sessions", List)
            .WithTags("CSMS")
            .WithName("listCsmsSessions")
            .WithSummary("Sessions of the embedded CSMS, newest first")
            .WithDescription(
                "Those that run and the last ten ended ones of each charge point. open=true takes the running ones only, open=false the others. The total before paging is in X-Total-Count."
            )
            .Problems(422);

    private static Results<Ok<IEnumerable<CsmsSession>>, ProblemHttpResult> List(
        CentralSystem central,
        HttpResponse response,
        string? chargerId,
        bool? open,
        int? limit,
        int? offset
    )
    {
        if (Paging.Problem(limit, offset) is { } problem)
        {
            return problem;
        }
        var sessions = (chargerId is null ? central.Sessions : central.SessionsOf(chargerId)).Where(s =>
            open is null || open == (s.State == SessionState.Open)
        );
        return TypedResults.Ok(Paging.Page(sessions.ToArray(), limit, offset, response));
    }
}
