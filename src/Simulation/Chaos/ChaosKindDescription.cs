namespace Simulation.Chaos;

/// <summary>A kind of chaos as a form needs it.</summary>
/// <param name="Kind">Its name in the API.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What happens, in one or two sentences.</param>
/// <param name="Scope">Whether it concerns the charger or an EVSE.</param>
/// <param name="Parameters">What can be set, the duration last.</param>
public sealed record ChaosKindDescription(
    string Kind,
    string Title,
    string Description,
    ChaosScope Scope,
    IReadOnlyList<ChaosParameter> Parameters
)
{
    /// <summary>From arguments that are complete and valid: <see cref="ChaosCatalogue.Make"/> sees to that.</summary>
    public required Func<ChaosArguments, ChaosSettings> Make { get; init; }

    /// <summary>The parameter of that name; null when there is none.</summary>
    public ChaosParameter? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }
        return null;
    }
}

/// <summary>What a kind concerns.</summary>
public enum ChaosScope
{
    /// <summary>The charger as a whole, never a single EVSE.</summary>
    Charger,

    /// <summary>One EVSE, or without one the charger itself.</summary>
    EvseOrCharger,

    /// <summary>One EVSE, or without one each of them.</summary>
    EvseOrAll,
}

/// <summary>What can be set: a number in a range, or one of several choices.</summary>
public sealed record ChaosParameter
{
    /// <summary>Its name in the API.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    /// <summary>s, ms or ×; null without one.</summary>
    public string? Unit { get; init; }

    /// <summary>The least value of a number.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest value of a number.</summary>
    public double? Maximum { get; init; }

    /// <summary>What a number is when it is left out.</summary>
    public double? Default { get; init; }

    /// <summary>The values to choose from; null for a number.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>What a choice is when it is left out.</summary>
    public string? DefaultChoice { get; init; }
}

/// <summary>Chaos to make, by name: what a request or a scenario's file says.</summary>
public sealed record ChaosArguments
{
    /// <summary>0 for the charger.</summary>
    public int EvseId { get; init; }

    /// <summary>Null for the fleet's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Numbers by parameter.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>Choices by parameter.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();
}

/// <summary>What is wrong with an argument.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Message">What to mend, without the name.</param>
public sealed record ChaosProblem(string Parameter, string Message);
