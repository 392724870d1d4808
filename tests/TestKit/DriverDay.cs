using ChargePoints;
using Ocpp;

namespace TestKit;

/// <summary>
/// Drivers, an operator and a network that lead a charge point through a day: cars come with gaps and stays drawn at random,
/// plug in first or show their tag first, leave by tag, by pulling the cable or by remote stop; now and then the link breaks,
/// somebody resets, changes availability or switches the power off. Everything comes from one seed.
/// </summary>
public sealed class DriverDay
{
    private readonly ChargePointBench _bench;
    private readonly PriorityQueue<Action, (Instant, long)> _plan = new();
    private readonly bool _kills;
    private RandomStream _random;
    private long _order;

    private DriverDay(ChargePointBench bench, ulong seed, bool kills)
    {
        _kills = kills;
        _bench = bench;
        _random = RandomStream.For(seed, bench.Settings.Id, "day");
    }

    /// <summary>Lives one day, from switching on to an orderly power off.</summary>
    /// <param name="settings">What the charge point is.</param>
    /// <param name="seed">Of all that happens.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <param name="kills">False: the process is never killed; what it saved last does not matter then.</param>
    /// <param name="make">Makes the charge point; null for one as it is.</param>
    public static ChargePointBench Live(
        ChargePointSettings settings,
        ulong seed,
        TimeSpan duration,
        bool kills = true,
        Func<ChargePointSettings, DurableState?, Instant, ChargePoint>? make = null
    )
    {
        var bench = new ChargePointBench(settings, null, make);
        bench.Csms.Latency = TimeSpan.FromMilliseconds(80);
        bench.Csms.Tag("BLOCKED", "Blocked");
        bench.PowerOn().WaitSeconds(5);
        var day = new DriverDay(bench, seed, kills);
        foreach (EvseSettings evse in settings.Evses)
        {
            day.Later(day.Minutes(1, 120), () => day.Arrive(evse));
        }
        day.Later(day.Minutes(30, 400), day.Trouble);
        Instant end = bench.Now + duration;
        while (day._plan.TryPeek(out _, out (Instant At, long) next) && next.At < end)
        {
            bench.WaitUntil(next.At);
            day._plan.Dequeue()();
        }
        bench.WaitUntil(end).GoOnline().WaitSeconds(400);
        bench.Do(new PowerOff(TimeSpan.FromSeconds(8)));
        return bench.WaitSeconds(10);
    }

    private void Arrive(EvseSettings evse)
    {
        string tag = _random.NextBoolean(0.05) ? "BLOCKED" : $"TAG{_random.NextInt32(20)}";
        var vehicle = new VehicleSettings
        {
            Id = $"EV{_random.NextInt32(1000)}",
            BatteryWh = _random.NextDouble(20_000, 90_000),
            SocPercent = _random.NextDouble(5, 90),
            Phases = 1 + (2 * _random.NextInt32(2)),
        };
        if (_random.NextBoolean(0.5))
        {
            _bench.Do(new PlugIn(evse.Id, vehicle));
            Later(Seconds(2, 40), () => _bench.Do(new PresentTag(evse.Id, tag)));
        }
        else
        {
            _bench.Do(new PresentTag(evse.Id, tag));
            Later(Seconds(2, 80), () => _bench.Do(new PlugIn(evse.Id, vehicle)));
        }
        Later(Minutes(10, 300), () => Leave(evse, tag));
    }

    private void Leave(EvseSettings evse, string tag)
    {
        double way = _random.NextDouble();
        int? id = _bench.ChargePoint.Snapshot.Evses[evse.Id - 1].Transaction?.Id;
        if (way < 0.2 && id is { } transactionId)
        {
            _bench.TryCall("RemoteStopTransaction", new { transactionId });
        }
        else if (way < 0.8)
        {
            _bench.Do(new PresentTag(evse.Id, tag));
        }
        Later(Seconds(1, 30), () => PullOut(evse));
        Later(Minutes(5, 240), () => Arrive(evse));
    }

    private void PullOut(EvseSettings evse)
    {
        _bench.Do(new Unplug(evse.Id, UnplugSide.Ev));
        if (_bench.Do(new Unplug(evse.Id, UnplugSide.Evse)) is not null)
        {
            _bench.TryCall("UnlockConnector", new { connectorId = evse.Id });
            _bench.Do(new Unplug(evse.Id, UnplugSide.Evse));
        }
    }

    private void Trouble()
    {
        switch (_random.NextInt32(6))
        {
            case 0:
            case 1:
                _bench.GoOffline();
                Later(Minutes(1, 60), () => _bench.GoOnline());
                break;
            case 2:
                _bench.TryCall("Reset", new { type = _random.NextBoolean(0.5) ? "Hard" : "Soft" });
                break;
            case 3:
                _bench.TryCall("ChangeAvailability", new { connectorId = 0, type = "Inoperative" });
                Later(
                    Minutes(5, 60),
                    () => _bench.TryCall("ChangeAvailability", new { connectorId = 0, type = "Operative" })
                );
                break;
            case 4:
            case 5 when !_kills:
                _bench.Do(new PowerLost());
                Later(Minutes(1, 20), () => _bench.PowerOn());
                break;
            default:
                _bench.Kill();
                Later(Minutes(1, 20), () => _bench.PowerOn());
                break;
        }
        Later(Minutes(120, 600), Trouble);
    }

    private TimeSpan Minutes(double from, double to) => TimeSpan.FromMinutes(_random.NextDouble(from, to));

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(_random.NextDouble(from, to));

    private void Later(TimeSpan delay, Action act) => _plan.Enqueue(act, (_bench.Now + delay, _order++));
}
