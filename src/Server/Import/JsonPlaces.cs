using System.Text;
using System.Text.Json;

namespace Server.Import;

/// <summary>On which line of a JSON text each of its values begins, and what the plain ones are.</summary>
internal sealed class JsonPlaces
{
    private readonly Dictionary<string, (int Line, string? Value)> _places = [];

    public JsonPlaces(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        // The path of each container that is open, and in an array the index of the next item.
        var open = new Stack<(string Path, int Index)>();
        var name = "";
        var (line, counted) = (1, 0);
        while (reader.Read())
        {
            line += utf8[counted..(int)reader.TokenStartIndex].Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var path = open.Peek().Path;
                    name = path.Length == 0 ? reader.GetString()! : $"{path}.{reader.GetString()}";
                    // Of two of the same name the later counts, as it does for the reader.
                    _places[name] = (line, null);
                    continue;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    open.Pop();
                    name = "";
                    continue;
            }

            if (name.Length == 0 && open.TryPop(out var array))
            {
                name = $"{array.Path}[{array.Index}]";
                open.Push((array.Path, array.Index + 1));
                _places[name] = (line, null);
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                open.Push((name, 0));
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                var text =
                    reader.TokenType == JsonTokenType.String
                        ? reader.GetString()
                        : Encoding.UTF8.GetString(reader.ValueSpan);
                _places[name] = (name.Length == 0 ? line : _places[name].Line, text);
            }

            name = "";
        }
    }

    /// <summary>The line of a value, from 1; of what contains it where there is no such value.</summary>
    public int LineOf(string path)
    {
        while (path.Length > 0)
        {
            if (_places.TryGetValue(path, out var place))
            {
                return place.Line;
            }

            path = path[..Math.Max(0, path.AsSpan().LastIndexOfAny('.', '['))];
        }

        return 1;
    }

    /// <summary>A string, number, true or false; null for anything else and where there is nothing.</summary>
    public string? ValueOf(string path) => _places.GetValueOrDefault(path).Value;
}
