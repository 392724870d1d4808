using ChargePoints;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>Ordinary charging while things break at random: networks, hardware, power.</summary>
internal sealed class ChaosMix : IScenario
{
    private static readonly NumberParameter Every = new(
        "everySeconds",
        "Trouble every",
        "Mean time from one disturbance of a charger to the next; it is exponential.",
        5,
        86_400,
        120
    )
    {
        Unit = "s",
    };

    private static readonly NumberParameter Lasts = new(
        "lastsSeconds",
        "Lasts",
        "Mean time that a disturbance lasts; from half to one and a half of it.",
        1,
        86_400,
        30
    )
    {
        Unit = "s",
    };

    private static readonly BooleanParameter Network = new(
        "network",
        "Network",
        "Connections cut, refused and half open; messages late, lost, doubled and broken.",
        true
    );

    private static readonly BooleanParameter Hardware = new(
        "hardware",
        "Hardware",
        "Faults of EVSEs, locks that fail, power losses.",
        true
    );

    private static readonly BooleanParameter Power = new("power", "Power", "Power drops and suspended charges.", true);

    private static readonly NumberParameter TimeScale = Common.TimeScale with { Default = 4 };

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ChargePointErrorCode[] ErrorCodes =
    [
        ChargePointErrorCode.GroundFailure,
        ChargePointErrorCode.HighTemperature,
        ChargePointErrorCode.InternalError,
        ChargePointErrorCode.OverCurrentFailure,
        ChargePointErrorCode.PowerMeterFailure,
        ChargePointErrorCode.ReaderFailure,
    ];

    private readonly List<Stream> _streams = [];
    private readonly NormalTraffic _traffic = new();

    public ScenarioDescription Description { get; } =
        new()
        {
            Name = "chaos_mix",
            Title = "Chaos mix",
            Description = "Cars come and go while connections break, messages get lost, EVSEs fail and power goes.",
            Duration = TimeSpan.FromMinutes(15),
            Parameters = [Every, Lasts, Network, Hardware, Power, TimeScale, Drivers.Source, Drivers.IdTag],
        };

    public void OnStart(ScenarioContext run)
    {
        _traffic.Start(run, run.Parameters[TimeScale]);
        foreach (var charger in run.Chargers)
        {
            var stream = new Stream(charger, run.Random(charger.Id, "trouble"));
            stream.Next = Gap(run, stream);
            _streams.Add(stream);
        }
    }

    public void OnTick(ScenarioContext run, TimeSpan delta)
    {
        _traffic.PlanComing(run);
        foreach (var stream in _streams)
        {
            while (stream.Next < run.Elapsed + Second)
            {
                Trouble(run, stream);
                stream.Next += Gap(run, stream);
            }
        }
    }

    private static void Trouble(ScenarioContext run, Stream stream)
    {
        var evse = 1 + stream.Random.NextInt32(stream.Charger.Evses.Count);
        var kinds = Kinds(run.Parameters, evse, ref stream.Random);
        if (kinds.Count > 0)
        {
            var settings = kinds[stream.Random.NextInt32(kinds.Count)] with
            {
                Duration = TimeSpan.FromSeconds(stream.Random.NextDouble(0.5, 1.5) * run.Parameters[Lasts]),
                Seed = stream.Random.NextUInt64() >> 11,
            };
            run.Plan(stream.Next, new InjectChaos(stream.Charger.Id, settings));
        }
    }

    private static List<ChaosSettings> Kinds(ScenarioValues values, int evse, ref RandomStream random)
    {
        var code = ErrorCodes[random.NextInt32(ErrorCodes.Length)];
        var kinds = new List<ChaosSettings>();
        if (values[Network])
        {
            kinds.AddRange([new Disconnect(), new HalfOpen(), new ConnectRefused(), new Latency()]);
            kinds.AddRange([new Drop(), new Duplicate(), new Corrupt()]);
        }
        if (values[Hardware])
        {
            kinds.AddRange([new Fault { EvseId = evse, ErrorCode = code }, new Chaos.LockFailure { EvseId = evse }]);
            kinds.Add(new PowerLoss());
        }
        if (values[Power])
        {
            kinds.AddRange([new PowerDrop { EvseId = evse, Factor = 0.4 }, new SuspendEv { EvseId = evse }]);
            kinds.Add(new SuspendEvse { EvseId = evse });
        }
        return kinds;
    }

    private static TimeSpan Gap(ScenarioContext run, Stream stream) =>
        TimeSpan.FromSeconds(-Math.Log(1 - stream.Random.NextDouble()) * run.Parameters[Every]);

    private sealed class Stream(ScenarioCharger charger, RandomStream random)
    {
        public RandomStream Random = random;

        public ScenarioCharger Charger => charger;

        public TimeSpan Next { get; set; }
    }
}
