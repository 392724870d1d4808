using Microsoft.AspNetCore.Http.Metadata;

namespace Server.Api;

/// <summary>What an endpoint's handler does not say by its types.</summary>
internal static class Describe
{
    /// <summary>The errors that it answers with, as problem details; 422 has <c>errors</c> per field.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params int[] statusCodes)
    {
        foreach (var code in statusCodes)
        {
            _ =
                code == StatusCodes.Status422UnprocessableEntity
                    ? endpoint.ProducesValidationProblem(code)
                    : endpoint.ProducesProblem(code);
        }

        return endpoint;
    }

    /// <summary>The body of a handler that reads it by itself.</summary>
    public static RouteHandlerBuilder Body<T>(
        this RouteHandlerBuilder endpoint,
        string contentType = "application/json",
        params string[] others
    )
        where T : notnull => endpoint.WithMetadata(new AcceptsMetadata([contentType, .. others], typeof(T)));
}
