using System.Collections.Concurrent;
using System.Text;
using ChargePoints;
using Ocpp;
using Simulation.Logs;

namespace Simulation.Scenarios;

/// <summary>Hearing what happens at the chargers: each line of their logs, of which the timeline keeps what matters.</summary>
public sealed partial class ScenarioRun : ILogListener
{
    // What has happened and is not on the timeline yet. Beyond it, it is counted and said, and lost for this run.
    private const int MaxNews = 100_000;
    private const int LongestLine = 1000;

    // Follows from other events, or says nothing about what came of an act.
    private static readonly HashSet<string> Quiet =
    [
        ChargePointEventType.Lock,
        ChargePointEventType.ClockSet,
        "closing",
        "ignored",
    ];

    private readonly ConcurrentQueue<object> _news = new();
    private readonly Dictionary<string, SimulatedCharger> _listening = new(StringComparer.Ordinal);
    private int _waiting;
    private int _missed;

    void ILogListener.Written(ChargerLog log, in LogLine line, ReadOnlySpan<byte> payload)
    {
        if (KindOf(line) is not { } kind)
        {
            return;
        }
        var message = line.Direction != LogDirection.None;
        Tell(
            new ScenarioEvent
            {
                Time = line.Time,
                ChargerId = log.ChargerId!,
                EvseId = Math.Max(0, line.EvseId),
                Kind = kind,
                Detail = message ? line.Action : Line(Encoding.UTF8.GetString(payload)),
                Direction = line.Direction,
                Action = line.Action,
                Frame = message ? Encoding.UTF8.GetString(payload) : "",
            }
        );
    }

    private string? KindOf(in LogLine line) =>
        line.Category == LogCategory.Scenario ? null
        : line.Direction == LogDirection.In && line.Type == "call" ? ScenarioEventKind.CsmsCall
        : line.Direction != LogDirection.None ? (_scenario.HearsMessages ? line.Type : null)
        : line.Category == LogCategory.Chaos ? $"chaos-{line.Type}"
        : Quiet.Contains(line.Type) ? null
        : line.Type;

    private void Listen(SimulatedCharger charger)
    {
        if (_listening.TryGetValue(charger.Id, out var former))
        {
            if (ReferenceEquals(former, charger))
            {
                return;
            }
            former.Log.Unlisten(this);
        }
        _listening[charger.Id] = charger;
        charger.Log.Listen(this);
    }

    private void Unlisten()
    {
        foreach (var charger in _listening.Values)
        {
            charger.Log.Unlisten(this);
        }
        _listening.Clear();
    }

    private void Tell(object news)
    {
        if (Interlocked.Increment(ref _waiting) > MaxNews && news is not ActDone)
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _missed);
            return;
        }
        _news.Enqueue(news);
        Woken?.Invoke();
    }

    private void TakeNews()
    {
        while (_news.TryDequeue(out var news))
        {
            Interlocked.Decrement(ref _waiting);
            if (news is ActDone done)
            {
                Done(done);
            }
            else
            {
                Hear((ScenarioEvent)news);
            }
        }
        if (Interlocked.Exchange(ref _missed, 0) is > 0 and var missed)
        {
            AddOwn(ScenarioEventKind.Missed, $"{missed} events came faster than the run could take them");
        }
    }

    private void Hear(ScenarioEvent it)
    {
        if (_phase is RunPhase.Waiting or RunPhase.Ended)
        {
            return;
        }
        var offset = it.Time > StartedAt ? it.Time - StartedAt : TimeSpan.Zero;
        if (it.Direction == LogDirection.None || it.Kind == ScenarioEventKind.CsmsCall)
        {
            Timeline.Add(offset, it.Time, it.ChargerId, it.EvseId, TimelineOrigin.Consequence, it.Kind, it.Detail);
        }
        if (_phase == RunPhase.Running)
        {
            Advance(offset);
            Call(TimelineOrigin.Reaction, offset, () => _scenario.OnEvent(_context, it));
        }
    }

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestLine ? line : line[..LongestLine];
    }
}
