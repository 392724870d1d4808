using System.IO.Enumeration;
using System.Text.Json;
using Ocpp.V16;
using Simulation.Scenarios.Written.Steps;

namespace Simulation.Scenarios.Written;

/// <summary>Reads <c>expect</c> and <c>wait-for</c>.</summary>
internal sealed class ConditionReader(FileReader reader)
{
    private const int LongestName = 100;

    private static readonly string[] Kinds =
    [
        .. Enum.GetNames<ConditionKind>().Select(name => name.ToLowerInvariant()),
    ];

    private static readonly string[] Incoming =
    [
        .. OcppAction.All.Where(it => it.Direction != Direction.FromChargePoint).Select(it => it.Name),
    ];

    private static readonly string[] Outgoing =
    [
        .. OcppAction.All.Where(it => it.Direction != Direction.FromCentralSystem).Select(it => it.Name),
    ];

    private readonly List<Expectation> _expectations = [];

    /// <summary>The expectations so far.</summary>
    public IReadOnlyList<Expectation> Expectations => _expectations;

    /// <summary>True when something is waited for that only a frame tells.</summary>
    public bool NeedsMessages { get; private set; }

    public Step? Read(bool counts, Node node, string path)
    {
        if (reader.Object(node, path) is not { } fields)
        {
            return null;
        }
        var condition = Condition(fields, path);
        var name = counts ? fields.Optional("name") : null;
        var within = fields.Optional("within", reader.Duration);
        var not = reader.Flag(fields, "not");
        var goOn = reader.Flag(fields, "continue");
        var save = Save(fields, condition);
        fields.RejectUnknown();
        if (not && within is null)
        {
            reader.Wrong(fields.At, fields.Path("within"), "is missing: how long must it not come?");
        }
        if (condition is null)
        {
            return null;
        }
        NeedsMessages |= condition.NeedsMessages;
        Expectation? expectation = null;
        if (counts)
        {
            expectation = new Expectation(NameOf(name, fields, path, condition, not), fields.At.Line);
            _expectations.Add(expectation);
        }
        return new ExpectStep(fields.At, condition)
        {
            Expectation = expectation,
            Within = within,
            Not = not,
            GoOn = goOn,
            Save = save,
        };
    }

    private Condition? Condition(ObjectReader fields, string path)
    {
        var given = Kinds.Where(kind => fields.Optional(kind) is not null).ToList();
        if (given.Count != 1)
        {
            var message = given.Count == 0 ? "must have one of" : "must have only one of";
            reader.Wrong(fields.At, path, $"{message} {string.Join(", ", Kinds)}");
            return null;
        }
        var kind = Enum.Parse<ConditionKind>(given[0], ignoreCase: true);
        var name = fields.Required(
            given[0],
            (node, at) =>
                kind switch
                {
                    ConditionKind.Call or ConditionKind.Reply => reader.Choice(node, at, Incoming),
                    ConditionKind.Message or ConditionKind.Answer => reader.Choice(node, at, Outgoing),
                    ConditionKind.Status => reader.Choice(node, at, Written.Condition.Statuses),
                    ConditionKind.Registration => reader.Choice(node, at, Enum.GetNames<RegistrationStatus>()),
                    ConditionKind.Connection => reader.Choice(
                        node,
                        at,
                        [Written.Condition.Connected, Written.Condition.Disconnected]
                    ),
                    _ => reader.Text(node, at, LongestName),
                }
        );
        var hasPayload = kind <= ConditionKind.Answer;
        var where = hasPayload ? Where(fields) : [];
        // What is to be saved must be there.
        var saved = hasPayload ? SavedPaths(fields) : [];
        return name is null || where is null
            ? null
            : new Condition(kind, name, [.. where, .. saved.Select(it => new FieldTest(it, (_, _) => true))]);
    }

    private List<FieldTest>? Where(ObjectReader fields)
    {
        if (fields.Optional("where") is not { } node)
        {
            return [];
        }
        var path = fields.Path("where");
        if (reader.Object(node, path) is not { } tests)
        {
            return null;
        }
        var all = tests.All.Select(it => Test(it.Key.Text, it.Value, tests.Path(it.Key.Text))).ToList();
        return all.Contains(null) ? null : [.. all.Select(it => it!)];
    }

    private FieldTest? Test(string field, Node node, string path)
    {
        if (node is not Fields)
        {
            return reader.Any(node, path) is { } wanted
                ? new FieldTest(field, (track, it) => Same(FieldTest.Value(it), wanted(track)))
                : null;
        }
        var fields = reader.Object(node, path)!;
        const double Any = 1e15;
        var least = fields.Optional("min", (it, at) => reader.Number(it, at, -Any, Any));
        var most = fields.Optional("max", (it, at) => reader.Number(it, at, -Any, Any));
        var pattern = fields.Optional("matches", (it, at) => reader.Text(it, at, LongestName));
        fields.RejectUnknown();
        if (least is null && most is null && pattern is null)
        {
            reader.Wrong(node, path, "must be a value, or have min, max or matches");
            return null;
        }
        return new FieldTest(
            field,
            (track, it) =>
                (least is null && most is null || it.ValueKind == JsonValueKind.Number)
                && (least is null || it.GetDouble() >= least(track))
                && (most is null || it.GetDouble() <= most(track))
                && (
                    pattern is null
                    || FileSystemName.MatchesSimpleExpression(
                        pattern(track),
                        Expression.Text(FieldTest.Value(it)),
                        ignoreCase: false
                    )
                )
        );
    }

    private static IEnumerable<string> SavedPaths(ObjectReader fields) =>
        fields.Optional("save") is Fields save
            ? save.All.Select(it => it.Value).OfType<Scalar>().Select(it => it.Text)
            : [];

    private List<(string, string)> Save(ObjectReader fields, Condition? condition)
    {
        if (condition is not { Kind: <= ConditionKind.Answer } || fields.Optional("save") is not { } node)
        {
            return [];
        }
        var saved = new List<(string, string)>();
        foreach (var (key, value) in reader.Object(node, fields.Path("save"))?.All ?? [])
        {
            if (NameReader.Problem(key.Text) is { } problem)
            {
                reader.Wrong(key, fields.Path($"save.{key.Text}"), problem);
            }
            else if (value is Scalar { Text.Length: > 0 } path)
            {
                saved.Add((key.Text, path.Text));
                reader.Names = reader.Names.Add(key.Text);
            }
            else
            {
                reader.Wrong(
                    value,
                    fields.Path($"save.{key.Text}"),
                    "must be a field of the payload, as transactionId"
                );
            }
        }
        return saved;
    }

    private string NameOf(Node? name, ObjectReader fields, string path, Condition condition, bool not)
    {
        var made = $"{(not ? "no " : "")}{condition.Kind.ToString().ToLowerInvariant()} (line {fields.At.Line})";
        if (name is null)
        {
            return made;
        }
        if (name is Scalar { Text.Length: > 0 and <= LongestName } scalar)
        {
            return scalar.Text;
        }
        reader.Wrong(name, $"{path}.name", $"must be text of 1 to {LongestName} characters");
        return made;
    }

    private static bool Same(object field, object wanted) =>
        field.Equals(wanted) || Expression.Text(field) == Expression.Text(wanted);
}
