using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Simulation.Chaos;

namespace Server.Chargers;

/// <summary>/chargers/{id}/chaos, and what kinds there are.</summary>
internal static class ChaosApi
{
    private static readonly ChaosKindInfo[] Kinds = [.. ChaosCatalogue.All.Select(ChaosReader.Describe)];

    public static void MapChaos(this IEndpointRouteBuilder app)
    {
        var chaos = app.MapGroup("/chargers/{id}/chaos").WithTags("Chaos");
        chaos
            .MapPost("/", Inject)
            .WithName("injectChaos")
            .WithSummary("Inject chaos; it ends by itself after its duration")
            .WithDescription(
                "The kinds with their parameters are listed by GET /chaos/kinds. A restart of the server lifts it."
            )
            .Body<ChaosRequest>()
            .Problems(400, 404, 409, 415, 422);
        chaos.MapDelete("/", LiftAll).WithName("liftAllChaos").WithSummary("Lift all chaos of a charger").Problems(404);
        chaos.MapDelete("/{chaosId}", Lift).WithName("liftChaos").WithSummary("Lift one").Problems(404);
        app.MapGet("/chaos/kinds", ListKinds)
            .WithTags("Chaos")
            .WithName("listChaosKinds")
            .WithSummary("The kinds of chaos, with the schema of each one's parameters");
        app.MapBulkChaos();
    }

    private static Ok<ChaosKindInfo[]> ListKinds(HttpResponse response)
    {
        response.Headers[Paging.TotalHeader] = $"{Kinds.Length}";
        return TypedResults.Ok(Kinds);
    }

    private static async Task<Results<Ok<Chaos>, ProblemHttpResult>> Inject(
        ChargerRoster roster,
        string id,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var known = roster.TryGet(id, out var charger);
        var errors = new List<FieldError>();
        var settings = ChaosReader.Read(body.RootElement, "", charger?.Row.Evses.Count, errors);
        if (settings is null)
        {
            return Problem.Invalid(errors);
        }

        if (!known)
        {
            return Problem.UnknownCharger(id);
        }

        var outcome = await charger!.Unit.InjectAsync(settings);
        return outcome.Active is { } active
            ? TypedResults.Ok(ChargerView.Chaos(active))
            : Problem.Refused(outcome.Refusal!, "kind");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAll(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        await charger.Unit.LiftAllAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Lift(
        ChargerRoster roster,
        string id,
        string chaosId
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        return await charger.Unit.LiftAsync(chaosId)
            ? TypedResults.NoContent()
            : Problem.NotFound($"Charger '{id}' has no chaos '{chaosId}'; it may have ended by itself.");
    }
}
