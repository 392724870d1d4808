namespace Simulation.Scenarios.Written;

/// <summary>The fields of an object: each is asked for by name, and those that nobody asks for are wrong.</summary>
internal sealed class ObjectReader
{
    private readonly FileReader _reader;
    private readonly Fields _fields;
    private readonly string _path;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public ObjectReader(FileReader reader, Fields fields, string path)
    {
        (_reader, _fields, _path) = (reader, fields, path);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, _) in fields.All)
        {
            if (!seen.Add(key.Text))
            {
                reader.Wrong(key, Path(key.Text), "is there twice: leave one out");
            }
        }
    }

    public Place At => _fields.At;

    public IEnumerable<(Scalar Key, Node Value)> All => _fields.All;

    public string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>The value of a field; null when it is not there.</summary>
    public Node? Optional(string name)
    {
        _asked.Add(name);
        return _fields.All.FirstOrDefault(field => field.Key.Text == name).Value;
    }

    /// <summary>The value of a field that must be there.</summary>
    public Node? Required(string name)
    {
        var value = Optional(name);
        if (value is null)
        {
            _reader.Wrong(_fields.At, Path(name), "is missing");
        }
        return value;
    }

    /// <summary>A field read with a reader's method; null when it is not there, or wrong.</summary>
    public T? Optional<T>(string name, Func<Node, string, T?> read)
        where T : class => Optional(name) is { } node ? read(node, Path(name)) : null;

    /// <summary>A field that must be there, read with a reader's method; null when it is not there, or wrong.</summary>
    public T? Required<T>(string name, Func<Node, string, T?> read)
        where T : class => Required(name) is { } node ? read(node, Path(name)) : null;

    /// <summary>Fields that nobody has asked for are wrong.</summary>
    public void RejectUnknown()
    {
        foreach (var (key, _) in _fields.All)
        {
            if (!_asked.Contains(key.Text))
            {
                _reader.Wrong(
                    key.At,
                    Path(key.Text),
                    _asked.Count == 0
                        ? "does not belong here: there are no fields"
                        : $"does not belong here; there can be {string.Join(", ", _asked)}{Suggestion.For(key.Text, _asked)}"
                );
            }
        }
    }
}
