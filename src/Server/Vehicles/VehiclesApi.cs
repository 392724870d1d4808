using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Vehicles;

/// <summary>/vehicles: the cars of a location.</summary>
internal static class VehiclesApi
{
    public static void MapVehicles(this IEndpointRouteBuilder app) =>
        app.MapGroup("/vehicles")
            .WithTags("Vehicles")
            .MapGet("/", List)
            .WithName("listVehicles")
            .WithSummary("Vehicles of the active location")
            .WithDescription("locationId takes another location, or * for all.")
            .Problems(404, 422);

    private static Ok<IReadOnlyList<Vehicle>> List(string? locationId, int? limit, int? offset) =>
        throw new NotSupportedException();
}
