using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Templates;

/// <summary>/models: the models that chargers can be made of.</summary>
internal static class ModelsApi
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapBulkCreation();
        app.MapGet("/models", List)
            .WithTags("Chargers")
            .WithName("listModels")
            .WithSummary("Models that chargers can be made of")
            .WithDescription("POST /chargers/bulk makes them.");
    }

    private static Ok<IReadOnlyList<ChargerModel>> List(HttpResponse response) =>
        TypedResults.Ok<IReadOnlyList<ChargerModel>>(
            Paging.Whole(response, (List<ChargerModel>)[.. ModelLibrary.All.Select(template => template.Model)])
        );
}
