namespace Simulation.Scenarios;

/// <summary>
/// What happens to the chargers of a location for a while. It is made anew for each run and acts only by what it plans in
/// its <see cref="ScenarioContext"/>. All calls of a run come one after the other.
/// </summary>
/// <remarks>
/// What OnStart and OnTick plan depends on chargers, vehicles, parameters and seed alone: never on anything that OnEvent has
/// told. Then the same run has the same plan wherever it runs and whatever the CSMS answers.
/// </remarks>
public interface IScenario
{
    /// <summary>What it is and which parameters it has.</summary>
    ScenarioDescription Description { get; }

    /// <summary>True when <see cref="OnEvent"/> wants every OCPP message as well, not only the calls of the CSMS.</summary>
    bool HearsMessages => false;

    /// <summary>The run begins.</summary>
    void OnStart(ScenarioContext run);

    /// <summary>A simulated second has passed. Comes once for each second of the duration, however late the run is.</summary>
    void OnTick(ScenarioContext run, TimeSpan delta) { }

    /// <summary>Something happened at a charger. What is planned here is a reaction and does not count for the hash of the plan.</summary>
    void OnEvent(ScenarioContext run, ScenarioEvent happened) { }

    /// <summary>The run ends. What is planned here is done at once; disturbances, transactions and cars are cleared away after it.</summary>
    void OnStop(ScenarioContext run) { }
}

/// <summary>What a scenario is, for those who choose one.</summary>
public sealed record ScenarioDescription
{
    /// <summary>Its name in the API, in lower case with underscores.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What it does, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>How long a run lasts when nothing is said.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What can be set.</summary>
    public IReadOnlyList<ScenarioParameter> Parameters { get; init; } = [];

    /// <summary>False when a user wrote it.</summary>
    public bool BuiltIn { get; init; } = true;
}
