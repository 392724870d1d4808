using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;

namespace Server.Samples;

/// <summary>/samples: files to try imports with.</summary>
internal static class SamplesApi
{
    public static void MapSamples(this IEndpointRouteBuilder app)
    {
        var samples = app.MapGroup("/samples").WithTags("Import");
        samples.MapGet("/", List).WithName("listSamples").WithSummary("Files to try imports with");
        samples
            .MapGet("/{name}", Get)
            .WithName("getSample")
            .WithSummary("One of them: a file to import")
            .Produces<JsonElement>(contentType: "application/json", additionalContentTypes: "text/csv")
            .Problems(404);
    }

    private static Ok<IReadOnlyList<SampleFile>> List(HttpResponse response) =>
        TypedResults.Ok(Paging.Whole(response, SampleLibrary.All));

    private static Results<FileContentHttpResult, ProblemHttpResult> Get(string name) =>
        SampleLibrary.Find(name) is var (file, content)
            ? TypedResults.File(content, file.Format == SampleFormat.Csv ? "text/csv" : "application/json", file.Name)
            : Problem.NotFound($"There is no sample '{name}'. GET /samples lists all.");
}
