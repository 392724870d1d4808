using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Server.Api;

/// <summary>The file of a form.</summary>
internal static class FilePart
{
    /// <summary>The part <c>file</c> of a form; what comes before it is passed over.</summary>
    /// <exception cref="InvalidFieldsException">The form has none, or is broken.</exception>
    public static async Task<MultipartSection> FindAsync(HttpRequest request, MediaTypeHeaderValue type)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        try
        {
            var reader = new MultipartReader(boundary ?? "", request.Body);
            while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
            {
                if (
                    ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    && HeaderUtilities.RemoveQuotes(disposition.Name) == "file"
                )
                {
                    return section;
                }
            }
        }
        catch (Exception error)
            when (error is InvalidDataException or ArgumentException or IOException and not BadHttpRequestException)
        {
            throw new InvalidFieldsException([new("file", "cannot be found: the multipart body is broken")]);
        }

        throw new InvalidFieldsException([new("file", "is missing: the file must be the part 'file' of the form")]);
    }
}
