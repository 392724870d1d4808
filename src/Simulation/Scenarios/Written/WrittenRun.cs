using System.Text.Json;
using Simulation.Scenarios.Written.Steps;

namespace Simulation.Scenarios.Written;

/// <summary>
/// A run of a scenario that a file describes. Its tracks are taken on second by second, in the order of time: what they do
/// in the second to come is planned at its beginning.
/// </summary>
internal sealed class WrittenRun(ScenarioDescription description, ScenarioProgram program) : IScenario
{
    private const int MostTracks = 200_000;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Track, (TimeSpan At, long Order)> _ready = new();
    private readonly Dictionary<string, List<Wait>> _waits = new(StringComparer.Ordinal);
    private ScenarioContext? _context;
    private TimeSpan _horizon;
    private long _order;
    private int _tracks;

    public ScenarioDescription Description => description;

    public bool HearsMessages => program.NeedsMessages;

    public IReadOnlyList<Expectation> Expectations => program.Expectations;

    public ScenarioContext Context => _context!;

    public void OnStart(ScenarioContext run)
    {
        _context = run;
        var first = Track.First(this, program.Steps);
        foreach (var (name, value) in run.Parameters.All)
        {
            first.Set(name, value is int whole ? (double)whole : value);
        }
        foreach (var (name, value) in program.Variables)
        {
            first.Set(name, value(first));
        }
        Begin(first);
        TakeOn(Ahead);
    }

    public void OnTick(ScenarioContext run, TimeSpan delta)
    {
        foreach (var wait in _waits.Values.SelectMany(all => all).ToList())
        {
            if (wait.Until <= run.Elapsed)
            {
                Settle(wait, came: false, wait.Until);
            }
            else
            {
                Look(wait, run.Elapsed);
            }
        }
        TakeOn(run.Elapsed + Ahead);
    }

    public void OnEvent(ScenarioContext run, ScenarioEvent happened)
    {
        if (!_waits.TryGetValue(happened.ChargerId, out var waits))
        {
            return;
        }
        var settled = false;
        // What happens before a wait begins is none of its business; what it finds to hold then is.
        foreach (var wait in waits.Where(wait => wait.From <= run.Elapsed && run.Elapsed <= wait.Until).ToList())
        {
            if (wait.Step.Condition.IsMetBy(happened, wait.Track))
            {
                Save(wait, happened);
                Settle(wait, came: true, run.Elapsed);
                settled = true;
            }
            else if (wait.Step.Condition.IsOfItsKind(happened, wait.Track))
            {
                wait.Unfit = happened.Frame;
            }
        }
        if (settled)
        {
            TakeOn(_horizon);
        }
    }

    public void OnStop(ScenarioContext run)
    {
        foreach (var wait in _waits.Values.SelectMany(all => all).ToList())
        {
            if (wait.Step.Expectation is { } expectation)
            {
                var came = wait.Step.Not;
                Report(wait, expectation, came, came ? "" : "the run ended before" + Unfit(wait));
            }
        }
        _waits.Clear();
    }

    /// <summary>A track begins where it stands.</summary>
    public void Begin(Track track)
    {
        if (++_tracks > MostTracks)
        {
            throw new InvalidOperationException($"The scenario does more than {MostTracks} things at the same time.");
        }
        Queue(track);
    }

    private void Queue(Track track) => _ready.Enqueue(track, (track.At, _order++));

    private void TakeOn(TimeSpan horizon)
    {
        _horizon = horizon;
        while (_ready.TryPeek(out var track, out var due) && due.At < horizon)
        {
            _ready.Dequeue();
            TakeOn(track);
        }
    }

    // As far as it comes without time passing.
    private void TakeOn(Track track)
    {
        while (track.Steps.MoveNext())
        {
            switch (track.Steps.Current)
            {
                case Wait wait:
                    Await(wait);
                    return;
                case var end when ReferenceEquals(end, Pause.End):
                    End(track);
                    return;
                case var join when ReferenceEquals(join, Pause.Join):
                    if (track.Children > 0)
                    {
                        return;
                    }
                    break;
                default:
                    Queue(track);
                    return;
            }
        }
        End(track);
    }

    private void End(Track track)
    {
        _tracks--;
        track.Steps.Dispose();
        if (track.Parent is not { } parent)
        {
            if (program.EndsWhenDone)
            {
                Context.EndWhenIdle();
            }
            return;
        }
        parent.JoinedBy(track);
        if (--parent.Children == 0)
        {
            Queue(parent);
        }
    }

    private void Await(Wait wait)
    {
        var charger = wait.Track.Charger!.Id;
        if (!_waits.TryGetValue(charger, out var waits))
        {
            _waits.Add(charger, waits = []);
        }
        waits.Add(wait);
    }

    // It may hold already: then no event will come. Acts at the very instant of its beginning have been done by then.
    private void Look(Wait wait, TimeSpan elapsed)
    {
        if (wait.Looked || wait.From >= elapsed)
        {
            return;
        }
        wait.Looked = true;
        if (Context.Look(wait.Track.Charger!.Id) is { } charger && wait.Step.Condition.Holds(charger, wait.Track))
        {
            Settle(wait, came: true, elapsed);
        }
    }

    private void Settle(Wait wait, bool came, TimeSpan at)
    {
        _waits[wait.Track.Charger!.Id].Remove(wait);
        wait.Met = came != wait.Step.Not;
        wait.Track.ReactAt(at);
        if (wait.Step.Expectation is { } expectation)
        {
            Report(wait, expectation, wait.Met, wait.Met ? "" : Why(wait, came));
        }
        Queue(wait.Track);
    }

    private static string Why(Wait wait, bool came)
    {
        var what = wait.Step.Condition.Describe(wait.Track);
        return came
            ? $"{what} came, and must not"
            : $"{what} did not come within {(wait.Until - wait.From).TotalSeconds:0.###} s{Unfit(wait)}";
    }

    private static string Unfit(Wait wait)
    {
        const int Longest = 200;
        return wait.Unfit is not { } frame ? ""
            : frame.Length > Longest ? $"; what came did not fit: {frame[..Longest]}…"
            : $"; what came did not fit: {frame}";
    }

    private void Report(Wait wait, Expectation expectation, bool met, string reason) =>
        Context.Report(
            new ExpectationOutcome(
                expectation.Name,
                expectation.Line,
                wait.Track.Charger!.Id,
                wait.Track.EvseId,
                met,
                Context.Elapsed,
                reason
            )
        );

    private static void Save(Wait wait, ScenarioEvent happened)
    {
        if (wait.Step.Save.Count == 0)
        {
            return;
        }
        using var json = JsonDocument.Parse(happened.Frame);
        var message = json.RootElement;
        var payload = message[message[0].GetInt32() == 2 ? 3 : 2];
        foreach (var (name, path) in wait.Step.Save)
        {
            // It is there: the condition asks for it.
            wait.Track.Set(name, FieldTest.Value(FieldTest.Find(payload, path)!.Value));
        }
    }
}

/// <summary>What a file has told, ready to be run.</summary>
/// <param name="Steps">What is done.</param>
/// <param name="Variables">Variables with their first values, in the order of the file.</param>
/// <param name="Expectations">All expectations, in the order of the file.</param>
/// <param name="NeedsMessages">True when something is waited for that only a frame tells.</param>
/// <param name="EndsWhenDone">True when a run ends with its last step.</param>
internal sealed record ScenarioProgram(
    IReadOnlyList<Step> Steps,
    IReadOnlyList<(string Name, Func<Track, object> Value)> Variables,
    IReadOnlyList<Expectation> Expectations,
    bool NeedsMessages,
    bool EndsWhenDone
);
