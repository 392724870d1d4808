using ChargePoints;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>
/// A charging site at a motorway: cars come at random, nearly empty, and go on as soon as they can. Between the 20 minutes
/// of Norwegian rapid chargers and the 42 of paid ones in the USA.
/// </summary>
internal sealed class HighwayDc : IScenario
{
    private static readonly NumberParameter Rate = new(
        "arrivalsPerHour",
        "Arrivals",
        "Cars that come to a free EVSE in an hour; the time between two of them is exponential.",
        0.05,
        60,
        1.5
    )
    {
        Unit = "1/h",
    };

    private static readonly NumberParameter Stay = new(
        "stayMinutes",
        "Stay",
        "Mean time that a car stays; it varies by a third of it.",
        1,
        240,
        28
    )
    {
        Unit = "min",
    };

    private static readonly NumberParameter LeastSoc = Common.Percent(
        "socFromPercent",
        "State of charge from",
        "The emptiest car on arrival.",
        8
    );

    private static readonly NumberParameter MostSoc = Common.Percent(
        "socToPercent",
        "State of charge to",
        "The fullest car on arrival.",
        35
    );

    private const double LeastStayMinutes = 5;

    private Traffic? _traffic;

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "highway_dc",
            Title = "Motorway",
            Description = "Cars come at random to the DC EVSEs, nearly empty, and go on after half an hour.",
            Duration = TimeSpan.FromHours(1),
            Parameters = [Rate, Stay, LeastSoc, MostSoc, Common.TimeScale, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        var values = run.Parameters;
        var scale = values[Common.TimeScale];
        var drivers = new Drivers(run);
        // The location decides what it has: one without DC is a slow motorway.
        _traffic = new Traffic(
            run,
            Traffic.Everywhere(run),
            scale,
            (Place place, int number, TimeSpan free, ref RandomStream random) =>
            {
                var gap = -Math.Log(1 - random.NextDouble()) / values[Rate];
                var stay = Math.Max(LeastStayMinutes, random.NextNormal(values[Stay], values[Stay] / 3));
                var soc = random.NextDouble(values[LeastSoc], Math.Max(values[LeastSoc], values[MostSoc]));
                return drivers.Next(place, number, soc, ref random) is { } who
                    ? new Visit(free + (TimeSpan.FromHours(gap) / scale), TimeSpan.FromMinutes(stay), who).Scaled(scale)
                    : null;
            }
        );
        _traffic.PlanComing(run);
    }

    public void OnTick(ScenarioContext run, TimeSpan delta) => _traffic!.PlanComing(run);
}
