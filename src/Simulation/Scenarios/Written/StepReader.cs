using Simulation.Scenarios.Written.Steps;

namespace Simulation.Scenarios.Written;

/// <summary>Reads steps.</summary>
internal sealed class StepReader(FileReader reader)
{
    private const int MostTimes = 1_000_000;
    private const int MostChargers = 1_000_000;
    private const int LongestId = 48;

    private static readonly string[] Verbs =
    [
        "wait",
        "at",
        "for-each",
        "repeat",
        "parallel",
        "choose",
        "if",
        "let",
        "expect",
        "wait-for",
        .. ActReader.Names,
    ];

    private readonly ActReader _acts = new(reader);
    private readonly ConditionReader _conditions = new(reader);
    private bool _hasCharger;

    /// <summary>The expectations of all steps so far.</summary>
    public IReadOnlyList<Expectation> Expectations => _conditions.Expectations;

    /// <summary>True when a step so far waits for what only a frame tells.</summary>
    public bool NeedsMessages => _conditions.NeedsMessages;

    /// <summary>A list of steps; what is wrong with one is told, and the others are read. Names that they make end with them.</summary>
    public IReadOnlyList<Step> ReadAll(Node node, string path)
    {
        var before = reader.Names;
        var steps = new List<Step>();
        foreach (var (i, item) in (reader.List(node, path) ?? []).Index())
        {
            if (Read(item, $"{path}[{i}]") is { } step)
            {
                steps.Add(step);
            }
        }
        reader.Names = before;
        return steps;
    }

    private Step? Read(Node node, string path)
    {
        // "- drive-off" is short for "- drive-off:".
        if (node is Scalar { Plain: true } word)
        {
            node = new Fields(word.At, [(word, new Scalar(word.At, "", Plain: true))]);
        }
        if (node is not Fields { All: var all } || all.Count == 0)
        {
            reader.Wrong(node, path, $"must be a step: one of {string.Join(", ", Verbs)}");
            return null;
        }
        if (all.Count > 1)
        {
            reader.Wrong(
                all[1].Key,
                path,
                $"has more than one field ({all[0].Key.Text}, {all[1].Key.Text}): each step is a list item of its own, with its fields indented below it"
            );
            return null;
        }
        var (verb, value) = all[0];
        if (!Verbs.Contains(verb.Text))
        {
            reader.Wrong(
                verb,
                path,
                $"'{verb.Text}' is no step; there are {string.Join(", ", Verbs)}{Suggestion.For(verb.Text, Verbs)}"
            );
            return null;
        }
        return Read(verb, value, $"{path}.{verb.Text}");
    }

    private Step? Read(Scalar verb, Node value, string path)
    {
        var at = verb.At;
        switch (verb.Text)
        {
            case "wait":
                return reader.Duration(value, path) is { } time ? new WaitStep(at, time) : null;
            case "at":
                return reader.Duration(value, path) is { } offset ? new AtStep(at, offset) : null;
            case "for-each":
                return ForEach(at, value, path);
            case "repeat":
                return Repeat(at, value, path);
            case "parallel":
                return Parallel(at, value, path);
            case "choose":
                return Choose(at, value, path);
            case "if":
                return If(at, value, path);
            case "let":
                return new LetStep(at, Variables(value, path));
        }
        if (!_hasCharger)
        {
            reader.Wrong(verb, path, "needs a charger: put it into the steps of a for-each");
            return null;
        }
        return verb.Text is "expect" or "wait-for" ? _conditions.Read(verb.Text == "expect", value, path)
            : _acts.Read(verb.Text, value, path) is { } act ? new ActStep(at, act)
            : null;
    }

    /// <summary>Names with values, each known to those after it.</summary>
    public List<(string Name, Func<Track, object> Value)> Variables(Node node, string path)
    {
        var values = new List<(string, Func<Track, object>)>();
        var fields = reader.Object(node, path);
        foreach (var (key, value) in fields?.All ?? [])
        {
            if (NameReader.Problem(key.Text) is { } problem)
            {
                reader.Wrong(key, fields!.Path(key.Text), problem);
                continue;
            }
            if (reader.Any(value, fields!.Path(key.Text)) is { } read)
            {
                values.Add((key.Text, read));
            }
            reader.Names = reader.Names.Add(key.Text);
        }
        return values;
    }

    private ForEachStep? ForEach(Place at, Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var (ids, idsAreWrong) = Ids(fields);
        var selection = new ChargerSelection
        {
            Ids = ids,
            SharePercent = fields.Optional("sharePercent", (it, to) => reader.Number(it, to, 0, 100)),
            Count = fields.Optional("count", (it, to) => reader.Integer(it, to, 0, MostChargers)),
            First = fields.Optional("first", (it, to) => reader.Integer(it, to, 0, MostChargers)),
            EvseId = Evse(fields),
        };
        var (names, had) = (reader.Names, _hasCharger);
        reader.Names = names.Union(KnownNames.OfCharger);
        _hasCharger = true;
        var steps = fields.Required("steps") is { } list ? ReadAll(list, fields.Path("steps")) : [];
        (reader.Names, _hasCharger) = (names, had);
        fields.RejectUnknown();
        return idsAreWrong ? null : new ForEachStep(at, selection, steps);
    }

    private (IReadOnlyList<Func<Track, string>>? Ids, bool Wrong) Ids(ObjectReader fields)
    {
        if (fields.Optional("chargers") is not { } node || node is Scalar { Text: "all" })
        {
            return (null, false);
        }
        var path = fields.Path("chargers");
        var all = node is Items ? reader.List(node, path) : [node];
        var ids = all?.Select((it, i) => reader.Text(it, node is Items ? $"{path}[{i}]" : path, LongestId)).ToList();
        return ids is null || ids.Contains(null) ? (null, true) : ([.. ids.Select(id => id!)], false);
    }

    private int? Evse(ObjectReader fields)
    {
        const int Most = 1000;
        if (fields.Optional("evse") is not { } node)
        {
            return 1;
        }
        if (node is Scalar { Text: "all" })
        {
            return null;
        }
        if (node is Scalar scalar && FileReader.Constant(scalar) is double and >= 1 and <= Most and var number)
        {
            return (int)(double)number;
        }
        reader.Wrong(node, fields.Path("evse"), "must be the number of an EVSE, or all");
        return 1;
    }

    private RepeatStep? Repeat(Place at, Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var times = fields.Optional("times", (it, to) => reader.Integer(it, to, 0, MostTimes));
        var every = fields.Optional("every", reader.Duration);
        var names = reader.Names;
        reader.Names = names.Add(KnownNames.Loop);
        var steps = fields.Required("steps") is { } list ? ReadAll(list, fields.Path("steps")) : [];
        reader.Names = names;
        fields.RejectUnknown();
        return new RepeatStep(at, steps, times, every);
    }

    private ParallelStep? Parallel(Place at, Node node, string path)
    {
        var branches = reader.List(node, path)?.Select((it, i) => ReadAll(it, $"{path}[{i}]")).ToList();
        return branches is null ? null : new ParallelStep(at, branches);
    }

    private ChooseStep? Choose(Place at, Node node, string path)
    {
        const double MostWeight = 1_000_000;
        if (reader.List(node, path) is not { } list)
        {
            return null;
        }
        var choices = new List<(Func<Track, double>, IReadOnlyList<Step>)>();
        foreach (var (i, item) in list.Index())
        {
            if (reader.Object(item, $"{path}[{i}]") is not { } fields)
            {
                continue;
            }
            var weight = fields.Required("weight", (it, to) => reader.Number(it, to, 0, MostWeight));
            // Doing nothing can be a choice.
            var steps = fields.Optional("steps") is { } inner ? ReadAll(inner, fields.Path("steps")) : [];
            fields.RejectUnknown();
            if (weight is not null)
            {
                choices.Add((weight, steps));
            }
        }
        return new ChooseStep(at, choices);
    }

    private IfStep? If(Place at, Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var condition = fields.Required("condition", reader.Boolean);
        var then = fields.Required("then") is { } yes ? ReadAll(yes, fields.Path("then")) : [];
        var otherwise = fields.Optional("else") is { } no ? ReadAll(no, fields.Path("else")) : [];
        fields.RejectUnknown();
        return condition is null ? null : new IfStep(at, condition, then, otherwise);
    }
}
