using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Server.Roster;
using Server.Storage;

namespace Server.Api;

/// <summary>What goes wrong before or beside a handler, as problem details: bad bodies, bad parameters, a sick database.</summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> log)
    : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => OfJson(json),
            JsonException json => OfJson(json),
            InvalidFieldsException fields => Problem.Validation(fields.Errors),
            BadHttpRequestException bad when BadParameter().Match(bad.Message) is { Success: true } parameter =>
                OfParameter(parameter),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } bad
                when httpContext.Request.Path.StartsWithSegments("/import", StringComparison.Ordinal) => Of(
                bad.StatusCode,
                OfImport(httpContext.Request)
            ),
            BadHttpRequestException bad => Of(bad.StatusCode, OfBadRequest(bad)),
            ConflictException conflict => Of(StatusCodes.Status409Conflict, conflict.Message),
            StoreTroubleException trouble => Of(StatusCodes.Status503ServiceUnavailable, trouble.Message),
            SqliteException or DbUpdateException { InnerException: SqliteException } => OfDatabase(exception),
            _ => null,
        };
        if (problem is null)
        {
            LogUnexpected(exception, httpContext.Request.Method, httpContext.Request.Path);
            problem = Of(
                StatusCodes.Status500InternalServerError,
                "An error of the simulator; the details are in its console output."
            );
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    /// <summary>Details for answers that routing and the host give without a body.</summary>
    public static void Describe(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        context.ProblemDetails.Extensions.Remove("traceId");
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            404 => $"There is nothing at {request.Path}. The API is described at /docs.",
            405 => $"{request.Path} does not take {request.Method}"
                + (context.HttpContext.Response.Headers.Allow is { Count: > 0 } allow ? $", but {allow}." : "."),
            415 when request.Path.StartsWithSegments("/import", StringComparison.Ordinal) => OfImport(request),
            415 when request.Path == "/restore" =>
                $"The backup cannot be '{request.ContentType}': send it with Content-Type: application/zip.",
            415 => $"The body cannot be '{request.ContentType}': send it with Content-Type: application/json.",
            _ => null,
        };
    }

    private static string OfImport(HttpRequest request) =>
        $"The file cannot be '{request.ContentType}': send it with Content-Type: text/csv or application/json, or as the part "
        + "'file' of multipart/form-data.";

    private static ProblemDetails Of(int status, string detail) => new() { Status = status, Detail = detail };

    private static ProblemDetails OfJson(JsonException error)
    {
        // The reader's own errors, of a type that is not public, are about the syntax; the others about the content.
        if (error.GetType() != typeof(JsonException))
        {
            return Of(StatusCodes.Status400BadRequest, $"The body is not JSON: {JsonBody.Misspelt(error)}.");
        }

        var path =
            error.Path is null or "$" ? ""
            : error.Path.StartsWith("$.", StringComparison.Ordinal) ? error.Path[2..]
            : error.Path;
        if (UnknownProperty().Match(error.Message) is { Success: true } unknown)
        {
            return Problem.Validation([new(Join(path, unknown.Groups["name"].Value), "is no field here")]);
        }

        if (MissingProperties().Match(error.Message) is { Success: true } missing)
        {
            var names = missing.Groups["names"].Value.Split(',').Select(name => name.Trim(' ', '\'', '"', '.'));
            return Problem.Validation([.. names.Select(name => new FieldError(Join(path, name), "is missing"))]);
        }

        if (DuplicateProperty().Match(error.Message) is { Success: true } twice)
        {
            return Problem.Validation([new(Join(path, twice.Groups["name"].Value), "is there twice")]);
        }

        var message =
            error.Message.StartsWith("must ", StringComparison.Ordinal) ? error.Message
            : error.Message.Contains("null", StringComparison.Ordinal) ? "must not be null"
            : "has the wrong type of value";
        return Problem.Validation([new(path, message)]);
    }

    // The last segment of the path is the unknown property itself in some of the serializer's errors.
    private static string Join(string path, string name) =>
        path.Length == 0 || path == name || path.EndsWith("." + name, StringComparison.Ordinal)
            ? (path.Length == 0 ? name : path)
            : $"{path}.{name}";

    private static HttpValidationProblemDetails OfParameter(Match parameter)
    {
        var type = parameter.Groups["type"].Value;
        var wanted =
            type.Contains("int", StringComparison.Ordinal) || type.Contains("long", StringComparison.Ordinal)
                ? "a whole number"
            : type.Contains("bool", StringComparison.Ordinal) ? "true or false"
            : type.Contains("DateTime", StringComparison.Ordinal) ? "an instant such as 2026-01-31T12:00:00Z"
            : $"a {type}";
        var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value);
        return Problem.Validation([new(name, $"must be {wanted}, not '{parameter.Groups["value"].Value}'")]);
    }

    private static string OfBadRequest(BadHttpRequestException error)
    {
        return error.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge =>
                "The body is too large: 30 MB are the most. Split the file and import its parts.",
            StatusCodes.Status415UnsupportedMediaType => "The body must be sent with Content-Type: application/json.",
            _ when error.Message.Contains("body", StringComparison.Ordinal) =>
                "The body is missing: send a JSON object with Content-Type: application/json.",
            _ => error.Message,
        };
    }

    private ProblemDetails OfDatabase(Exception error)
    {
        LogUnexpected(error, "database", "");
        var cause = SqliteTrouble.Of(error as SqliteException ?? (SqliteException)error.InnerException!);
        return Of(
            StatusCodes.Status503ServiceUnavailable,
            $"Nothing was changed, because the database cannot be written: {cause}, and try again."
        );
    }

    [GeneratedRegex("The JSON property '(?<name>[^']*)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownProperty();

    [GeneratedRegex("missing required properties.*?: (?<names>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingProperties();

    [GeneratedRegex("Duplicate property '(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DuplicateProperty();

    [GeneratedRegex(
        "Failed to bind parameter \"(?<type>\\S+) (?<name>\\w+)\" from \"(?<value>.*)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex BadParameter();

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogUnexpected(Exception exception, string method, string path);
}
