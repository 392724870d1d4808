using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Roster;
using Server.Storage;

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
        locations
            .MapPost("/activate/{id}", Activate)
            .WithName("activateLocation")
            .WithSummary("Make a location the active one")
            .WithDescription(
                "Stops the chargers of the former in an orderly way but keeps their wish, and starts those of the new one that should run. keepPrevious=true leaves the former running."
            )
            .Problems(404, 422);
    }

    private static Ok<IReadOnlyList<Location>> List(ChargerRoster roster, HttpResponse response)
    {
        var counts = roster.Chargers.CountBy(charger => charger.Row.LocationId).ToDictionary();
        IReadOnlyList<Location> all = [.. roster.Locations.Select(row => View(row, counts.GetValueOrDefault(row.Id)))];
        return TypedResults.Ok(Paging.Whole(response, all));
    }

    private static async Task<Results<Created<Location>, ProblemHttpResult>> Create(
        ChargerRoster roster,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        if (Read(body.RootElement, errors) is not { } row)
        {
            return Problem.Invalid(errors);
        }

        var created = await roster.CreateAsync(row);
        // Not /locations/{id}: one location cannot be read by itself yet.
        return TypedResults.Created("/locations", View(created, 0));
    }

    private static async Task<Results<Ok<Location>, ProblemHttpResult>> Activate(
        ChargerRoster roster,
        string id,
        bool? keepPrevious
    )
    {
        if (roster.Location(id) is not { } row)
        {
            return Problem.UnknownLocation(id);
        }

        await roster.ActivateAsync(row, keepPrevious ?? false);
        return TypedResults.Ok(View(roster.Location(id)!, roster.In(id).Count));
    }

    private static LocationRow? Read(JsonElement json, List<FieldError> errors)
    {
        var fields = new JsonFields(json, "", errors);
        var name = fields.Text("name", 100, required: true);
        var id = fields.Text("id", 48) ?? "";
        if (id.Length > 0 && Names.IdProblem(id) is { } idProblem)
        {
            fields.Wrong("id", idProblem);
        }

        var timeZone = fields.Text("timeZone", 100) ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
        {
            fields.Wrong("timeZone", $"must be an IANA name such as Europe/Berlin, not '{timeZone}'");
        }

        var url = fields.Text("csmsUrl", 2048);
        if (url is not null && Names.CsmsUrlProblem(url) is { } urlProblem)
        {
            fields.Wrong("csmsUrl", urlProblem);
        }

        var row = new LocationRow
        {
            Id = id,
            Name = name ?? "",
            Address = fields.Text("address", 200),
            Latitude = fields.Number("latitude", -90, 90),
            Longitude = fields.Number("longitude", -180, 180),
            TimeZone = timeZone,
            CsmsUrl = url,
            GridLimitW = fields.Number("gridLimitW", 1, 1e12),
            State = LocationState.Idle,
        };
        fields.RejectUnknown();
        return errors.Count > 0 ? null : row;
    }

    private static Location View(LocationRow row, int chargers) =>
        new()
        {
            Id = row.Id,
            Name = row.Name,
            Address = row.Address,
            Latitude = row.Latitude,
            Longitude = row.Longitude,
            TimeZone = row.TimeZone,
            CsmsUrl = row.CsmsUrl,
            GridLimitW = row.GridLimitW,
            State = row.State,
            ChargerCount = chargers,
        };
}
