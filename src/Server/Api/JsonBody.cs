using System.Text.Json;

namespace Server.Api;

/// <summary>The body of a request: the one way to read it.</summary>
internal static class JsonBody
{
    /// <summary>The body as JSON.</summary>
    /// <exception cref="BadHttpRequestException">It is not there or not JSON (400), or not said to be JSON (415).</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request) =>
        await ReadIfAnyAsync(request)
        ?? throw new BadHttpRequestException("There is no body.", StatusCodes.Status400BadRequest);

    /// <summary>Where a text stops being JSON.</summary>
    public static string Misspelt(JsonException error) =>
        $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: something is missing, left over or misspelt there";

    /// <summary>The body as JSON; null when it is empty.</summary>
    /// <exception cref="BadHttpRequestException">It is not JSON (400), or not said to be (415).</exception>
    public static async Task<JsonDocument?> ReadIfAnyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (body.Length > 0 && !request.HasJsonContentType())
        {
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        var text = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (JsonText.Problem(text.Span) is var (offset, why))
        {
            throw new BadHttpRequestException($"Byte {offset + 1} of the content {why}.");
        }

        return body.Length == 0 ? null : JsonDocument.Parse(text);
    }
}
