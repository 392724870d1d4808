using ChargePoints;
using Simulation.Chaos;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>Cars charge, and what flows goes up and down: for a CSMS that draws, balances or bills power.</summary>
internal sealed class FluctuatingPower : IScenario
{
    private static readonly NumberParameter Every = new(
        "everySeconds",
        "Change every",
        "Mean time between two changes at an EVSE; it varies by half of it.",
        2,
        3600,
        20
    )
    {
        Unit = "s",
    };

    private static readonly NumberParameter Least = Common.Percent(
        "leastPercent",
        "Least power",
        "The deepest drop, as a share of what would flow.",
        20
    );

    private static readonly NumberParameter Spikes = Common.Percent(
        "spikesPercent",
        "Spikes",
        "Share of the changes that go above what is allowed, by up to a half.",
        10
    );

    private static readonly NumberParameter Pauses = Common.Percent(
        "pausesPercent",
        "Pauses",
        "Share of the changes at which the car takes nothing at all.",
        10
    );

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ArriveWithin = TimeSpan.FromSeconds(5);
    private const double MostSpike = 1.5;

    private readonly List<Stream> _streams = [];

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "fluctuating_power",
            Title = "Fluctuating power",
            Description = "Cars charge, and their power drops, spikes and pauses at random.",
            Duration = TimeSpan.FromMinutes(10),
            Parameters = [Every, Least, Spikes, Pauses, Sessions.Share, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        foreach (var place in Sessions.Plan(run, ArriveWithin))
        {
            var random = run.Random(place.Charger.Id, $"power {place.Evse.Id}");
            var first = ArriveWithin + TimeSpan.FromSeconds(random.NextDouble() * run.Parameters[Every]);
            _streams.Add(new Stream(place, random) { Next = first });
        }
    }

    public void OnTick(ScenarioContext run, TimeSpan delta)
    {
        foreach (var stream in _streams)
        {
            while (stream.Next < run.Elapsed + Second)
            {
                var lasts = TimeSpan.FromSeconds(stream.Random.NextDouble(0.5, 1.5) * run.Parameters[Every]);
                // Over before the next one begins: two of a kind would be refused.
                run.Plan(stream.Next, Change(run.Parameters, stream, lasts * 0.9));
                stream.Next += lasts;
            }
        }
    }

    private static InjectChaos Change(ScenarioValues values, Stream stream, TimeSpan lasts)
    {
        var (draw, evse) = (100 * stream.Random.NextDouble(), stream.Place.Evse.Id);
        ChaosSettings change =
            draw < values[Spikes] ? new PowerSpike { Factor = Factor(stream.Random.NextDouble(1.05, MostSpike)) }
            : draw < values[Spikes] + values[Pauses] ? new SuspendEv()
            : new PowerDrop { Factor = Factor(stream.Random.NextDouble(Math.Min(values[Least], 95) / 100, 0.95)) };
        return new(stream.Place.Charger.Id, change with { EvseId = evse, Duration = lasts });
    }

    private static double Factor(double value) => Math.Round(value, 2);

    private sealed class Stream(Place place, RandomStream random)
    {
        public RandomStream Random = random;

        public Place Place => place;

        public TimeSpan Next { get; set; }
    }
}
