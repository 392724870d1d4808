using System.Globalization;
using ChargePoints;

namespace Simulation.Scenarios;

/// <summary>One thing that a run does to a charger: an input, a disturbance, or a switch. One small record for each kind.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="EvseId">The EVSE; 0 for the charger as a whole.</param>
public abstract record ScenarioAct(string ChargerId, int EvseId)
{
    /// <summary>Its name on the timeline.</summary>
    public abstract string Kind { get; }

    /// <summary>Its arguments in one line, the same for the same arguments; the hash of the plan covers it.</summary>
    public virtual string Detail => "";

    /// <summary>True when a car or a transaction may stand at the EVSE afterwards, to be cleared away when the run ends.</summary>
    internal virtual bool Occupies => false;

    /// <summary>Does it. Complete when the charger has taken or refused it.</summary>
    internal abstract ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger);

    private protected static async ValueTask<ActOutcome> PostAsync(SimulatedCharger charger, ChargePointInput input) =>
        new((await charger.PostAsync(input).ConfigureAwait(false)).Refusal);

    private protected static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>What became of an act.</summary>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
/// <param name="ChaosId">The disturbance that began; null for none.</param>
internal readonly record struct ActOutcome(Refusal? Refusal, string? ChaosId = null);
