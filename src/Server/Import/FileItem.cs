using System.Text.Json;
using Server.Api;

namespace Server.Import;

/// <summary>An item of a file, as the JSON that its reader takes, with the places of its fields in the file.</summary>
internal abstract class FileItem : IDisposable
{
    /// <summary>The most that is shown of a wrong value.</summary>
    private const int MostShown = 100;

    private JsonDocument? _document;
    private string? _id;

    /// <summary>Line that it starts on, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What is wrong with its form, before any rule of its content.</summary>
    public List<ImportError> Problems { get; } = [];

    /// <summary>Its id; null when it has none that can be read.</summary>
    public virtual string? Id => _id;

    /// <summary>Its content; null when it cannot be read.</summary>
    public JsonElement? Json => _document?.RootElement;

    /// <summary>What an id that comes again in the file is told besides.</summary>
    public virtual string DuplicateHint => "";

    /// <summary>An error of its content, at its place in the file.</summary>
    public abstract ImportError At(FieldError error);

    /// <summary>A field's name in the file.</summary>
    public abstract string NameOf(string path);

    /// <summary>Whether an error of its content is but the consequence of a problem of its form.</summary>
    public virtual bool IsConsequence(string path) => false;

    public void Dispose() => _document?.Dispose();

    /// <summary>A value as an error shows it.</summary>
    public static string? Shown(string? value) => value is { Length: > MostShown } ? value[..MostShown] : value;

    protected void SetContent(ReadOnlyMemory<byte> utf8)
    {
        _document = JsonDocument.Parse(utf8);
        _id =
            _document.RootElement.ValueKind == JsonValueKind.Object
            && _document.RootElement.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
    }
}

/// <summary>The file cannot be read on from here.</summary>
internal sealed class UnreadableFileException(IReadOnlyList<ImportError> errors) : Exception(errors[0].Message)
{
    public UnreadableFileException(int line, string message)
        : this([new ImportError(line, "", message)]) { }

    public IReadOnlyList<ImportError> Errors => errors;
}
