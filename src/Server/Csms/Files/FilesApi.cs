using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Server.Api;

namespace Server.Csms.Files;

/// <summary>/csms/files: where charge points bring diagnostics and logs, and get firmware, without a file server of one's own.</summary>
internal static class FilesApi
{
    private const string Binary = "application/octet-stream";
    private const string Form = "multipart/form-data";

    // What a form has around its file.
    private const int FormBytes = 64 * 1024;

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/csms/files").WithTags("CSMS");
        files
            .MapGet("/", List)
            .WithName("listCsmsFiles")
            .WithSummary("Files that charge points have brought or can fetch");
        files
            .MapPost("/", PostAsync)
            .WithName("uploadCsmsForm")
            .WithSummary("Take a file of a form in, under the name that it has there")
            .WithDescription(
                "http://HOST:PORT/csms/files is the location to give GetDiagnostics and GetLog: charge points put or post their files there."
            )
            .Body<IFormFile>(Form)
            .Problems(400, 413, 415, 422, 507);
        files
            .MapGet("/{name}", Get)
            .WithName("getCsmsFile")
            .WithSummary("The content of a file")
            .WithDescription("Ranges are served, so that a download can go on where it was cut off.")
            .Produces<Stream>(StatusCodes.Status200OK, Binary)
            .Problems(404);
        foreach (var method in new[] { HttpMethods.Put, HttpMethods.Post })
        {
            files
                .MapMethods("/{name}", [method], PutAsync)
                .WithName(method == HttpMethods.Put ? "putCsmsFile" : "postCsmsFile")
                .WithSummary("Take a file in, replacing one of the same name")
                .WithDescription("The body is the file, or a form with it.")
                .Body<Stream>(Binary, Form, "*/*")
                .Problems(400, 413, 422, 507);
        }
        files.MapDelete("/{name}", Delete).WithName("deleteCsmsFile").WithSummary("Delete a file").Problems(404);
    }

    internal static ProblemHttpResult NotThere(string name) =>
        Problem.NotFound($"There is no file '{name}'; GET /csms/files lists all.");

    private static Ok<CsmsFile[]> List(FileStore files, HttpResponse response) =>
        TypedResults.Ok(Paging.Whole(response, files.Files.Select(CsmsFile.Of).ToArray()));

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Get(FileStore files, string name) =>
        files.Find(name) is { } file
            ? TypedResults.PhysicalFile(file.Path, Binary, file.Name, file.ModifiedAt, enableRangeProcessing: true)
            : NotThere(name);

    private static Results<NoContent, ProblemHttpResult> Delete(FileStore files, string name) =>
        files.Delete(name) ? TypedResults.NoContent() : NotThere(name);

    private static Task<Results<Ok<CsmsFile>, Created<CsmsFile>, ProblemHttpResult>> PutAsync(
        FileStore files,
        HttpContext context,
        string name
    ) => SaveAsync(files, context, name);

    private static Task<Results<Ok<CsmsFile>, Created<CsmsFile>, ProblemHttpResult>> PostAsync(
        FileStore files,
        HttpContext context
    ) => SaveAsync(files, context, name: null);

    private static async Task<Results<Ok<CsmsFile>, Created<CsmsFile>, ProblemHttpResult>> SaveAsync(
        FileStore files,
        HttpContext context,
        string? name
    )
    {
        // The store counts by itself.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        try
        {
            var content = context.Request.Body;
            if (Boundary(context.Request) is { } boundary)
            {
                if (await FileOfFormAsync(boundary, content, context.RequestAborted) is not { } part)
                {
                    return Problem.Invalid("file", "is missing: the form has no file");
                }
                (content, name) = (part.FileStream!, name ?? part.FileName);
            }
            else if (name is null)
            {
                throw new BadHttpRequestException("No form.", StatusCodes.Status415UnsupportedMediaType);
            }
            if (FileStore.NameProblem(name) is { } problem)
            {
                return Problem.Invalid("name", problem);
            }
            // Before it is all sent, where it says how much there is.
            if (context.Request.ContentLength > files.Limits.MaxFileBytes + FormBytes)
            {
                throw FileRefusedException.TooLarge(files.Limits);
            }
            var (file, isNew) = await files.SaveAsync(name, content, context.RequestAborted);
            return isNew
                ? TypedResults.Created($"/csms/files/{file.Name}", CsmsFile.Of(file))
                : TypedResults.Ok(CsmsFile.Of(file));
        }
        catch (FileRefusedException refused)
        {
            return TypedResults.Problem(
                refused.Message,
                statusCode: refused.Reason == FileRefusal.TooLarge
                    ? StatusCodes.Status413PayloadTooLarge
                    : StatusCodes.Status507InsufficientStorage
            );
        }
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;

    private static async Task<FileMultipartSection?> FileOfFormAsync(
        string boundary,
        Stream body,
        CancellationToken cancel
    )
    {
        try
        {
            var form = new MultipartReader(boundary, body);
            while (await form.ReadNextSectionAsync(cancel) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    return new FileMultipartSection(section);
                }
            }
            return null;
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException($"The form cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>A file that charge points have brought or can fetch.</summary>
public sealed record CsmsFile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    internal static CsmsFile Of(StoredFile file) =>
        new()
        {
            Name = file.Name,
            Size = file.Size,
            ModifiedAt = file.ModifiedAt,
        };
}
