using System.Text.Json;

namespace Server.Import;

/// <summary>On which line of a JSON text each of its values begins.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = [];

    public JsonLines(ReadOnlySpan<byte> utf8)
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
                    _lines[name] = line;
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
                _lines[name] = line;
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                open.Push((name, 0));
            }

            name = "";
        }
    }

    /// <summary>The line of a value, from 1; of what contains it where there is no such value.</summary>
    public int Of(string path)
    {
        while (path.Length > 0)
        {
            if (_lines.TryGetValue(path, out var line))
            {
                return line;
            }

            path = path[..Math.Max(0, path.AsSpan().LastIndexOfAny('.', '['))];
        }

        return 1;
    }
}
