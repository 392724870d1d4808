using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.V16;
using Server.Api;

namespace Server.Chargers;

/// <summary>/chargers: the list, definitions, start and stop.</summary>
internal static class ChargersApi
{
    public static void MapChargers(this IEndpointRouteBuilder app)
    {
        var chargers = app.MapGroup("/chargers").WithTags("Chargers");
        chargers
            .MapGet("/", List)
            .WithName("listChargers")
            .WithSummary("Chargers of the active location")
            .WithDescription(
                "locationId takes another location, or * for all. The total before paging is in X-Total-Count."
            )
            .Problems(404, 422);
        chargers
            .MapPost("/", Create)
            .WithName("createCharger")
            .WithSummary("Create a charger")
            .WithDescription("In the active location, or in its locationId. It is off until started.")
            .Body<ChargerInput>()
            .Problems(400, 404, 409, 415, 422);
        chargers.MapGet("/{id}", Get).WithName("getCharger").WithSummary("One charger").Problems(404);
        chargers
            .MapPatch("/{id}", Patch)
            .WithName("updateCharger")
            .WithSummary("Change a charger")
            .WithDescription(
                "What is absent stays, null takes the default. A running charger is stopped in an orderly way and started again."
            )
            .Body<ChargerPatch>("application/json", "application/merge-patch+json")
            .Problems(400, 404, 409, 415, 422);
        chargers
            .MapDelete("/{id}", Delete)
            .WithName("deleteCharger")
            .WithSummary("Stop a charger in an orderly way and delete it")
            .Problems(404);
        chargers
            .MapPost("/{id}/start", Start)
            .WithName("startCharger")
            .WithSummary("Power on and connect; idempotent")
            .Problems(404, 409);
        chargers
            .MapPost("/{id}/stop", Stop)
            .WithName("stopCharger")
            .WithSummary("Orderly power off; idempotent")
            .WithDescription(
                "Open transactions are stopped with reason Local and reported; waits at most 8 s for answers, what is unanswered stays queued."
            )
            .Problems(404);
        chargers
            .MapPost("/start", StartMany)
            .WithName("startChargers")
            .WithSummary("Start many; returns at once")
            .Problems(400, 404, 415, 422);
        chargers
            .MapPost("/stop", StopMany)
            .WithName("stopChargers")
            .WithSummary("Stop many; returns at once")
            .Problems(400, 404, 415, 422);
    }

    private static Ok<IReadOnlyList<Charger>> List(
        string? locationId,
        ChargePointStatus? status,
        string? search,
        int? limit,
        int? offset
    ) => throw new NotSupportedException();

    private static Created<Charger> Create(HttpRequest request) => throw new NotSupportedException();

    private static Ok<Charger> Get(string id) => throw new NotSupportedException();

    private static Ok<Charger> Patch(string id, HttpRequest request) => throw new NotSupportedException();

    private static NoContent Delete(string id) => throw new NotSupportedException();

    private static Ok<Charger> Start(string id) => throw new NotSupportedException();

    private static Ok<Charger> Stop(string id) => throw new NotSupportedException();

    private static Ok<BulkOutcome> StartMany(ChargerSelection selection) => throw new NotSupportedException();

    private static Ok<BulkOutcome> StopMany(ChargerSelection selection) => throw new NotSupportedException();
}
