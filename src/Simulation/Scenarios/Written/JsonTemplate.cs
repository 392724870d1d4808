using System.Text.Json.Nodes;

namespace Simulation.Scenarios.Written;

/// <summary>JSON written as YAML, with expressions in its values.</summary>
internal sealed class JsonTemplate(FileReader reader)
{
    /// <summary>What makes the object; null, with the problems, when it is none.</summary>
    public Func<Track, JsonNode?>? Read(Node node, string path)
    {
        if (node is Fields or Scalar { Nothing: true })
        {
            return Value(node, path);
        }
        reader.Wrong(node, path, "must be an object: fields with values");
        return null;
    }

    private Func<Track, JsonNode?>? Value(Node node, string path)
    {
        switch (node)
        {
            case Fields fields:
                var seen = new ObjectReader(reader, fields, path);
                var all = fields
                    .All.Select(it => (Name: it.Key.Text, Value: Value(it.Value, seen.Path(it.Key.Text))))
                    .ToList();
                return all.Exists(it => it.Value is null)
                    ? null
                    : track => new JsonObject(
                        all.DistinctBy(it => it.Name).Select(it => KeyValuePair.Create(it.Name, it.Value!(track)))
                    );
            case Items items:
                var values = items.All.Select((it, i) => Value(it, $"{path}[{i}]")).ToList();
                return values.Contains(null)
                    ? null
                    : track => new JsonArray([.. values.Select(value => value!(track))]);
            case Scalar { Nothing: true }:
                return path.Contains('.', StringComparison.Ordinal) ? _ => null : _ => new JsonObject();
            default:
                return reader.Any(node, path) is { } any ? track => Json(any(track)) : null;
        }
    }

    // A whole number stays one.
    private static JsonValue Json(object value) =>
        value switch
        {
            double number when number == Math.Floor(number) && Math.Abs(number) < long.MaxValue => JsonValue.Create(
                (long)number
            ),
            double number => JsonValue.Create(number),
            bool yes => JsonValue.Create(yes),
            _ => JsonValue.Create((string)value)!,
        };
}
