using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Server.Api;
using Server.Roster;
using Server.Storage;

namespace Server.Vehicles;

/// <summary>/vehicles: the cars of a location.</summary>
internal static class VehiclesApi
{
    public static void MapVehicles(this IEndpointRouteBuilder app)
    {
        var vehicles = app.MapGroup("/vehicles").WithTags("Vehicles");
        vehicles
            .MapGet("/", List)
            .WithName("listVehicles")
            .WithSummary("Vehicles of the active location")
            .WithDescription(
                "locationId takes another location, or * for all. The total before paging is in X-Total-Count."
            )
            .Problems(404, 422);
        vehicles
            .MapPost("/", Create)
            .WithName("createVehicle")
            .WithSummary("Create a vehicle")
            .WithDescription("In the active location, or in its locationId, which may be given in the query as well.")
            .Body<VehicleInput>()
            .Problems(400, 409, 415, 422);
        vehicles.MapGet("/{id}", Get).WithName("getVehicle").WithSummary("One vehicle").Problems(404);
        vehicles
            .MapPatch("/{id}", Patch)
            .WithName("updateVehicle")
            .WithSummary("Change a vehicle")
            .WithDescription(
                "What is absent stays, null takes the default. A car that is plugged in stays there as it was: the change takes effect at its next plug-in, and to move it is a 409."
            )
            .Body<VehiclePatch>("application/json", "application/merge-patch+json")
            .Problems(400, 404, 409, 415, 422);
        vehicles
            .MapDelete("/{id}", Delete)
            .WithName("deleteVehicle")
            .WithSummary("Delete a vehicle that is not plugged in")
            .Problems(404, 409);
        vehicles
            .MapPost("/delete", DeleteMany)
            .WithName("deleteVehicles")
            .WithSummary("Delete many; all or nothing")
            .Problems(400, 404, 409, 415, 422);
    }

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
            TaperFromPercent = row.TaperFromPercent,
            ChargeLimitPercent = row.ChargeLimitPercent,
            BatteryTemperatureC = row.BatteryTemperatureC,
        };

    private static Results<Ok<IReadOnlyList<Vehicle>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        [AsParameters] VehicleFilter filter
    )
    {
        if (Paging.Problem(filter.Limit, filter.Offset) is { } problem)
        {
            return problem;
        }

        if (filter.LocationId is not null and not "*" && roster.Location(filter.LocationId) is null)
        {
            return Problem.UnknownLocation(filter.LocationId);
        }

        var location = filter.LocationId ?? roster.Active.Id;
        var found = roster
            .Vehicles.Where(row => (location == "*" || row.LocationId == location) && filter.Takes(row))
            .ToList();
        var places = roster.PluggedIn();
        IReadOnlyList<Vehicle> page =
        [
            .. Paging
                .Page(found, filter.Limit, filter.Offset, response)
                .Select(row => View(row, places.GetValueOrDefault(row.Id))),
        ];
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Created<Vehicle>, ProblemHttpResult>> Create(
        ChargerRoster roster,
        HttpRequest request,
        string? locationId
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        var home = locationId ?? roster.Active.Id;
        if (VehicleReader.Read(body.RootElement, home, errors, single: true) is not { } row)
        {
            return Problem.Invalid(errors);
        }

        if (locationId is not null && row.LocationId != locationId)
        {
            return Problem.Invalid("locationId", $"is '{row.LocationId}' in the body and '{locationId}' in the query");
        }

        if (LocationProblem(roster, row) is { } problem)
        {
            return problem;
        }

        await roster.CreateAsync([row]);
        return TypedResults.Created($"/vehicles/{Uri.EscapeDataString(row.Id)}", View(row, null));
    }

    private static Results<Ok<Vehicle>, ProblemHttpResult> Get(ChargerRoster roster, string id) =>
        roster.Vehicle(id) is { } row ? TypedResults.Ok(View(roster, row)) : Problem.UnknownVehicle(id);

    private static async Task<Results<Ok<Vehicle>, ProblemHttpResult>> Patch(
        ChargerRoster roster,
        string id,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        if (roster.Vehicle(id) is not { } former)
        {
            return Problem.UnknownVehicle(id);
        }

        var errors = new List<FieldError>();
        if (VehicleReader.Patch(former, body.RootElement, errors) is not { } row)
        {
            return Problem.Invalid(errors);
        }

        if (LocationProblem(roster, row) is { } problem)
        {
            return problem;
        }

        if (row != former)
        {
            await roster.ReplaceAsync(former, row);
        }

        return TypedResults.Ok(View(roster, row));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(ChargerRoster roster, string id)
    {
        if (roster.Vehicle(id) is null)
        {
            return Problem.UnknownVehicle(id);
        }

        await roster.DeleteVehiclesAsync([id]);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<VehiclesDeleted>, ProblemHttpResult>> DeleteMany(
        ChargerRoster roster,
        Body<VehicleSelection> body
    )
    {
        var ids = body.Value.Ids.Distinct().ToList();
        if (ids.Count == 0)
        {
            return Problem.Invalid("ids", "must name at least one vehicle");
        }

        if (ids.Find(id => roster.Vehicle(id) is null) is { } unknown)
        {
            return Problem.UnknownVehicle(unknown);
        }

        await roster.DeleteVehiclesAsync(ids);
        return TypedResults.Ok(new VehiclesDeleted(ids.Count));
    }

    private static ProblemHttpResult? LocationProblem(ChargerRoster roster, VehicleRow row) =>
        roster.Location(row.LocationId) is null
            ? Problem.Invalid("locationId", $"is no location: there is no '{row.LocationId}'")
            : null;

    private static Vehicle View(ChargerRoster roster, VehicleRow row) =>
        View(row, roster.PluggedIn().GetValueOrDefault(row.Id));

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
            TaperFromPercent = row.TaperFromPercent,
            ChargeLimitPercent = row.ChargeLimitPercent,
            BatteryTemperatureC = row.BatteryTemperatureC,
            PluggedInAt = place,
        };
}

/// <summary>Which vehicles to list.</summary>
internal sealed record VehicleFilter
{
    /// <summary>A location other than the active one; * for all.</summary>
    [FromQuery(Name = "locationId")]
    public string? LocationId { get; init; }

    /// <summary>Text in id, tag or model; without case.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>The most to list; all by default.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>How many to leave out first.</summary>
    [FromQuery(Name = "offset")]
    public int? Offset { get; init; }

    public bool Takes(VehicleRow row) =>
        string.IsNullOrEmpty(Search) || Contains(row.Id) || Contains(row.IdTag) || Contains(row.Model);

    private bool Contains(string? text) => text?.Contains(Search!, StringComparison.OrdinalIgnoreCase) == true;
}
