using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Server.Api;

namespace Server.Import;

/// <summary>The file of a request, as its body or as the part <c>file</c> of a form; read once, from its start to its end.</summary>
internal sealed record ImportFile(Stream Content, bool IsCsv, char Separator, long? Length)
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";
    private const int Peeked = 4096;

    /// <exception cref="UnreadableFileException">It is of no kind that can be read.</exception>
    /// <exception cref="InvalidFieldsException">The form has no such part.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than <paramref name="maxBytes"/> (413), or said to be something else (415).</exception>
    public static async Task<ImportFile> OpenAsync(HttpRequest request, long maxBytes)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            throw new BadHttpRequestException("No media type.", StatusCodes.Status415UnsupportedMediaType);
        }

        var (content, isCsv) = type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await PartAsync(request, type)
            : (request.Body, Kind(type.MediaType.Value));
        return await OpenAsync(content, isCsv, request.ContentLength, request.HttpContext.RequestAborted);
    }

    /// <summary>Opens a file whose kind, where it is not known, shows in its first characters.</summary>
    public static async Task<ImportFile> OpenAsync(Stream content, bool? isCsv, long? length, CancellationToken aborted)
    {
        var pipe = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var read = await pipe.ReadAtLeastAsync(Peeked, aborted);
        var first = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, Peeked)).ToArray().AsMemory();
        var mark = first.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        Refuse(first.Span);
        pipe.AdvanceTo(read.Buffer.GetPosition(mark));
        var text = first.Span[mark..].TrimStart(" \t\r\n"u8);
        var csv = isCsv ?? (text.Length == 0 || text[0] is not ((byte)'[' or (byte)'{'));
        // Header names have neither in them, so the first of the two is the one between them.
        var between = text.IndexOfAny(",;"u8);
        var separator = between >= 0 && text[between] == ';' ? ';' : ',';
        return new(pipe.AsStream(), csv, separator, length);
    }

    /// <summary>Its items.</summary>
    /// <param name="schema">What is imported.</param>
    /// <param name="cableOf">The cable of an EVSE that is there already, for a CSV file without that column.</param>
    /// <param name="position">Told how many bytes are read, item by item.</param>
    /// <param name="aborted">The reader has gone.</param>
    public IAsyncEnumerable<FileItem> ItemsAsync(
        ImportSchema schema,
        Func<string, int, string?> cableOf,
        Action<long> position,
        CancellationToken aborted
    ) =>
        IsCsv
            ? new CsvRows(Content, Separator, schema).ReadAsync(cableOf, position, aborted)
            : new JsonItems(Content, schema).ReadAsync(position, aborted);

    /// <summary>What people send by mistake.</summary>
    private static void Refuse(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith("PK\x03\x04"u8))
        {
            throw new UnreadableFileException(
                1,
                "The file is an Excel workbook or a ZIP archive: save it as CSV (UTF-8)."
            );
        }

        if (first.Length > 1 && (first is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || first[0] == 0 || first[1] == 0))
        {
            throw new UnreadableFileException(1, "The file is UTF-16, or no text at all: save it as UTF-8.");
        }
    }

    private static bool Kind(string? mediaType) =>
        string.Equals(mediaType, Csv, StringComparison.OrdinalIgnoreCase)
        || (
            string.Equals(mediaType, Json, StringComparison.OrdinalIgnoreCase)
                ? false
                : throw new BadHttpRequestException("Neither.", StatusCodes.Status415UnsupportedMediaType)
        );

    private static async Task<(Stream Content, bool? IsCsv)> PartAsync(HttpRequest request, MediaTypeHeaderValue type)
    {
        var section = await FilePart.FindAsync(request, type);
        var name = HeaderUtilities.RemoveQuotes(section.GetContentDispositionHeader()?.FileName ?? default).Value;
        return (section.Body, KindOfPart(section.ContentType, name));
    }

    /// <summary>By its type, else by its name; null where neither says: some systems call a CSV file a worksheet of Excel.</summary>
    private static bool? KindOfPart(string? contentType, string? fileName)
    {
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType.Value : null;
        return Is(type, Csv) || (!Is(type, Json) && Ends(".csv")) ? true
            : Is(type, Json) || Ends(".json") ? false
            : null;

        static bool Is(string? type, string wanted) => string.Equals(type, wanted, StringComparison.OrdinalIgnoreCase);
        bool Ends(string extension) => fileName?.EndsWith(extension, StringComparison.OrdinalIgnoreCase) == true;
    }
}
