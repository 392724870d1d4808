using Ocpp.V16;

namespace Ocpp.Tests;

/// <summary>Our shapes, declared by hand, say what the official schemas say, field by field.</summary>
public class ShapeTests
{
    public static TheoryData<string> Names => [.. OfficialSchemas.Payloads.Keys];

    [Fact]
    public void All_39_actions_are_there_and_no_others()
    {
        OfficialSchemas.ById.Count.ShouldBe(78);
        OcppAction
            .All.SelectMany(a => new[] { $"urn:{a.Name}.req", $"urn:{a.Name}.conf" })
            .ShouldBe(OfficialSchemas.ById.Keys, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shape_says_what_the_schema_says(string name)
    {
        Payload payload = OfficialSchemas.Payloads[name];
        Describe(payload.Type.Shape, "", isRequired: true)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Describe(name, payload.Schema, "", isRequired: true).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_listed_difference_exists()
    {
        foreach (string place in Differences.Minimums.Keys.Concat(Differences.NotEmpty))
        {
            string[] parts = place.Split(' ');
            Describe("", OfficialSchemas.Payloads[parts[0]].Schema, "", isRequired: true)
                .ShouldContain(line => line.StartsWith($"{parts[1]} "), place);
        }
    }

    private static IEnumerable<string> Describe(Shape shape, string path, bool isRequired)
    {
        string kind = shape switch
        {
            ObjectShape => "object",
            ArrayShape array => $"array of {array.MinimumCount} or more",
            TextShape text => $"text {text.MaxLength}",
            EnumShape names => $"one of {string.Join('|', names.Names.Order(StringComparer.Ordinal))}",
            IntegerShape integer => $"integer from {integer.Minimum}",
            OneDecimalShape => "one decimal",
            FlagShape => "flag",
            DateTimeShape => "date-time",
            UriShape => "uri",
            _ => throw new InvalidOperationException(shape.ToString()),
        };
        yield return $"{path} {(isRequired ? "required" : "optional")} {kind}";
        IEnumerable<string> inner = shape switch
        {
            ObjectShape o => o.Fields.SelectMany(f => Describe(f.Shape, Join(path, f.Name), f.IsRequired)),
            ArrayShape a => Describe(a.Item, $"{path}[]", isRequired: true),
            _ => [],
        };
        foreach (string line in inner)
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Describe(string name, SchemaNode schema, string path, bool isRequired)
    {
        string place = $"{name} {path}";
        string kind = schema switch
        {
            { Type: "object" } => "object",
            { Type: "array" } => $"array of {(Differences.NotEmpty.Contains(place) ? 1 : schema.MinItems)} or more",
            { Type: "string", Enum: { } names } => $"one of {string.Join('|', names.Order(StringComparer.Ordinal))}",
            { Type: "string", Format: { } format } => format,
            { Type: "string" } => $"text {schema.MaxLength}",
            { Type: "integer" } => Differences.Minimums.TryGetValue(place, out int minimum)
                ? $"integer from {minimum}"
                : "integer from ",
            { Type: "number", HasOneDecimal: true } => "one decimal",
            { Type: "boolean" } => "flag",
            _ => throw new InvalidOperationException(schema.ToString()),
        };
        yield return $"{path} {(isRequired ? "required" : "optional")} {kind}";
        IEnumerable<string> inner = schema.Items is { } items
            ? Describe(name, items, $"{path}[]", isRequired: true)
            : schema.Fields.SelectMany(f => Describe(name, f.Schema, Join(path, f.Name), f.IsRequired));
        foreach (string line in inner)
        {
            yield return line;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
