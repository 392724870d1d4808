using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Chargers;
using Server.Roster;

namespace Server.Import;

/// <summary>/import/chargers: a file of chargers, all or nothing.</summary>
internal static class ImportApi
{
    public static void MapImport(this IEndpointRouteBuilder app) =>
        app.MapGroup("/import")
            .WithTags("Import")
            .MapPost("/chargers", Chargers)
            .WithName("importChargers")
            .WithSummary("Create chargers of a JSON file in the active location")
            .WithDescription(
                "All or nothing. An invalid file is a 422 with the report and changes nothing; a dry run changes nothing and is always a 200."
            )
            .Body<IReadOnlyList<ChargerInput>>()
            .Produces<ImportReport>(StatusCodes.Status422UnprocessableEntity)
            .Problems(400, 413, 415);

    private static async Task<Results<Ok<ImportReport>, JsonHttpResult<ImportReport>, ProblemHttpResult>> Chargers(
        ChargerRoster roster,
        HttpRequest request,
        bool? dryRun,
        string? mode
    )
    {
        if (mode is not null and not "create")
        {
            return Problem.Invalid(
                "mode",
                mode == "upsert" ? "must be create: upsert is not built yet" : $"must be create, not '{mode}'"
            );
        }

        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        using var file = new MemoryStream();
        await request.Body.CopyToAsync(file, request.HttpContext.RequestAborted);
        var import = ChargerImport.Read(file.GetBuffer().AsMemory(0, (int)file.Length), roster);
        if (dryRun == true)
        {
            return TypedResults.Ok(import.Report);
        }

        if (!import.Report.Valid)
        {
            return TypedResults.Json(import.Report, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        await roster.CreateAsync(import.Rows);
        return TypedResults.Ok(import.Report);
    }
}
