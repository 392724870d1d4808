using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Chargers;

/// <summary>/chargers/{id}/chaos.</summary>
internal static class ChaosApi
{
    public static void MapChaos(this IEndpointRouteBuilder app)
    {
        var chaos = app.MapGroup("/chargers/{id}/chaos").WithTags("Chaos");
        chaos
            .MapPost("/", Inject)
            .WithName("injectChaos")
            .WithSummary("Inject chaos; it ends by itself after its duration")
            .Problems(400, 404, 409, 415, 422);
        chaos.MapDelete("/", LiftAll).WithName("liftAllChaos").WithSummary("Lift all chaos of a charger").Problems(404);
        chaos.MapDelete("/{chaosId}", Lift).WithName("liftChaos").WithSummary("Lift one").Problems(404);
    }

    private static Ok<Chaos> Inject(string id, ChaosRequest request) => throw new NotSupportedException();

    private static NoContent LiftAll(string id) => throw new NotSupportedException();

    private static NoContent Lift(string id, string chaosId) => throw new NotSupportedException();
}
