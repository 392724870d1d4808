using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>A car at each EVSE from the start to the end, for scenarios that are about something else.</summary>
internal static class Sessions
{
    /// <summary>The parameter: how many of the EVSEs.</summary>
    public static readonly NumberParameter Share = Common.Percent(
        "evsesPercent",
        "EVSEs in use",
        "Share of the EVSEs at which a car charges during the whole run.",
        80
    );

    /// <summary>Plans them: one after the other within <paramref name="within"/>.</summary>
    public static IReadOnlyList<Place> Plan(ScenarioContext run, TimeSpan within)
    {
        var drivers = new Drivers(run);
        var places = new List<Place>();
        foreach (var place in Traffic.Everywhere(run))
        {
            var random = run.Random(place.Charger.Id, $"session {place.Evse.Id}");
            var arrival = within * random.NextDouble();
            if (
                random.NextBoolean(run.Parameters[Share] / 100)
                && drivers.Next(place, 0, random.NextDouble(10, 45), ref random) is { } who
            )
            {
                run.Plan(arrival, new StartCharging(place.Charger.Id, place.Evse.Id, who.IdTag, who.Car));
                places.Add(place);
            }
        }
        return places;
    }
}
