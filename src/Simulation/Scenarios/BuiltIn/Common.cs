namespace Simulation.Scenarios.BuiltIn;

/// <summary>Parameters that several scenarios have.</summary>
internal static class Common
{
    public static readonly NumberParameter TimeScale = new(
        "timeScale",
        "Time scale",
        "How much faster than in life drivers come and go: 60 fits an hour into a minute. Cars have their battery divided by it as "
            + "well, so that they fill in the shorter stay; power stays as it is.",
        1,
        3600,
        1
    )
    {
        Unit = "×",
    };

    /// <summary>A parameter for a share of something.</summary>
    public static NumberParameter Percent(string name, string title, string description, double usual) =>
        new(name, title, description, 0, 100, usual) { Unit = "%" };

    /// <summary>Divides a stay and the car's battery by the time scale.</summary>
    public static Visit Scaled(this Visit visit, double timeScale) =>
        timeScale == 1
            ? visit
            : visit with
            {
                Stay = visit.Stay / timeScale,
                Who = visit.Who with { Car = visit.Who.Car with { BatteryWh = visit.Who.Car.BatteryWh / timeScale } },
            };
}
