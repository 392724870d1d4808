namespace Simulation.Scenarios.Written;

/// <summary>Reads the parameters of a file: the same kinds as those of the built-in scenarios.</summary>
internal static class ParameterReader
{
    private const int Most = 50;
    private const int LongestTitle = 100;
    private const int LongestDescription = 500;
    private const int LongestText = 200;
    private const double MostNumber = 1e12;

    private static readonly string[] Types = ["number", "integer", "boolean", "text", "choice"];

    public static IReadOnlyList<ScenarioParameter> Read(FileReader reader, ObjectReader file)
    {
        if (file.Optional("parameters") is not { } node || reader.Object(node, "parameters") is not { } all)
        {
            return [];
        }
        var parameters = new List<ScenarioParameter>();
        reader.OnlyConstants = true;
        foreach (var (key, value) in all.All)
        {
            var path = all.Path(key.Text);
            if (NameReader.Problem(key.Text) is { } problem)
            {
                reader.Wrong(key, path, problem);
            }
            else if (reader.Object(value, path) is { } fields)
            {
                if (One(reader, key.Text, fields) is { } parameter)
                {
                    parameters.Add(parameter);
                }
                // Also of one that is wrong: where it is used, nothing is.
                reader.Names = reader.Names.Add(key.Text);
            }
        }
        reader.OnlyConstants = false;
        if (parameters.Count > Most)
        {
            reader.Wrong(node, "parameters", $"must be at most {Most}");
        }
        return parameters;
    }

    private static ScenarioParameter? One(FileReader reader, string name, ObjectReader fields)
    {
        var type = fields.Required("type", (node, path) => Fixed(reader.Choice(node, path, Types)));
        var title = ScenarioFile.Constant(
            reader,
            fields,
            "title",
            name,
            text => ScenarioFile.Longest(text, LongestTitle)
        );
        var about = ScenarioFile.Constant(
            reader,
            fields,
            "description",
            "",
            text => ScenarioFile.Longest(text, LongestDescription)
        );
        ScenarioParameter? parameter = type switch
        {
            "number" => Number(reader, fields, name, title, about),
            "integer" => Integer(reader, fields, name, title, about),
            "boolean" => fields.Required("default", reader.Boolean) is { } yes
                ? new BooleanParameter(name, title, about, Now(yes))
                : null,
            "text" => fields.Required("default", (node, path) => reader.Text(node, path, LongestText)) is { } text
                ? new TextParameter(name, title, about, LongestText, Now(text))
                : null,
            "choice" => Choice(reader, fields, name, title, about),
            _ => null,
        };
        if (type is not null)
        {
            fields.RejectUnknown();
        }
        return parameter;
    }

    private static NumberParameter? Number(
        FileReader reader,
        ObjectReader fields,
        string name,
        string title,
        string about
    )
    {
        var least = Bound(reader, fields, "minimum", -MostNumber);
        var most = Bound(reader, fields, "maximum", MostNumber);
        var usual = fields.Required("default", (node, path) => reader.Number(node, path, least, most));
        var unit = ScenarioFile.Constant(reader, fields, "unit", "", text => ScenarioFile.Longest(text, 20));
        return usual is null
            ? null
            : new NumberParameter(name, title, about, least, most, Now(usual)) { Unit = unit.Length > 0 ? unit : null };
    }

    private static IntegerParameter? Integer(
        FileReader reader,
        ObjectReader fields,
        string name,
        string title,
        string about
    )
    {
        var least = (int)Bound(reader, fields, "minimum", int.MinValue);
        var most = (int)Bound(reader, fields, "maximum", int.MaxValue);
        var usual = fields.Required("default", (node, path) => reader.Integer(node, path, least, most));
        var unit = ScenarioFile.Constant(reader, fields, "unit", "", text => ScenarioFile.Longest(text, 20));
        return usual is null
            ? null
            : new IntegerParameter(name, title, about, least, most, Now(usual))
            {
                Unit = unit.Length > 0 ? unit : null,
            };
    }

    private static ChoiceParameter? Choice(
        FileReader reader,
        ObjectReader fields,
        string name,
        string title,
        string about
    )
    {
        var path = fields.Path("choices");
        var list = fields.Required("choices") is { } node ? reader.List(node, path) : null;
        var choices = list?.Select((it, i) => Fixed(reader.Text(it, $"{path}[{i}]", LongestTitle))).ToList();
        if (choices is null || choices.Contains(null))
        {
            fields.Optional("default");
            return null;
        }
        string[] all = [.. choices.Select(choice => choice!)];
        var usual = fields.Required("default", (it, to) => reader.Choice(it, to, all));
        return usual is null ? null : new ChoiceParameter(name, title, about, all, Now(usual));
    }

    private static double Bound(FileReader reader, ObjectReader fields, string name, double usual) =>
        fields.Optional(name, (node, path) => reader.Number(node, path, -MostNumber, MostNumber)) is { } bound
            ? Now(bound)
            : usual;

    // Nothing is computed here: there is no run yet.
    private static T Now<T>(Func<Track, T> value) => value(null!);

    private static string? Fixed(Func<Track, string>? value) => value is null ? null : Now(value);
}
