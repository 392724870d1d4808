using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Chargers;
using Server.Hosting;
using Server.Roster;
using Server.Samples;
using Server.Vehicles;

namespace Server.Import;

/// <summary>/import: a file of chargers or vehicles, all or nothing.</summary>
internal static class ImportApi
{
    private const string Description =
        "The body is the file (application/json or text/csv), or the part 'file' of a form. It goes into the active location, or into "
        + "locationId: a dry run and the import after it then speak of the same one. mode is create (default) or upsert: "
        + "what is there is then changed as by PATCH, and what the file does not have stays. All or nothing: an invalid file is a "
        + "422 with the report and changes nothing; a dry run changes nothing and is always a 200. Progress is told on the hub's "
        + "topic import.";

    public static void AddImport(this IServiceCollection services) => services.AddSingleton<ImportProgress>();

    public static void MapImport(this IEndpointRouteBuilder app)
    {
        app.MapSamples();
        var import = app.MapGroup("/import").WithTags("Import");
        import
            .MapPost("/chargers", Chargers)
            .WithName("importChargers")
            .WithSummary("Import a file of chargers into a location")
            .WithDescription(Description)
            .File<IReadOnlyList<ChargerInput>>();
        import
            .MapPost("/vehicles", Vehicles)
            .WithName("importVehicles")
            .WithSummary("Import a file of vehicles into a location")
            .WithDescription(Description)
            .File<IReadOnlyList<VehicleInput>>();
    }

    private static void File<T>(this RouteHandlerBuilder endpoint)
        where T : notnull =>
        endpoint
            .Body<T>("application/json", "text/csv", "multipart/form-data")
            .AddOpenApiOperationTransformer(ImportDescription.DescribeFile)
            .Produces<ImportReport>(StatusCodes.Status422UnprocessableEntity)
            .Problems(400, 404, 409, 413, 415);

    private static Task<Results<Ok<ImportReport>, JsonHttpResult<ImportReport>, ProblemHttpResult>> Chargers(
        ChargerRoster roster,
        ImportProgress progress,
        SimulatorSettings settings,
        HttpRequest request,
        bool? dryRun,
        string? mode,
        string? locationId
    ) =>
        RunAsync(
            (location, upsert) => new ChargerImport(roster, location, upsert),
            roster,
            locationId,
            progress,
            settings,
            request,
            dryRun,
            mode
        );

    private static Task<Results<Ok<ImportReport>, JsonHttpResult<ImportReport>, ProblemHttpResult>> Vehicles(
        ChargerRoster roster,
        ImportProgress progress,
        SimulatorSettings settings,
        HttpRequest request,
        bool? dryRun,
        string? mode,
        string? locationId
    ) =>
        RunAsync(
            (location, upsert) => new VehicleImport(roster, location, upsert),
            roster,
            locationId,
            progress,
            settings,
            request,
            dryRun,
            mode
        );

    private static async Task<Results<Ok<ImportReport>, JsonHttpResult<ImportReport>, ProblemHttpResult>> RunAsync<T>(
        Func<string, bool, FileImport<T>> create,
        ChargerRoster roster,
        string? locationId,
        ImportProgress progress,
        SimulatorSettings settings,
        HttpRequest request,
        bool? dryRun,
        string? mode
    )
        where T : class
    {
        if (mode is not (null or "create" or "upsert"))
        {
            return Problem.Invalid("mode", $"must be create or upsert, not '{mode}'");
        }

        var location = locationId ?? roster.Active.Id;
        if (roster.Location(location) is null)
        {
            return Problem.UnknownLocation(location);
        }

        var import = create(location, mode == "upsert");
        var megabytes = settings.Import.MaxMegabytes;
        ImportReport report;
        try
        {
            report = await import.ReadAsync(request, megabytes * 1024L * 1024, dryRun == true ? null : progress);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem.Of(
                StatusCodes.Status413PayloadTooLarge,
                $"The file is larger than {megabytes} MB: split it and import its parts, or raise the setting Simulator:Import:MaxMegabytes."
            );
        }

        if (dryRun == true)
        {
            return TypedResults.Ok(report);
        }

        if (!report.Valid)
        {
            progress.Refused();
            return TypedResults.Json(report, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        await progress.WriteAsync(() => import.CommitAsync(progress));
        return TypedResults.Ok(report);
    }
}
