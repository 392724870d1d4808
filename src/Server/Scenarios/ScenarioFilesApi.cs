using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Server.Api;
using Simulation.Scenarios;
using Simulation.Scenarios.Written;

namespace Server.Scenarios;

/// <summary>/scenarios: those that users have written, imported and exported as YAML files.</summary>
internal static class ScenarioFilesApi
{
    private const string Yaml = "application/yaml";
    private const string Multipart = "multipart/form-data";

    private static readonly string[] Types = [Yaml, "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain"];

    public static void MapScenarioFiles(this RouteGroupBuilder scenarios)
    {
        scenarios
            .MapPost("/import", ImportAsync)
            .WithName("importScenario")
            .WithSummary("Import a scenario that you have written")
            .WithDescription(
                "The body is a YAML file, or the part 'file' of a form. One of its name is replaced; a run of it goes on as it was. "
                    + "A file with mistakes is a 422 with the report, a line for each, and changes nothing; a dry run changes nothing "
                    + "and is always a 200. The language is described in docs/scenario-files.md."
            )
            .Body<string>(Yaml, "text/plain", Multipart)
            .AddOpenApiOperationTransformer(DescribeFile)
            .Produces<ScenarioReport>(StatusCodes.Status422UnprocessableEntity)
            .Problems(409, 413, 415, 503);
        scenarios
            .MapGet("/{name}/export", Export)
            .WithName("exportScenario")
            .WithSummary("The file of a scenario, as it was imported")
            .Produces<string>(contentType: Yaml)
            .Problems(404, 409);
        scenarios
            .MapDelete("/{name}", DeleteAsync)
            .WithName("deleteScenario")
            .WithSummary("Delete a scenario that you have imported")
            .WithDescription("A run of it goes on.")
            .Problems(404, 409, 503);
    }

    private static async Task<
        Results<Ok<ScenarioReport>, JsonHttpResult<ScenarioReport>, ProblemHttpResult>
    > ImportAsync(UserScenarios scenarios, HttpRequest request, bool? dryRun)
    {
        if (await ReadAsync(request) is not { } text)
        {
            return Problem.Of(
                StatusCodes.Status413PayloadTooLarge,
                $"The file is larger than {ScenarioFile.MaxBytes / 1024} KB."
            );
        }

        var file = ScenarioFile.Read(text, out var problems);
        var former = file is null ? null : scenarios.Text(file.Source.Description.Name);
        var report = new ScenarioReport
        {
            Valid = file is not null,
            Outcome =
                file is null ? ScenarioOutcome.Invalid
                : former is null ? ScenarioOutcome.Create
                : former == text ? ScenarioOutcome.Unchanged
                : ScenarioOutcome.Update,
            Scenario = file is null ? null : Scenario.Of(file.Source.Description),
            Errors =
            [
                .. problems.Select(it => new ScenarioError(it.Line, it.Column, it.Field, it.Message, Short(it.Value))),
            ],
        };
        if (dryRun == true)
        {
            return TypedResults.Ok(report);
        }

        if (file is null)
        {
            return TypedResults.Json(report, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        await scenarios.SaveAsync(file, text);
        return TypedResults.Ok(report);
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> Export(UserScenarios scenarios, string name) =>
        scenarios.Text(name) is { } text ? TypedResults.File(Encoding.UTF8.GetBytes(text), Yaml, $"{name}.yaml")
        : IsBuiltIn(name) ? Problem.Conflict($"'{name}' is built in: there is no file of it.")
        : Unknown(name);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        UserScenarios scenarios,
        string name
    ) =>
        IsBuiltIn(name) ? Problem.Conflict($"'{name}' is built in: it cannot be deleted.")
        : await scenarios.DeleteAsync(name) ? TypedResults.NoContent()
        : Unknown(name);

    private static bool IsBuiltIn(string name) => ScenarioCatalogue.BuiltIn.Any(it => it.Description.Name == name);

    private static ProblemHttpResult Unknown(string name) =>
        Problem.NotFound($"There is no scenario '{name}' that was imported.");

    // Null when it is too large.
    private static async Task<string?> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            throw new BadHttpRequestException("No media type.", StatusCodes.Status415UnsupportedMediaType);
        }

        var isForm = type.MediaType.Equals(Multipart, StringComparison.OrdinalIgnoreCase);
        if (!isForm && !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("No YAML.", StatusCodes.Status415UnsupportedMediaType);
        }

        var content = isForm ? (await FilePart.FindAsync(request, type)).Body : request.Body;
        var bytes = new byte[ScenarioFile.MaxBytes + 1];
        var length = await content.ReadAtLeastAsync(
            bytes,
            bytes.Length,
            throwOnEndOfStream: false,
            request.HttpContext.RequestAborted
        );
        var text = bytes.AsSpan(0, length).StartsWith("\uFEFF"u8)
            ? bytes.AsSpan(3, length - 3)
            : bytes.AsSpan(0, length);
        return length > ScenarioFile.MaxBytes ? null : Encoding.UTF8.GetString(text);
    }

    private static string? Short(string? value)
    {
        const int Longest = 100;
        return value?.Length > Longest ? value[..Longest] : value;
    }

    private static Task DescribeFile(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (operation.RequestBody?.Content is { } content)
        {
            content[Multipart] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    },
                },
            };
        }

        return Task.CompletedTask;
    }
}

/// <summary>What the import of a scenario did, or would do.</summary>
public sealed record ScenarioReport
{
    /// <summary>False when there is any error; then nothing is changed.</summary>
    public required bool Valid { get; init; }

    /// <summary>What happens to it.</summary>
    public required ScenarioOutcome Outcome { get; init; }

    /// <summary>The scenario; null when it cannot be read.</summary>
    public Scenario? Scenario { get; init; }

    /// <summary>What to mend, by lines.</summary>
    public required IReadOnlyList<ScenarioError> Errors { get; init; }
}

/// <summary>A mistake in a scenario's file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Field">The field, as a path such as <c>steps[2].wait</c>; empty for the file as a whole.</param>
/// <param name="Message">What to mend.</param>
/// <param name="Value">What stands there, at most 100 characters of it; null when that is no single value.</param>
public sealed record ScenarioError(int Line, int Column, string Field, string Message, string? Value);

/// <summary>What happens to a scenario that is imported.</summary>
public enum ScenarioOutcome
{
    /// <summary>It is new.</summary>
    [JsonStringEnumMemberName("create")]
    Create,

    /// <summary>It takes the place of the one of its name.</summary>
    [JsonStringEnumMemberName("update")]
    Update,

    /// <summary>It is there as the file says.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>It has mistakes.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,
}
