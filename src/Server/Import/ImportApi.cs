using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Chargers;

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

    private static Ok<ImportReport> Chargers(HttpRequest request, bool? dryRun, ImportMode? mode) =>
        throw new NotSupportedException();
}

/// <summary>How an import treats chargers.</summary>
internal enum ImportMode
{
    /// <summary>Every charger of the file must be new.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("create")]
    Create,
}
