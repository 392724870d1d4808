using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Server.Storage;

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

    /// <summary>The car as a charge point knows it.</summary>
    public static VehicleSettings Settings(VehicleRow row) =>
        new()
        {
            Id = row.Id,
            BatteryWh = row.BatteryWh,
            SocPercent = row.SocPercent,
            MaxAcPowerW = row.MaxAcPowerW,
            MaxDcPowerW = row.MaxDcPowerW,
            Phases = row.Phases,
        };

    private static Results<Ok<IReadOnlyList<Vehicle>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        string? locationId,
        int? limit,
        int? offset
    )
    {
        if (Paging.Problem(limit, offset) is { } problem)
        {
            return problem;
        }

        if (locationId is not null and not "*" && roster.Location(locationId) is null)
        {
            return Problem.UnknownLocation(locationId);
        }

        var location = locationId ?? roster.Active.Id;
        var found = roster.Vehicles.Where(row => location == "*" || row.LocationId == location).ToList();
        var places = roster.PluggedIn();
        IReadOnlyList<Vehicle> page =
        [
            .. Paging
                .Page(found, limit, offset, response)
                .Select(row => View(row, places.TryGetValue(row.Id, out var place) ? place : null)),
        ];
        return TypedResults.Ok(page);
    }

    private static Vehicle View(VehicleRow row, PluggedInAt? place) =>
        new()
        {
            Id = row.Id,
            LocationId = row.LocationId,
            IdTag = row.IdTag,
            Model = row.Model,
            BatteryWh = row.BatteryWh,
            SocPercent = row.SocPercent,
            MaxAcPowerW = row.MaxAcPowerW,
            MaxDcPowerW = row.MaxDcPowerW,
            Phases = row.Phases,
            PluggedInAt = place,
        };
}
