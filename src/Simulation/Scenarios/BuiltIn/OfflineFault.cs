using Simulation.Chaos;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>
/// Chargers lose their connection while cars charge: transactions go on, some end meanwhile, and everything is told when
/// the connection is back.
/// </summary>
internal sealed class OfflineFault : IScenario
{
    private static readonly NumberParameter Affected = Common.Percent(
        "chargersPercent",
        "Chargers affected",
        "Share of the chargers that lose their connection.",
        100
    );

    private static readonly NumberParameter First = new(
        "firstOutageSeconds",
        "First outage after",
        "From the start of the run to the first outage.",
        1,
        86_400,
        60
    )
    {
        Unit = "s",
    };

    private static readonly NumberParameter Outage = new(
        "outageSeconds",
        "Outage",
        "How long a connection stays away.",
        1,
        86_400,
        120
    )
    {
        Unit = "s",
    };

    private static readonly NumberParameter Between = new(
        "betweenSeconds",
        "Between outages",
        "How long a connection holds between two outages.",
        1,
        86_400,
        120
    )
    {
        Unit = "s",
    };

    private static readonly NumberParameter Leave = Common.Percent(
        "leavePercent",
        "Leave during an outage",
        "Share of the cars that leave while the connection is away; the others stay to the end of the run.",
        50
    );

    // Not all at the very same instant: the chargers find out one after the other.
    private const double SpreadSeconds = 3;
    private const double ArrivalSeconds = 10;

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "offline_fault",
            Title = "Connection lost",
            Description =
                "Cars charge, then chargers lose the CSMS for a while, again and again. Charging goes on; what happened "
                + "meanwhile is reported when the connection is back.",
            Duration = TimeSpan.FromMinutes(10),
            Parameters = [Affected, First, Outage, Between, Leave, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        var drivers = new Drivers(run);
        foreach (var charger in run.Chargers)
        {
            var random = run.Random(charger.Id, "outages");
            var affected = random.NextBoolean(run.Parameters[Affected] / 100);
            if (affected)
            {
                PlanOutages(run, charger, random.NextDouble(0, SpreadSeconds));
            }
            foreach (var evse in charger.Evses)
            {
                PlanCar(run, drivers, new Place(charger, evse), affected);
            }
        }
    }

    private static void PlanOutages(ScenarioContext run, ScenarioCharger charger, double spreadSeconds)
    {
        var outage = TimeSpan.FromSeconds(run.Parameters[Outage]);
        var every = outage + TimeSpan.FromSeconds(run.Parameters[Between]);
        for (var at = TimeSpan.FromSeconds(run.Parameters[First] + spreadSeconds); at < run.Duration; at += every)
        {
            run.Plan(at, new InjectChaos(charger.Id, new Disconnect { Duration = outage }));
        }
    }

    private static void PlanCar(ScenarioContext run, Drivers drivers, Place place, bool affected)
    {
        var random = run.Random(place.Charger.Id, $"car {place.Evse.Id}");
        var arrival = TimeSpan.FromSeconds(random.NextDouble(0, Math.Min(ArrivalSeconds, run.Parameters[First] / 2)));
        if (drivers.Next(place, 0, random.NextDouble(15, 55), ref random) is not { } who)
        {
            return;
        }
        var (chargerId, evseId) = (place.Charger.Id, place.Evse.Id);
        run.Plan(arrival, new StartCharging(chargerId, evseId, who.IdTag, who.Car));
        if (affected && random.NextBoolean(run.Parameters[Leave] / 100))
        {
            var into = SpreadSeconds + random.NextDouble(0.2, 0.8) * run.Parameters[Outage];
            run.Plan(TimeSpan.FromSeconds(run.Parameters[First] + into), new DriveOff(chargerId, evseId));
        }
    }
}
