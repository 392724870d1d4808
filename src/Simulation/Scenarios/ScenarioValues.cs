using System.Text.Json;

namespace Simulation.Scenarios;

/// <summary>The values of a run's parameters: those given, and the defaults of the others.</summary>
public sealed class ScenarioValues
{
    private readonly Dictionary<string, object> _values;

    private ScenarioValues(Dictionary<string, object> values) => _values = values;

    /// <summary>All values by name, in the order of the schema.</summary>
    public IReadOnlyDictionary<string, object> All => _values;

    /// <summary>Nothing but defaults.</summary>
    public static ScenarioValues Defaults(IReadOnlyList<ScenarioParameter> schema) => Read(schema, null, []);

    /// <summary>Reads what was given; all that is wrong with it goes to <paramref name="errors"/>, and the default holds there.</summary>
    public static ScenarioValues Read(
        IReadOnlyList<ScenarioParameter> schema,
        IReadOnlyDictionary<string, JsonElement>? given,
        List<ParameterError> errors
    )
    {
        var values = new Dictionary<string, object>(schema.Count, StringComparer.Ordinal);
        foreach (var parameter in schema)
        {
            var (value, problem) = (parameter.DefaultValue, (string?)null);
            if (given is not null && given.TryGetValue(parameter.Name, out var element))
            {
                (var read, problem) = parameter.Read(element);
                value = read ?? value;
            }
            values.Add(parameter.Name, value);
            if (problem is not null)
            {
                errors.Add(new(parameter.Name, problem));
            }
        }
        foreach (var name in given?.Keys ?? [])
        {
            if (!values.ContainsKey(name))
            {
                var known = schema.Count == 0 ? "none" : string.Join(", ", schema.Select(parameter => parameter.Name));
                errors.Add(new(name, $"is not a parameter of this scenario; there are {known}"));
            }
        }
        return new ScenarioValues(values);
    }

    /// <summary>As <see cref="Read"/>, of text as a command line has it.</summary>
    public static ScenarioValues Parse(
        IReadOnlyList<ScenarioParameter> schema,
        IReadOnlyDictionary<string, string> given,
        List<ParameterError> errors
    ) =>
        Read(
            schema,
            given.ToDictionary(
                pair => pair.Key,
                pair =>
                    schema.FirstOrDefault(parameter => parameter.Name == pair.Key)?.Parse(pair.Value)
                    ?? JsonSerializer.SerializeToElement(pair.Value)
            ),
            errors
        );

    /// <summary>The value of a number.</summary>
    public double this[NumberParameter parameter] => (double)_values[parameter.Name];

    /// <summary>The value of a whole number.</summary>
    public int this[IntegerParameter parameter] => (int)_values[parameter.Name];

    /// <summary>The value of a yes or no.</summary>
    public bool this[BooleanParameter parameter] => (bool)_values[parameter.Name];

    /// <summary>The value of a text.</summary>
    public string this[TextParameter parameter] => (string)_values[parameter.Name];

    /// <summary>The value of a choice.</summary>
    public string this[ChoiceParameter parameter] => (string)_values[parameter.Name];
}

/// <summary>What is wrong with a value.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Message">Words that go after the name.</param>
public sealed record ParameterError(string Parameter, string Message);
