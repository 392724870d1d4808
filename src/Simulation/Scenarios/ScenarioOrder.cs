using Ocpp;

namespace Simulation.Scenarios;

/// <summary>What a run is made of.</summary>
public sealed record ScenarioOrder
{
    /// <summary>The scenario, made for this run.</summary>
    public required IScenario Scenario { get; init; }

    /// <summary>Its parameters' values.</summary>
    public required ScenarioValues Values { get; init; }

    /// <summary>The seed that all its random numbers derive from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How long it lasts: whole seconds, at least one.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>When it begins.</summary>
    public required Instant StartAt { get; init; }

    /// <summary>The chargers of the location.</summary>
    public required IReadOnlyList<ScenarioCharger> Chargers { get; init; }

    /// <summary>The vehicles of the location.</summary>
    public IReadOnlyList<ScenarioVehicle> Vehicles { get; init; } = [];
}
