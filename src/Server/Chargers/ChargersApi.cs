using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.V16;
using Server.Api;
using Server.Roster;
using Simulation;

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
                "What is absent stays, null takes the default. A running charger is stopped in an orderly way and started again, so a change is a 409 while a transaction runs; what it has already is no change."
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
    }

    private static Results<Ok<IReadOnlyList<Charger>>, ProblemHttpResult> List(
        ChargerRoster roster,
        HttpResponse response,
        [AsParameters] ChargerFilter filter
    )
    {
        if (Paging.Problem(filter.Limit, filter.Offset) is { } problem)
        {
            return problem;
        }

        if (filter.Status is { } status && !EnumNames<ChargePointStatus>.TryParse(status, out _))
        {
            return Problem.Invalid("status", $"must be one of {EnumNames<ChargePointStatus>.List}, not '{status}'");
        }

        if (filter.LocationId is { } location && location != "*" && roster.Location(location) is null)
        {
            return Problem.UnknownLocation(location);
        }

        var from = filter.LocationId switch
        {
            null => roster.In(roster.Active.Id),
            "*" => roster.Chargers,
            var id => roster.In(id),
        };
        var found = from.Where(filter.Takes).ToList();
        var now = roster.Fleet.Now;
        IReadOnlyList<Charger> page =
        [
            .. Paging
                .Page(found, filter.Limit, filter.Offset, response)
                .Select(charger => ChargerView.Of(charger, now)),
        ];
        return TypedResults.Ok(page);
    }

    private static async Task<Results<Created<Charger>, ProblemHttpResult>> Create(
        ChargerRoster roster,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        var errors = new List<FieldError>();
        if (ChargerReader.Read(body.RootElement, roster.Active.Id, errors, single: true) is not { } row)
        {
            return Problem.Invalid(errors);
        }

        if (roster.Location(row.LocationId) is null)
        {
            return Problem.Invalid("locationId", $"is no location: there is no '{row.LocationId}'");
        }

        await roster.CreateAsync([row]);
        return roster.TryGet(row.Id, out var charger)
            ? TypedResults.Created($"/chargers/{Uri.EscapeDataString(row.Id)}", View(roster, charger))
            : Problem.UnknownCharger(row.Id);
    }

    private static Results<Ok<Charger>, ProblemHttpResult> Get(ChargerRoster roster, string id) =>
        roster.TryGet(id, out var charger) ? TypedResults.Ok(View(roster, charger)) : Problem.UnknownCharger(id);

    private static async Task<Results<Ok<Charger>, ProblemHttpResult>> Patch(
        ChargerRoster roster,
        string id,
        HttpRequest request
    )
    {
        using var body = await JsonBody.ReadAsync(request);
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        var errors = new List<FieldError>();
        if (ChargerPatching.Apply(charger.Row, body.RootElement, errors) is not var (row, configuration))
        {
            return Problem.Invalid(errors);
        }

        if (roster.Location(row.LocationId) is null)
        {
            return Problem.Invalid("locationId", $"is no location: there is no '{row.LocationId}'");
        }

        switch (ChargerPatching.Changes(charger, row, configuration))
        {
            case []:
                break;
            case ["locationId"]:
                await roster.MoveAsync(roster.Location(row.LocationId)!, [charger], []);
                roster.TryGet(id, out charger!);
                break;
            default:
                charger = await roster.ReplaceAsync(charger, row, configuration);
                break;
        }

        return TypedResults.Ok(View(roster, charger));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        await roster.DeleteAsync(charger);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Charger>, ProblemHttpResult>> Start(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (roster.StartProblem(charger) is { } problem)
        {
            return Problem.Conflict(problem);
        }

        await roster.WishAsync([charger], running: true);
        return TypedResults.Ok(View(roster, charger));
    }

    private static async Task<Results<Ok<Charger>, ProblemHttpResult>> Stop(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        await roster.WishAsync([charger], running: false);
        await charger.Unit.StopAsync(SimulatedCharger.StopLimit);
        return TypedResults.Ok(View(roster, charger));
    }

    private static Charger View(ChargerRoster roster, RosterCharger charger) =>
        ChargerView.Of(charger, roster.Fleet.Now);
}

/// <summary>Which chargers to list.</summary>
internal sealed record ChargerFilter
{
    /// <summary>A location other than the active one; * for all.</summary>
    [FromQuery(Name = "locationId")]
    public string? LocationId { get; init; }

    /// <summary>Chargers with an EVSE in that status.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>Text in id, vendor, model or serial number, or in the tag or vehicle at an EVSE; without case.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>The most to list; all by default.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>How many to leave out first.</summary>
    [FromQuery(Name = "offset")]
    public int? Offset { get; init; }

    public bool Takes(RosterCharger charger) =>
        (
            Status is null
            || charger.Unit.Snapshot.Evses.Any(evse => EnumNames<ChargePointStatus>.Name(evse.Status) == Status)
        ) && (string.IsNullOrEmpty(Search) || Searched(charger).Any(text => Contains(text)));

    private static IEnumerable<string?> Searched(RosterCharger charger)
    {
        yield return charger.Id;
        yield return charger.Row.Vendor;
        yield return charger.Row.Model;
        yield return charger.Row.SerialNumber;
        foreach (var evse in charger.Unit.Snapshot.Evses)
        {
            yield return evse.Vehicle?.Id;
            yield return evse.Transaction?.IdTag;
        }
    }

    private bool Contains(string? text) => text?.Contains(Search!, StringComparison.OrdinalIgnoreCase) == true;
}
