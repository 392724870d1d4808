using System.Text;
using Server.Api;

namespace Server.Import;

/// <summary>An item of a JSON file.</summary>
internal sealed class JsonFileItem : FileItem
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly int _index;
    private readonly ImportSchema _schema;
    private JsonPlaces? _places;

    /// <param name="utf8">The item, which is JSON.</param>
    /// <param name="index">Its place in the array, from 0.</param>
    /// <param name="schema">What is imported.</param>
    public JsonFileItem(ReadOnlyMemory<byte> utf8, int index, ImportSchema schema)
    {
        (_utf8, _index, _schema) = (utf8, index, schema);
    }

    /// <summary>Reads it; what it holds that is no text is a problem of it.</summary>
    public JsonFileItem Read()
    {
        if (JsonText.Problem(_utf8.Span) is var (offset, why))
        {
            var before = _utf8.Span[..offset];
            var column = offset - before.LastIndexOf((byte)'\n');
            var line = Line + before.Count((byte)'\n');
            Problems.Add(new(line, NameOf(""), $"byte {column} of this line {why}"));
        }
        else
        {
            SetContent(_utf8);
        }

        return this;
    }

    public override ImportError At(FieldError error)
    {
        // Errors are rare: only an item that has one is looked through for where its fields are.
        _places ??= new JsonPlaces(_utf8.Span);
        var value = _schema.MayShow(error.Path) ? Shown(_places.ValueOf(error.Path)) : null;
        return new(Line - 1 + _places.LineOf(error.Path), NameOf(error.Path), error.Message, value);
    }

    public override string NameOf(string path) =>
        new StringBuilder()
            .Append('[')
            .Append(_index)
            .Append(
                path.Length == 0 ? "]"
                : path[0] == '[' ? "]"
                : "]."
            )
            .Append(path)
            .ToString();
}
