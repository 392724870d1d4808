using System.Globalization;
using ChargePoints;
using Simulation.Chaos;

namespace Simulation.Scenarios.Acts;

/// <summary>A disturbance begins. What is still in force when the run ends is lifted.</summary>
public sealed record InjectChaos(string ChargerId, ChaosSettings Settings) : ScenarioAct(ChargerId, Settings.EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "chaos";

    /// <inheritdoc/>
    public override string Detail => field ??= Describe(Settings);

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger)
    {
        var outcome = await charger.InjectAsync(Settings).ConfigureAwait(false);
        return new(outcome.Refusal, outcome.Active?.Id);
    }

    // Every kind has settings of its own: all of them belong to the plan.
    private static string Describe(ChaosSettings settings)
    {
        var values = settings
            .GetType()
            .GetProperties()
            .Where(it =>
                it.Name
                    is not (nameof(ChaosSettings.Kind) or nameof(ChaosSettings.EvseId) or nameof(ChaosSettings.Summary))
            )
            .OrderBy(it => it.Name, StringComparer.Ordinal)
            .Select(it => $"{it.Name}={Value(it.GetValue(settings))}");
        return $"{settings.Kind} {string.Join(' ', values)}";
    }

    private static string Value(object? value) =>
        value switch
        {
            TimeSpan span => $"{Text(span.TotalSeconds)} s",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };
}

/// <summary>A disturbance of that kind is lifted. Refused when none is in force there.</summary>
public sealed record LiftChaos(string ChargerId, int EvseId, string ChaosKind) : ScenarioAct(ChargerId, EvseId)
{
    /// <inheritdoc/>
    public override string Kind => "lift-chaos";

    /// <inheritdoc/>
    public override string Detail => ChaosKind;

    /// <summary>The very one to lift; null for any of the kind.</summary>
    internal string? ChaosId { get; init; }

    internal override async ValueTask<ActOutcome> DoAsync(IScenarioFleet fleet, SimulatedCharger charger)
    {
        var active = charger.Chaos.FirstOrDefault(it =>
            it.Settings.Kind == ChaosKind && it.Settings.EvseId == EvseId && (ChaosId is null || it.Id == ChaosId)
        );
        return active is not null && await charger.LiftAsync(active.Id).ConfigureAwait(false)
            ? default
            : new(new Refusal(RefusalKind.Conflict, $"There is no '{ChaosKind}' to lift."));
    }
}
