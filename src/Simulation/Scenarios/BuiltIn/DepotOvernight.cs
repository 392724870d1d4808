using ChargePoints;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>A depot: every van comes back in the late afternoon to its own EVSE and leaves full in the morning.</summary>
internal sealed class DepotOvernight : IScenario
{
    private static readonly NumberParameter Start = Hour("startHour", "Start", "Time of day when the run begins.", 16);
    private static readonly NumberParameter Back = Hour("backHour", "Back", "Mean time of day of the return.", 17.5);
    private static readonly NumberParameter Out = Hour("outHour", "Out", "Mean time of day of leaving.", 6);

    private static readonly NumberParameter Spread = new(
        "spreadMinutes",
        "Spread",
        "Standard deviation of both.",
        0,
        240,
        40
    )
    {
        Unit = "min",
    };

    private static readonly NumberParameter Missing = Common.Percent(
        "missingPercent",
        "Missing",
        "Share of the vans that stay away for the night.",
        5
    );

    private static readonly NumberParameter TimeScale = Common.TimeScale with { Default = 45 };

    private Traffic? _traffic;

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "depot_overnight",
            Title = "Depot overnight",
            Description =
                "Every vehicle comes back to its own EVSE in the late afternoon and leaves in the morning. By default fifteen hours in "
                + "twenty minutes.",
            Duration = TimeSpan.FromMinutes(20),
            Parameters = [Start, Back, Out, Spread, Missing, TimeScale, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        var scale = run.Parameters[TimeScale];
        var drivers = new Drivers(run);
        _traffic = new Traffic(
            run,
            Traffic.Everywhere(run),
            scale,
            (Place place, int night, TimeSpan free, ref RandomStream random) =>
            {
                // A night that a van is missing is a night without a visit at its place: the next one is looked at.
                while (random.NextBoolean(run.Parameters[Missing] / 100) && night < 7)
                {
                    night++;
                }
                return Night(run.Parameters, drivers, place, night, free, ref random, scale);
            }
        );
        _traffic.PlanComing(run);
    }

    public void OnTick(ScenarioContext run, TimeSpan delta) => _traffic!.PlanComing(run);

    private static Visit? Night(
        ScenarioValues values,
        Drivers drivers,
        Place place,
        int night,
        TimeSpan free,
        ref RandomStream random,
        double scale
    )
    {
        var back = Until(values[Start], values[Back]) + (24 * night) + (random.NextNormal(0, values[Spread]) / 60);
        var stay = Until(values[Back], values[Out]) + (random.NextNormal(0, values[Spread]) / 60);
        if (drivers.Next(place, night, random.NextDouble(15, 60), ref random) is not { } who)
        {
            return null;
        }
        var arrival = TimeSpan.FromHours(Math.Max(0, back)) / scale;
        var visit = new Visit(arrival > free ? arrival : free, TimeSpan.FromHours(Math.Max(0.5, stay)), who);
        return visit.Scaled(scale);
    }

    private static double Until(double fromHour, double toHour) => (toHour - fromHour + 24) % 24;

    private static NumberParameter Hour(string name, string title, string description, double usual) =>
        new(name, title, description, 0, 24, usual) { Unit = "h" };
}
