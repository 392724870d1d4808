using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Logs;
using Server.Roster;
using Server.Scenarios;
using Server.Storage;
using Simulation.Transport;

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
            .Body<LocationInput>()
            .Problems(400, 409, 415, 422);
        locations.MapGet("/{id}", Get).WithName("getLocation").WithSummary("One location").Problems(404);
        locations
            .MapPatch("/{id}", Patch)
            .WithName("updateLocation")
            .WithSummary("Change a location")
            .WithDescription(
                "What is absent stays, null takes the default. With another csmsUrl its chargers without one of their own are stopped in an orderly way and started again, so that is a 409 while a transaction runs at one of them."
            )
            .Body<LocationPatch>("application/json", "application/merge-patch+json")
            .Problems(400, 404, 409, 415, 422);
        locations
            .MapDelete("/{id}", Delete)
            .WithName("deleteLocation")
            .WithSummary("Delete a location with its chargers and vehicles")
            .WithDescription(
                "Chargers that were left running are stopped in an orderly way first. The active location is a 409, and so is one with a vehicle that is plugged in elsewhere."
            )
            .Problems(404, 409);
        locations
            .MapPost("/{id}/assign", Assign)
            .WithName("assignToLocation")
            .WithSummary("Move chargers and vehicles to a location; all or nothing")
            .WithDescription(
                "A charger is stopped in an orderly way and started again where the location runs. A charger with a transaction, a vehicle that is plugged in at a charger that does not move along, and a vehicle whose tag another one has there are a 409."
            )
            .Problems(400, 404, 409, 415, 422);
        locations
            .MapPost("/activate/{id}", Activate)
            .WithName("activateLocation")
            .WithSummary("Make a location the active one")
            .WithDescription(
                "Stops the chargers of the former in an orderly way but keeps their wish, and starts those of the new one that should run. keepPrevious=true leaves the former running."
            )
            .Problems(404, 409, 422);
    }

    private static Ok<IReadOnlyList<Location>> List(ChargerRoster roster, DurableLogs logs, HttpResponse response)
    {
        var counts = LocationCounts.Of(roster);
        IReadOnlyList<Location> all =
        [
            .. roster.Locations.Select(row => View(roster, logs, row, counts.GetValueOrDefault(row.Id))),
        ];
        return TypedResults.Ok(Paging.Whole(response, all));
    }

    private static async Task<Results<Created<Location>, ProblemHttpResult>> Create(
        ChargerRoster roster,
        DurableLogs logs,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        if (LocationReader.Read(body.RootElement, errors) is not { } row)
        {
            return Problem.Invalid(errors);
        }

        var created = await roster.CreateAsync(row);
        return TypedResults.Created(
            $"/locations/{Uri.EscapeDataString(created.Id)}",
            View(roster, logs, created, default)
        );
    }

    private static Results<Ok<Location>, ProblemHttpResult> Get(ChargerRoster roster, DurableLogs logs, string id) =>
        roster.Location(id) is { } row ? TypedResults.Ok(View(roster, logs, row)) : Problem.UnknownLocation(id);

    private static async Task<Results<Ok<Location>, ProblemHttpResult>> Patch(
        ChargerRoster roster,
        DurableLogs logs,
        string id,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        if (roster.Location(id) is not { } former)
        {
            return Problem.UnknownLocation(id);
        }

        var errors = new List<FieldError>();
        if (LocationReader.Patch(former, body.RootElement, errors) is not { } row)
        {
            return Problem.Invalid(errors);
        }

        return TypedResults.Ok(View(roster, logs, row == former ? former : await roster.ReplaceAsync(former, row)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        ChargerRoster roster,
        DurableLogs logs,
        ScenarioRuns runs,
        string id
    )
    {
        if (roster.Location(id) is not { } row)
        {
            return Problem.UnknownLocation(id);
        }

        if (row.State == LocationState.Kept)
        {
            await runs.StopAsync(id);
        }

        await roster.DeleteAsync(row);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<AssignOutcome>, ProblemHttpResult>> Assign(
        ChargerRoster roster,
        DurableLogs logs,
        string id,
        Body<AssignRequest> body
    )
    {
        if (roster.Location(id) is not { } target)
        {
            return Problem.UnknownLocation(id);
        }

        var (chargerIds, vehicleIds) = (body.Value.ChargerIds ?? [], body.Value.VehicleIds ?? []);
        if (chargerIds.Count + vehicleIds.Count == 0)
        {
            return Problem.Invalid("chargerIds", "or vehicleIds must name what to move");
        }

        var chargers = new List<RosterCharger>(chargerIds.Count);
        foreach (var chargerId in chargerIds.Distinct())
        {
            if (!roster.TryGet(chargerId, out var charger))
            {
                return Problem.UnknownCharger(chargerId);
            }

            chargers.Add(charger);
        }

        var vehicles = new List<VehicleRow>(vehicleIds.Count);
        foreach (var vehicleId in vehicleIds.Distinct())
        {
            if (roster.Vehicle(vehicleId) is not { } vehicle)
            {
                return Problem.UnknownVehicle(vehicleId);
            }

            vehicles.Add(vehicle);
        }

        var moved = await roster.MoveAsync(target, chargers, vehicles);
        return TypedResults.Ok(new AssignOutcome(moved.Chargers, moved.Vehicles));
    }

    private static async Task<Results<Ok<Location>, ProblemHttpResult>> Activate(
        ChargerRoster roster,
        DurableLogs logs,
        ScenarioRuns runs,
        string id,
        bool? keepPrevious
    )
    {
        if (roster.Location(id) is null)
        {
            return Problem.UnknownLocation(id);
        }

        if (keepPrevious != true && roster.Active.Id is var former && former != id)
        {
            // While its chargers are on: what it leaves behind is cleared away.
            await runs.StopAsync(former);
        }

        await roster.ActivateAsync(id, keepPrevious ?? false);
        return roster.Location(id) is { } row ? TypedResults.Ok(View(roster, logs, row)) : Problem.UnknownLocation(id);
    }

    private static Location View(ChargerRoster roster, DurableLogs logs, LocationRow row) =>
        View(roster, logs, row, LocationCounts.Of(roster).GetValueOrDefault(row.Id));

    private static Location View(ChargerRoster roster, DurableLogs logs, LocationRow row, LocationCounts counts)
    {
        var site = roster.Fleet.Site(row.Id);
        return new()
        {
            Id = row.Id,
            Name = row.Name,
            Address = row.Address,
            Latitude = row.Latitude,
            Longitude = row.Longitude,
            TimeZone = row.TimeZone,
            CsmsUrl = row.CsmsUrl,
            GridLimitW = row.GridLimitW,
            LoadManagement = row.LoadManagement,
            DurableLog = row.DurableLog,
            DurableLogProblem = logs.ProblemOf(row.Id),
            PowerW = Math.Round(site?.PowerW ?? 0, 1),
            PhaseCurrentsA = [.. Enumerable.Range(0, 3).Select(phase => Math.Round(site?.CurrentA[phase] ?? 0, 1))],
            Overloaded = site?.Overloaded ?? false,
            PausedEvses = site?.PausedEvses ?? 0,
            State = row.State,
            ChargerCount = counts.Chargers,
            RunningCount = counts.Running,
            ConnectedCount = counts.Connected,
            VehicleCount = counts.Vehicles,
        };
    }
}

/// <summary>What is in a location.</summary>
/// <param name="Chargers">Its chargers.</param>
/// <param name="Running">Those that should run.</param>
/// <param name="Connected">Those with an open link.</param>
/// <param name="Vehicles">Its vehicles.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LocationCounts(int Chargers, int Running, int Connected, int Vehicles)
{
    /// <summary>By the id of the location; one that is empty is missing.</summary>
    public static Dictionary<string, LocationCounts> Of(ChargerRoster roster)
    {
        var counts = new Dictionary<string, LocationCounts>(StringComparer.Ordinal);
        foreach (var charger in roster.Chargers)
        {
            var sum = counts.GetValueOrDefault(charger.Row.LocationId);
            counts[charger.Row.LocationId] = sum with
            {
                Chargers = sum.Chargers + 1,
                Running = sum.Running + (charger.Running ? 1 : 0),
                Connected = sum.Connected + (charger.Unit.Link.State == LinkState.Connected ? 1 : 0),
            };
        }

        foreach (var vehicle in roster.Vehicles)
        {
            var sum = counts.GetValueOrDefault(vehicle.LocationId);
            counts[vehicle.LocationId] = sum with { Vehicles = sum.Vehicles + 1 };
        }

        return counts;
    }
}
