using ChargePoints;
using Ocpp;

namespace Simulation.Scenarios;

/// <summary>A charger of a run, as it was defined when the run began.</summary>
/// <param name="Id">Its OCPP identity.</param>
/// <param name="Evses">Its EVSEs by id.</param>
public sealed record ScenarioCharger(string Id, IReadOnlyList<EvseSettings> Evses);

/// <summary>A vehicle of the location, as it was defined when the run began.</summary>
/// <param name="Car">The car.</param>
/// <param name="IdTag">What its driver carries.</param>
public sealed record ScenarioVehicle(VehicleSettings Car, string IdTag);

/// <summary>What a scenario sees of its run, and where it plans.</summary>
public sealed class ScenarioContext
{
    private readonly ScenarioRun _run;

    internal ScenarioContext(ScenarioRun run, ScenarioOrder order)
    {
        _run = run;
        Chargers = [.. order.Chargers.OrderBy(charger => charger.Id, StringComparer.Ordinal)];
        Vehicles = [.. order.Vehicles.OrderBy(vehicle => vehicle.Car.Id, StringComparer.Ordinal)];
        Parameters = order.Values;
        Seed = order.Seed;
        Duration = order.Duration;
    }

    /// <summary>The chargers of the location, in the ordinal order of their ids.</summary>
    public IReadOnlyList<ScenarioCharger> Chargers { get; }

    /// <summary>The vehicles of the location, in the ordinal order of their ids.</summary>
    public IReadOnlyList<ScenarioVehicle> Vehicles { get; }

    /// <summary>The parameters' values.</summary>
    public ScenarioValues Parameters { get; }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>How long the run lasts.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Simulated time since the run began.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>When the run began.</summary>
    public Instant StartedAt => _run.StartedAt;

    /// <summary>
    /// The random numbers of one owner (a charger's id, or whatever else draws) for one purpose, from the beginning: other
    /// owners and purposes never shift them. Keep it while it is in use.
    /// </summary>
    public RandomStream Random(string owner, string purpose) => RandomStream.For(Seed, owner, "scenario " + purpose);

    /// <summary>
    /// Has something done at <paramref name="offset"/> after the start, or at once if that has passed. What lies at the end of the
    /// run or beyond it is not planned at all.
    /// </summary>
    public void Plan(TimeSpan offset, ScenarioAct act) => _run.Plan(offset, act);

    /// <summary>As <see cref="Plan"/>, of what follows from something that happened: it does not count for the hash of the plan.</summary>
    public void React(TimeSpan offset, ScenarioAct act) => _run.Plan(offset, act, reaction: true);

    /// <summary>Ends the run as soon as all that is planned has been done, though its duration is not over.</summary>
    public void EndWhenIdle() => _run.EndWhenIdle();

    /// <summary>Says what became of an expectation.</summary>
    public void Report(ExpectationOutcome outcome) => _run.Report(outcome);

    /// <summary>A charger as it is now, for what follows from it to be a reaction; null when it is not there any more.</summary>
    internal SimulatedCharger? Look(string chargerId) => _run.Look(chargerId);

    /// <summary>Has something done after a while.</summary>
    public void After(TimeSpan delay, ScenarioAct act) => _run.Plan(Elapsed + delay, act);
}
