using System.Globalization;
using System.Text.Json;

namespace Simulation.Scenarios;

/// <summary>Something that can be set about a scenario: the API lists it, and the page makes a field of it.</summary>
/// <param name="Name">In camelCase.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What it does.</param>
public abstract record ScenarioParameter(string Name, string Title, string Description)
{
    /// <summary>number, integer, boolean, text or choice.</summary>
    public abstract string Type { get; }

    /// <summary>What it is when nothing is said.</summary>
    public abstract object DefaultValue { get; }

    /// <summary>The unit of a number; null without one.</summary>
    public string? Unit { get; init; }

    /// <summary>Least value of a number; null for none.</summary>
    public virtual double? Least => null;

    /// <summary>Greatest value of a number; null for none.</summary>
    public virtual double? Most => null;

    /// <summary>What can be chosen; null when it is no choice.</summary>
    public virtual IReadOnlyList<string>? Options => null;

    /// <summary>The value given, or what is wrong with it: words that go after the parameter's name.</summary>
    internal abstract (object? Value, string? Problem) Read(JsonElement given);

    /// <summary>A value of a command line, as JSON would have it.</summary>
    internal virtual JsonElement Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private protected static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>A number from <paramref name="Minimum"/> to <paramref name="Maximum"/>.</summary>
public sealed record NumberParameter(
    string Name,
    string Title,
    string Description,
    double Minimum,
    double Maximum,
    double Default
) : ScenarioParameter(Name, Title, Description)
{
    /// <inheritdoc/>
    public override string Type => "number";

    /// <inheritdoc/>
    public override object DefaultValue => Default;

    /// <inheritdoc/>
    public override double? Least => Minimum;

    /// <inheritdoc/>
    public override double? Most => Maximum;

    internal override (object?, string?) Read(JsonElement given) =>
        given.ValueKind != JsonValueKind.Number ? (null, $"must be a number, not {given.GetRawText()}")
        : given.GetDouble() is var value && value >= Minimum && value <= Maximum ? (value, null)
        : (null, $"must be from {Text(Minimum)} to {Text(Maximum)}, not {given.GetRawText()}");
}

/// <summary>A whole number from <paramref name="Minimum"/> to <paramref name="Maximum"/>.</summary>
public sealed record IntegerParameter(
    string Name,
    string Title,
    string Description,
    int Minimum,
    int Maximum,
    int Default
) : ScenarioParameter(Name, Title, Description)
{
    /// <inheritdoc/>
    public override string Type => "integer";

    /// <inheritdoc/>
    public override object DefaultValue => Default;

    /// <inheritdoc/>
    public override double? Least => Minimum;

    /// <inheritdoc/>
    public override double? Most => Maximum;

    internal override (object?, string?) Read(JsonElement given) =>
        given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var value)
            ? value >= Minimum && value <= Maximum
                ? (value, null)
                : (null, $"must be from {Minimum} to {Maximum}, not {value}")
            : (null, $"must be a whole number from {Minimum} to {Maximum}, not {given.GetRawText()}");
}

/// <summary>Yes or no.</summary>
public sealed record BooleanParameter(string Name, string Title, string Description, bool Default)
    : ScenarioParameter(Name, Title, Description)
{
    /// <inheritdoc/>
    public override string Type => "boolean";

    /// <inheritdoc/>
    public override object DefaultValue => Default;

    internal override (object?, string?) Read(JsonElement given) =>
        given.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (given.GetBoolean(), null)
            : (null, $"must be true or false, not {given.GetRawText()}");
}

/// <summary>Text of at most <paramref name="MaxLength"/> characters.</summary>
public sealed record TextParameter(string Name, string Title, string Description, int MaxLength, string Default)
    : ScenarioParameter(Name, Title, Description)
{
    /// <inheritdoc/>
    public override string Type => "text";

    /// <inheritdoc/>
    public override object DefaultValue => Default;

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public Func<string, string?>? Problem { get; init; }

    internal override (object?, string?) Read(JsonElement given) =>
        given.ValueKind != JsonValueKind.String ? (null, $"must be text, not {given.GetRawText()}")
        : given.GetString()!.Length > MaxLength ? (null, $"must have at most {MaxLength} characters")
        : Problem?.Invoke(given.GetString()!) is { } problem ? (null, problem)
        : (given.GetString(), null);

    internal override JsonElement Parse(string text) => JsonSerializer.SerializeToElement(text);
}

/// <summary>One of <paramref name="Choices"/>.</summary>
public sealed record ChoiceParameter(
    string Name,
    string Title,
    string Description,
    IReadOnlyList<string> Choices,
    string Default
) : ScenarioParameter(Name, Title, Description)
{
    /// <inheritdoc/>
    public override string Type => "choice";

    /// <inheritdoc/>
    public override object DefaultValue => Default;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Options => Choices;

    internal override (object?, string?) Read(JsonElement given) =>
        given.ValueKind == JsonValueKind.String && Choices.Contains(given.GetString()!)
            ? (given.GetString(), null)
            : (null, $"must be one of {string.Join(", ", Choices)}, not {given.GetRawText()}");

    internal override JsonElement Parse(string text) => JsonSerializer.SerializeToElement(text);
}
