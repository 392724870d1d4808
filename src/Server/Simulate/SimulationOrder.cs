using Ocpp;
using Server.Storage;
using Simulation.Scenarios;

namespace Server.Simulate;

/// <summary>What is to be simulated.</summary>
internal sealed record SimulationOrder
{
    public required ScenarioSource Source { get; init; }

    public required ScenarioValues Values { get; init; }

    public required ulong Seed { get; init; }

    public required TimeSpan Duration { get; init; }

    public required Instant Start { get; init; }

    public required int SampleIntervalSeconds { get; init; }

    public required IReadOnlyList<ChargerRow> Chargers { get; init; }

    public required IReadOnlyList<VehicleRow> Vehicles { get; init; }
}

/// <summary>What came of it. The same order has the same outcome.</summary>
internal sealed record SimulationOutcome
{
    public required string Scenario { get; init; }

    public required long Seed { get; init; }

    public required IReadOnlyDictionary<string, object> Parameters { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required double DurationSeconds { get; init; }

    public required int Chargers { get; init; }

    public required int SampleIntervalSeconds { get; init; }

    public required RunEnd End { get; init; }

    public required string? EndDetail { get; init; }

    public required string Hash { get; init; }

    public required string OutcomeHash { get; init; }

    public required long PlannedActs { get; init; }

    public required long RefusedActs { get; init; }

    public required long ExpectationsMet { get; init; }

    public required long ExpectationsFailed { get; init; }

    public required long TimelineEntries { get; init; }

    public required long Messages { get; init; }

    public required int Sessions { get; init; }

    public required double EnergyWh { get; init; }
}
