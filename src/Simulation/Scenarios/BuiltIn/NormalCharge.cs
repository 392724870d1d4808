namespace Simulation.Scenarios.BuiltIn;

/// <summary>An ordinary day: cars come to the EVSEs, charge, and leave, one after the other.</summary>
internal sealed class NormalCharge : IScenario
{
    private static readonly NumberParameter Busy = Common.Percent(
        "evsesPercent",
        "EVSEs in use",
        "Share of the EVSEs that cars come to.",
        100
    );

    private static readonly NumberParameter Stay = new(
        "stayMinutes",
        "Stay",
        "Mean time that a car stays; a visit lasts from half to one and a half of it.",
        0.1,
        1440,
        20
    )
    {
        Unit = "min",
    };

    private static readonly NumberParameter Pause = new(
        "pauseMinutes",
        "Pause",
        "Mean time that an EVSE is free between two cars; it varies from nothing to twice of it.",
        0.1,
        1440,
        5
    )
    {
        Unit = "min",
    };

    private static readonly NumberParameter LeastSoc = Common.Percent(
        "socFromPercent",
        "State of charge from",
        "The emptiest car on arrival.",
        15
    );

    private static readonly NumberParameter MostSoc = Common.Percent(
        "socToPercent",
        "State of charge to",
        "The fullest car on arrival.",
        65
    );

    private Traffic? _traffic;

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "normal_charge",
            Title = "Normal charging",
            Description = "Cars come to the EVSEs, plug in, charge and leave, one after the other, at their own pace.",
            Duration = TimeSpan.FromMinutes(30),
            Parameters = [Busy, Stay, Pause, LeastSoc, MostSoc, Common.TimeScale, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        var values = run.Parameters;
        var (stay, pause, scale) = (values[Stay], values[Pause], values[Common.TimeScale]);
        var drivers = new Drivers(run);
        var busy = Traffic
            .Everywhere(run)
            .Where(place => run.Random(place.Charger.Id, $"busy {place.Evse.Id}").NextBoolean(values[Busy] / 100));
        _traffic = new Traffic(
            run,
            busy.ToList(),
            scale,
            (Place place, int number, TimeSpan free, ref ChargePoints.RandomStream random) =>
            {
                var arrival = free + (TimeSpan.FromMinutes(random.NextDouble(0, 2 * pause)) / scale);
                var stays = TimeSpan.FromMinutes(random.NextDouble(0.5, 1.5) * stay);
                var soc = random.NextDouble(values[LeastSoc], Math.Max(values[LeastSoc], values[MostSoc]));
                return drivers.Next(place, number, soc, ref random) is { } who
                    ? new Visit(arrival, stays, who).Scaled(scale)
                    : null;
            }
        );
        _traffic.PlanComing(run);
    }

    public void OnTick(ScenarioContext run, TimeSpan delta) => _traffic!.PlanComing(run);
}
