using System.Collections.Immutable;
using Simulation.Scenarios.Written.Steps;

namespace Simulation.Scenarios.Written;

/// <summary>A scenario that a user has written: YAML, with steps, waits, expectations and random draws.</summary>
/// <param name="Source">What it is, and how it is made for a run.</param>
/// <param name="Expectations">Its expectations, in the order of the file.</param>
public sealed record ScenarioFile(ScenarioSource Source, IReadOnlyList<Expectation> Expectations)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = FileTree.MaxLength;

    private const int LongestTitle = 100;
    private const int LongestDescription = 2000;

    /// <summary>Reads a file; null when anything is wrong with it, which <paramref name="problems"/> then has, in the order of lines.</summary>
    public static ScenarioFile? Read(string text, out IReadOnlyList<ScenarioProblem> problems)
    {
        var found = new List<ScenarioProblem>();
        var file = FileTree.Read(text, found) is { } root ? Read(root, found) : null;
        problems = [.. found.OrderBy(it => it.Line).ThenBy(it => it.Column)];
        return found.Count == 0 ? file : null;
    }

    private static ScenarioFile? Read(Node root, List<ScenarioProblem> problems)
    {
        var reader = new FileReader(problems)
        {
            Names = ImmutableSortedSet.Create(StringComparer.Ordinal, KnownNames.Everywhere),
        };
        if (reader.Object(root, "") is not { } fields)
        {
            return null;
        }
        var name = Constant(reader, fields, "name", "", NameReader.ScenarioProblem, required: true);
        var title = Constant(reader, fields, "title", name, text => Longest(text, LongestTitle));
        var about = Constant(reader, fields, "description", "", text => Longest(text, LongestDescription));
        var duration = Duration(reader, fields);
        var endsWhenDone = reader.Flag(fields, "endsWhenDone");
        var parameters = ParameterReader.Read(reader, fields);
        var steps = new StepReader(reader);
        var variables = fields.Optional("variables") is { } node ? steps.Variables(node, "variables") : [];
        var all = fields.Required("steps") is { } list ? steps.ReadAll(list, "steps") : [];
        fields.RejectUnknown();
        var description = new ScenarioDescription
        {
            Name = name,
            Title = title,
            Description = about,
            Duration = duration,
            Parameters = parameters,
            BuiltIn = false,
        };
        var program = new ScenarioProgram(all, variables, steps.Expectations, steps.NeedsMessages, endsWhenDone);
        return new ScenarioFile(
            new ScenarioSource(description, () => new WrittenRun(description, program)),
            steps.Expectations
        );
    }

    private static TimeSpan Duration(FileReader reader, ObjectReader fields)
    {
        var second = TimeSpan.FromSeconds(1);
        if (fields.Required("duration") is not { } node)
        {
            return second;
        }
        reader.OnlyConstants = true;
        var read = node is Scalar ? reader.Duration(node, "duration") : null;
        reader.OnlyConstants = false;
        if (read is null)
        {
            if (node is not Scalar)
            {
                reader.Wrong(node, "duration", "must be a time, as 10m: the run may be given another");
            }
            return second;
        }
        var duration = read(null!);
        if (duration < second || duration.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            reader.Wrong(node, "duration", "must be whole seconds, at least one");
            return second;
        }
        return duration;
    }

    /// <summary>Text that is not computed: it is there before any run.</summary>
    internal static string Constant(
        FileReader reader,
        ObjectReader fields,
        string name,
        string usual,
        Func<string, string?> problem,
        bool required = false
    )
    {
        if ((required ? fields.Required(name) : fields.Optional(name)) is not { } node)
        {
            return usual;
        }
        if (node is not Scalar { Text: var text })
        {
            reader.Wrong(node, fields.Path(name), "must be text");
            return usual;
        }
        if (problem(text) is { } wrong)
        {
            reader.Wrong(node, fields.Path(name), wrong);
            return usual;
        }
        return text;
    }

    internal static string? Longest(string text, int most) =>
        text.Length is 0 ? "must not be empty"
        : text.Length > most ? $"must have at most {most} characters"
        : null;
}
