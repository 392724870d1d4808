using Ocpp.V16;
using Server.Csms.Storage;
using Server.Roster;
using Server.Scenarios;
using Server.Storage;

namespace Server.Live;

/// <summary>The pulse of the active location, each second.</summary>
internal sealed class FleetTopic(FleetPulse pulse) : LiveTopic
{
    private bool _first = true;

    public override string Method => "fleet";

    public override ValueTask<object?> TakeAsync(long tick)
    {
        if (!_first && tick % TicksPerSecond != 0)
        {
            return new((object?)null);
        }

        _first = false;
        return new(pulse.Take(tick) with { Seq = NextSeq() });
    }
}

/// <summary>Adds the active location up, once for all who listen.</summary>
/// <param name="roster">All chargers.</param>
/// <param name="scenarios">The scenarios that run.</param>
/// <param name="store">Where chargers are saved.</param>
/// <param name="csms">Where the embedded CSMS is; null when it is not hosted.</param>
internal sealed class FleetPulse(
    ChargerRoster roster,
    ScenarioRuns scenarios,
    SqliteChargerStore store,
    CsmsStore? csms
)
{
    private readonly Lock _lock = new();
    private FleetUpdate? _last;
    private long _lastTick;
    private long _messages;
    private DateTimeOffset _messagesAt;
    private double _messagesPerSecond;

    public FleetUpdate Take(long tick)
    {
        lock (_lock)
        {
            if (_last is null || tick != _lastTick)
            {
                _last = Add();
                _lastTick = tick;
            }

            return _last;
        }
    }

    private FleetUpdate Add()
    {
        var location = roster.Active;
        var statuses = new Dictionary<string, int>();
        var (total, running, connected, charging, power) = (0, 0, 0, 0, 0.0);
        foreach (var charger in roster.In(location.Id))
        {
            total++;
            running += charger.Running ? 1 : 0;
            connected += charger.Unit.Link.State == Simulation.Transport.LinkState.Connected ? 1 : 0;
            foreach (var evse in charger.Unit.Snapshot.Evses)
            {
                power += evse.PowerW;
                charging += evse.Status == ChargePointStatus.Charging ? 1 : 0;
                if (charger.Running)
                {
                    var name = evse.Status.ToString();
                    statuses[name] = statuses.GetValueOrDefault(name) + 1;
                }
            }
        }

        return new FleetUpdate
        {
            Seq = 0,
            Time = roster.Fleet.Now.ToUtc(),
            LocationId = location.Id,
            LocationName = location.Name,
            Total = total,
            Running = running,
            Connected = connected,
            Charging = charging,
            PowerW = Math.Round(power, 1),
            MessagesPerSecond = MessagesPerSecond(),
            Statuses = statuses,
            Scenario = Running(location.Id),
            Trouble = store.Trouble ?? csms?.Trouble,
        };
    }

    private RunningScenario? Running(string locationId) =>
        scenarios.Of(locationId) is { Run: { Running: true } run } it
            ? new RunningScenario(
                it.Id,
                it.Description.Name,
                it.Description.Title,
                Math.Round(run.ElapsedAt(roster.Fleet.Now).TotalSeconds, 1),
                run.Order.Duration.TotalSeconds
            )
            : null;

    private double MessagesPerSecond()
    {
        var counters = roster.Fleet.Counters;
        var (messages, now) = (counters.MessagesIn + counters.MessagesOut, roster.Fleet.Now.ToUtc());
        var seconds = (now - _messagesAt).TotalSeconds;
        if (seconds >= 0.5)
        {
            // Over the time since somebody last looked, but not over the night.
            _messagesPerSecond = seconds > 10 ? 0 : Math.Round((messages - _messages) / seconds, 1);
            (_messages, _messagesAt) = (messages, now);
        }

        return _messagesPerSecond;
    }
}
