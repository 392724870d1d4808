using ChargePoints;
using Ocpp;
using Ocpp.V16;
using Simulation.Chaos;
using Simulation.Tests.Fleet;
using Simulation.Transport;
using Simulation.Truth;

namespace Simulation.Tests.Chaos;

/// <summary>
/// Two chargers on a bad day in virtual time: drivers come and go, every kind of chaos strikes at random, then it is calm until all is
/// delivered. Everything comes from one seed.
/// </summary>
internal sealed class ChaosDay : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan Calm = TimeSpan.FromHours(6);

    private readonly TransactionRecord _record = new();
    private readonly VirtualFleet _fleet;
    private readonly List<SimulatedCharger> _chargers = [];
    private RandomStream _random;
    private bool _over;

    private ChaosDay(ulong seed)
    {
        _fleet = new VirtualFleet(seed: seed, witness: _record);
        _random = RandomStream.For(seed, "day", "chaos");
    }

    /// <summary>The last lines of what went over the wire.</summary>
    public string Trace => string.Join('\n', _fleet.Csms.Trace.TakeLast(40));

    public IReadOnlyList<ChargerTransaction> Transactions => _record.Transactions;

    /// <summary>Kinds that were in force at some time.</summary>
    public HashSet<string> Kinds { get; } = [];

    /// <summary>Lives the day.</summary>
    public static ChaosDay Live(ulong seed, int attempts = 1000)
    {
        var day = new ChaosDay(seed);
        day.Begin(attempts);
        day.Time.Advance(Length);
        day.End();
        return day;
    }

    public TransactionVerdict Verdict() =>
        TransactionInvariants.Check(_record.Transactions, _record.Registers, Sessions);

    /// <summary>What was delivered, beside the CSMS's own record.</summary>
    public TruthReport Truth() =>
        TruthReport.Of(
            _record.Transactions,
            (id, evse) => _chargers.Find(it => it.Id == id)?.Snapshot.Evses[evse - 1].EnergyMilliWh,
            new TruthCsms(_chargers.Select(it => it.Id).ToHashSet(), Sessions)
        );

    /// <summary>What the registers have gained, whatever is said of sessions.</summary>
    public long GainedMilliWh => _record.Registers.Sum(it => it.LastMilliWh - it.FirstMilliWh);

    private CsmsTransaction[] Sessions =>
        [
            .. _fleet.Csms.Central.Sessions.Select(it => new CsmsTransaction(
                it.ChargePointId,
                it.TransactionId,
                it.StartMessageId,
                it.ConnectorId,
                it.MeterStartWh,
                it.MeterStopWh
            )),
        ];

    public void Dispose() => _fleet.Dispose();

    private VirtualTimeLoop Time => _fleet.Time;

    private void Begin(int attempts)
    {
        var configuration = new Dictionary<string, string>
        {
            ["TransactionMessageAttempts"] = $"{attempts}",
            ["TransactionMessageRetryInterval"] = "1",
            ["MeterValueSampleInterval"] = "60",
            ["WebSocketPingInterval"] = "30",
            ["ConnectionTimeOut"] = "60",
        };
        for (var i = 0; i < 2; i++)
        {
            var link = new LinkSettings { CsmsUrl = new Uri(i == 0 ? "ws://csms.example/" : "wss://csms.example/") };
            var definition = VirtualFleet.Definition($"CP{i}", configuration, _random.NextUInt64(), link);
            var resumes = _random.NextBoolean(0.5);
            var charger = _fleet.Fleet.Add(
                definition with
                {
                    ChargePoint = definition.ChargePoint with
                    {
                        ResumeAfterPowerLoss = resumes,
                        BackupPower = _random.NextBoolean(0.3),
                    },
                },
                null
            );
            _chargers.Add(charger);
            charger.Start();
            Later(20, 200, () => Arrive(charger, 1));
            Later(20, 400, () => Arrive(charger, 2));
            Later(60, 300, () => Strike(charger));
        }
    }

    // Calm: chaos is lifted, charges end, and everything that waits is delivered.
    private void End()
    {
        _over = true;
        foreach (var charger in _chargers)
        {
            Time.Await(charger.LiftAllAsync(), Calm);
        }
        Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var charger in _chargers)
        {
            charger.Failure.ShouldBeNull();
            _fleet.Post(charger, new StopTransaction(1, Reason.Local));
            _fleet.Post(charger, new StopTransaction(2, Reason.Local));
        }
        Time.RunUntil(() => _chargers.TrueForAll(it => it.Snapshot.QueuedMessages == 0), Calm).ShouldBeTrue(Trace);
    }

    private void Arrive(SimulatedCharger charger, int evse)
    {
        if (_over)
        {
            return;
        }
        var vehicle = new VehicleSettings
        {
            Id = $"EV{_random.NextInt32(100)}",
            BatteryWh = _random.NextDouble(20_000, 90_000),
            SocPercent = _random.NextDouble(5, 95),
        };
        var tag = $"TAG{_random.NextInt32(20)}";
        Post(charger, new PlugIn(evse, vehicle));
        Later(1, 20, () => Post(charger, new PresentTag(evse, tag)));
        Later(60, 1500, () => Leave(charger, evse, tag));
    }

    private void Leave(SimulatedCharger charger, int evse, string tag)
    {
        var way = _random.NextDouble();
        if (way < 0.4)
        {
            Post(charger, new PresentTag(evse, tag));
        }
        else if (way < 0.7)
        {
            Post(charger, new StopTransaction(evse, Reason.Local));
        }
        Later(5, 30, () => Post(charger, new Unplug(evse, UnplugSide.Ev)));
        Later(31, 40, () => Post(charger, new Unplug(evse, UnplugSide.Evse)));
        Later(60, 900, () => Arrive(charger, evse));
    }

    private void Strike(SimulatedCharger charger)
    {
        if (_over)
        {
            return;
        }
        var what = _random.NextDouble();
        if (what < 0.85)
        {
            Inject(charger);
        }
        else if (what < 0.92)
        {
            _ = charger.LiftAllAsync().AsTask();
        }
        else if (_fleet.Csms.Central.FindConnection(charger.Id) is not null)
        {
            var type = _random.NextBoolean(0.5) ? "Hard" : "Soft";
            _ = _fleet.Csms.CallAsync(charger.Id, Actions.Reset, $"{{\"type\":\"{type}\"}}", Time.Now);
        }
        Later(20, 300, () => Strike(charger));
    }

    private void Inject(SimulatedCharger charger)
    {
        var kind = ChaosCatalogue.All[_random.NextInt32(ChaosCatalogue.All.Count)];
        var numbers = new Dictionary<string, double>();
        foreach (var parameter in kind.Parameters.Where(it => it.Default is not null))
        {
            // Around what is usual: the whole range would be nothing but silence.
            numbers[parameter.Name] = Math.Clamp(
                parameter.Default!.Value * _random.NextDouble(0.2, 5),
                parameter.Minimum!.Value,
                parameter.Maximum!.Value
            );
        }
        var arguments = new ChaosArguments
        {
            EvseId = kind.Scope == ChaosScope.Charger ? 0 : _random.NextInt32(3),
            Seed = _random.NextUInt64(),
            Numbers = numbers,
        };
        var problems = new List<ChaosProblem>();
        var settings = ChaosCatalogue.Make(kind, arguments, problems);
        problems.ShouldBeEmpty();
        _ = NoteAsync(charger.InjectAsync(settings!), kind.Kind);
    }

    private async Task NoteAsync(ValueTask<ChaosOutcome> injecting, string kind)
    {
        if ((await injecting).Refusal is null)
        {
            Kinds.Add(kind);
        }
    }

    private static void Post(SimulatedCharger charger, ChargePointInput input) => _ = charger.PostAsync(input).AsTask();

    private void Later(double from, double to, Action act) =>
        Time.Schedule(Time.Now + TimeSpan.FromSeconds(_random.NextDouble(from, to)), act);
}
