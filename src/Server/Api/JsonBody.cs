using System.Text.Json;

namespace Server.Api;

/// <summary>The body of a request whose fields are read one by one.</summary>
internal static class JsonBody
{
    /// <summary>The body as JSON.</summary>
    /// <exception cref="BadHttpRequestException">It is not JSON (400), or not said to be (415).</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        return await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
    }
}
