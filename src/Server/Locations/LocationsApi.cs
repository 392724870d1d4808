using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Locations;

/// <summary>/locations: one is active.</summary>
internal static class LocationsApi
{
    public static void MapLocations(this IEndpointRouteBuilder app)
    {
        var locations = app.MapGroup("/locations").WithTags("Locations");
        locations.MapGet("/", List).WithName("listLocations").WithSummary("All locations");
        locations
            .MapPost("/", Create)
            .WithName("createLocation")
            .WithSummary("Create a location; it is idle until activated")
            .Problems(400, 409, 415, 422);
        locations
            .MapPost("/activate/{id}", Activate)
            .WithName("activateLocation")
            .WithSummary("Make a location the active one")
            .WithDescription(
                "Stops the chargers of the former in an orderly way but keeps their wish, and starts those of the new one that should run. keepPrevious=true leaves the former running."
            )
            .Problems(404, 422);
    }

    private static Ok<IReadOnlyList<Location>> List() => throw new NotSupportedException();

    private static Created<Location> Create(LocationInput input) => throw new NotSupportedException();

    private static Ok<Location> Activate(string id, bool? keepPrevious) => throw new NotSupportedException();
}
