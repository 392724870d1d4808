using ChargePoints;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>Cars that come and go as in ordinary charging, as the background of something else.</summary>
internal sealed class NormalTraffic
{
    private const double StayMinutes = 20;
    private const double PauseMinutes = 5;

    private Traffic? _traffic;

    public void Start(ScenarioContext run, double timeScale)
    {
        var drivers = new Drivers(run);
        _traffic = new Traffic(
            run,
            Traffic.Everywhere(run),
            timeScale,
            (Place place, int number, TimeSpan free, ref RandomStream random) =>
            {
                var arrival = free + (TimeSpan.FromMinutes(random.NextDouble(0, 2 * PauseMinutes)) / timeScale);
                var stay = TimeSpan.FromMinutes(random.NextDouble(0.5, 1.5) * StayMinutes);
                return drivers.Next(place, number, random.NextDouble(15, 65), ref random) is { } who
                    ? new Visit(arrival, stay, who).Scaled(timeScale)
                    : null;
            }
        );
        _traffic.PlanComing(run);
    }

    public void PlanComing(ScenarioContext run) => _traffic!.PlanComing(run);
}
