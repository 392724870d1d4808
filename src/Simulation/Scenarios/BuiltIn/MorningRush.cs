using ChargePoints;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>
/// A working day's arrivals: a mixture of Gaussians over arrival, stay and energy, one car for each EVSE. Numbers of
/// workplaces: plugged in from eight to nine, for eight to ten hours; visitors come later and stay shorter.
/// </summary>
internal sealed class MorningRush : IScenario
{
    // A model of sessions at workplaces keeps what it draws within these.
    private static readonly TimeSpan LeastStay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostStay = TimeSpan.FromHours(48);
    private const double LeastKwh = 0.5;
    private const double MostKwh = 150;

    // Visitors: half of the spread of the day, a third of the stay, a little less energy.
    private const double VisitorsHour = 11;
    private const double VisitorsSpreadMinutes = 100;
    private const double VisitorsStayHours = 2.5;
    private const double VisitorsStaySpreadMinutes = 60;

    // Whoever comes late leaves late, but not by as much.
    private const double StayByArrival = -0.5;

    private static readonly NumberParameter Start = Hour("startHour", "Start", "Time of day when the run begins.", 6);
    private static readonly NumberParameter Arrival = Hour("arrivalHour", "Arrival", "Mean arrival.", 8.5);
    private static readonly NumberParameter Spread = Minutes("arrivalSpreadMinutes", "Arrival spread", 35);
    private static readonly NumberParameter StaySpread = Minutes("staySpreadMinutes", "Stay spread", 45);

    private static readonly NumberParameter Stay = new("stayHours", "Stay", "Mean stay.", 0.1, 48, 9) { Unit = "h" };

    private static readonly NumberParameter Energy = new(
        "energyKwh",
        "Energy",
        "Mean energy that a car wants, with a spread of half of it.",
        LeastKwh,
        MostKwh,
        8.4
    )
    {
        Unit = "kWh",
    };

    private static readonly NumberParameter Occupancy = Common.Percent(
        "occupancyPercent",
        "Occupancy",
        "Share of the EVSEs that somebody comes to.",
        90
    );

    private static readonly NumberParameter Visitors = Common.Percent(
        "visitorsPercent",
        "Visitors",
        "Share of the cars that come in the course of the day and stay for some hours only.",
        15
    );

    private static readonly NumberParameter TimeScale = Common.TimeScale with { Default = 24 };

    private Traffic? _traffic;

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "morning_rush",
            Title = "Morning rush",
            Description =
                "Everybody comes to work: arrivals, stays and energies as at workplaces. By default twelve hours in thirty minutes.",
            Duration = TimeSpan.FromMinutes(30),
            Parameters =
            [
                Start,
                Arrival,
                Spread,
                Stay,
                StaySpread,
                Energy,
                Occupancy,
                Visitors,
                TimeScale,
                Drivers.Source,
                Drivers.IdTag,
            ],
        };

    public void OnStart(ScenarioContext run)
    {
        var scale = run.Parameters[TimeScale];
        var drivers = new Drivers(run);
        _traffic = new Traffic(
            run,
            Traffic.Everywhere(run),
            scale,
            (Place place, int number, TimeSpan free, ref RandomStream random) =>
                number == 0 ? Draw(run.Parameters, drivers, place, scale, ref random) : null
        );
        _traffic.PlanComing(run);
    }

    public void OnTick(ScenarioContext run, TimeSpan delta) => _traffic!.PlanComing(run);

    private static Visit? Draw(
        ScenarioValues values,
        Drivers drivers,
        Place place,
        double scale,
        ref RandomStream random
    )
    {
        if (!random.NextBoolean(values[Occupancy] / 100))
        {
            return null;
        }
        var visitor = random.NextBoolean(values[Visitors] / 100);
        var (hour, spread) = visitor ? (VisitorsHour, VisitorsSpreadMinutes) : (values[Arrival], values[Spread]);
        var (stayHours, staySpread) = visitor
            ? (VisitorsStayHours, VisitorsStaySpreadMinutes)
            : (values[Stay], values[StaySpread]);
        var lateMinutes = random.NextNormal(0, spread);
        var stayMinutes = random.NextNormal((stayHours * 60) + (StayByArrival * lateMinutes), staySpread);
        var stay = Math.Clamp(stayMinutes, LeastStay.TotalMinutes, MostStay.TotalMinutes);
        var kwh = Math.Clamp(random.NextNormal(values[Energy], values[Energy] / 2), LeastKwh, MostKwh);
        var arrival = TimeSpan.FromHours(hour - values[Start]) + TimeSpan.FromMinutes(lateMinutes);
        return drivers.Next(place, 0, 0, ref random) is { } who
            ? new Visit(
                arrival > TimeSpan.Zero ? arrival / scale : TimeSpan.Zero,
                TimeSpan.FromMinutes(stay),
                Wanting(who, kwh)
            ).Scaled(scale)
            : null;
    }

    // As empty as the energy wanted; a small car is filled from empty.
    private static ScenarioVehicle Wanting(ScenarioVehicle who, double kwh) =>
        who with
        {
            Car = who.Car with { SocPercent = Math.Round(Math.Max(5, 100 - (100_000 * kwh / who.Car.BatteryWh)), 1) },
        };

    private static NumberParameter Hour(string name, string title, string description, double usual) =>
        new(name, title, description, 0, 24, usual) { Unit = "h" };

    private static NumberParameter Minutes(string name, string title, double usual) =>
        new(name, title, "Standard deviation.", 0, 600, usual) { Unit = "min" };
}
