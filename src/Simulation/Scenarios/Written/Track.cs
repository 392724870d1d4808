using ChargePoints;

namespace Simulation.Scenarios.Written;

/// <summary>
/// One thread of steps in a run: where it stands in time, whose charger it is about, its variables and its random numbers.
/// What a track draws shifts nothing for another.
/// </summary>
internal sealed class Track
{
    // Steps at one instant: beyond it a loop without a wait is taken for what it is.
    private const int MaxStepsAtOnce = 10_000;

    private readonly string _path;
    private readonly string _owner;
    private readonly Dictionary<string, object> _values;
    private int _forks;
    private int _cars;
    private int _still;

    /// <summary>Its random numbers; a field, for they change as they are drawn.</summary>
    public RandomStream Random;

    private Track(WrittenRun run, Track? parent, string owner, string path)
    {
        (Run, Parent, _owner, _path) = (run, parent, owner, path);
        Random = run.Context.Random(owner, path);
        _values = parent is null ? new(StringComparer.Ordinal) : new(parent._values, StringComparer.Ordinal);
        (At, Reactive) = (parent?.At ?? TimeSpan.Zero, parent?.Reactive ?? false);
        (Charger, EvseId) = (parent?.Charger, parent?.EvseId ?? 0);
    }

    public WrittenRun Run { get; }

    public Track? Parent { get; }

    /// <summary>Where it stands, since the start of the run.</summary>
    public TimeSpan At { get; private set; }

    /// <summary>True once it has waited for something that happened: what it does from then on is no plan, but a reaction.</summary>
    public bool Reactive { get; private set; }

    /// <summary>The charger that its steps are about; null for none.</summary>
    public ScenarioCharger? Charger { get; private set; }

    /// <summary>The EVSE; 0 without a charger.</summary>
    public int EvseId { get; private set; }

    /// <summary>Tracks that it has forked and that have not ended.</summary>
    public int Children { get; set; }

    /// <summary>What is left to do.</summary>
    public IEnumerator<Pause> Steps { get; private set; } = Enumerable.Empty<Pause>().GetEnumerator();

    public static Track First(WrittenRun run, IReadOnlyList<Step> steps)
    {
        var track = new Track(run, null, "", "file");
        track.Steps = Step.RunAll(steps, track).GetEnumerator();
        return track;
    }

    /// <summary>A name under which what is forked or drawn next is found again in another run.</summary>
    public string NextFork() => $"{_path}/{_forks++}";

    /// <summary>A track of its own, beginning where this one stands.</summary>
    public void Fork(IReadOnlyList<Step> steps, string path, ScenarioCharger? charger, int evseId, int index)
    {
        var track = new Track(
            Run,
            this,
            charger?.Id ?? _owner,
            evseId > 0 && charger is not null ? $"{path} {evseId}" : path
        );
        if (charger is not null)
        {
            (track.Charger, track.EvseId) = (charger, evseId);
            track.Set(KnownNames.Charger, charger.Id);
            track.Set(KnownNames.Index, (double)index);
            track.Set(KnownNames.Evses, (double)charger.Evses.Count);
            track.Set(KnownNames.Evse, (double)evseId);
        }
        track.Steps = Step.RunAll(steps, track).GetEnumerator();
        Children++;
        Run.Begin(track);
    }

    /// <summary>Goes on to an instant; nothing when it has passed.</summary>
    public void GoTo(TimeSpan at)
    {
        if (at > At)
        {
            (At, _still) = (at, 0);
        }
    }

    /// <summary>Goes on where something happened.</summary>
    public void ReactAt(TimeSpan at)
    {
        GoTo(at);
        Reactive = true;
    }

    /// <summary>Goes on where a track that it waited for has ended.</summary>
    public void JoinedBy(Track child)
    {
        GoTo(child.At);
        Reactive |= child.Reactive;
    }

    public void Plan(ScenarioAct act)
    {
        if (Reactive)
        {
            Run.Context.React(At, act);
        }
        else
        {
            Run.Context.Plan(At, act);
        }
    }

    public void Set(string name, object value) => _values[name] = value;

    /// <summary>The value of a name in an expression.</summary>
    public object Value(string name, Place at) =>
        name switch
        {
            KnownNames.Seed => (double)Run.Context.Seed,
            KnownNames.Duration => Run.Context.Duration.TotalSeconds,
            KnownNames.Elapsed => At.TotalSeconds,
            _ => _values.TryGetValue(name, out var value)
                ? value
                : throw new ScenarioFaultException(at, $"'{name}' has no value yet"),
        };

    /// <summary>A key for something of this charger that is made next, such as a car.</summary>
    public ulong NextKey() => RandomStream.Key(Run.Context.Seed, _owner, $"scenario {_path} {EvseId} car {_cars++}");

    /// <summary>A step begins.</summary>
    public void Count(Place at)
    {
        if (++_still > MaxStepsAtOnce)
        {
            throw new ScenarioFaultException(
                at,
                $"more than {MaxStepsAtOnce} steps without time passing: add a wait, or 'every' to the repeat"
            );
        }
    }
}

/// <summary>Names that expressions know without being told.</summary>
internal static class KnownNames
{
    public const string Charger = "charger";
    public const string Index = "charger.index";
    public const string Evses = "charger.evses";
    public const string Evse = "evse";
    public const string Loop = "loop";
    public const string Seed = "seed";
    public const string Duration = "duration";
    public const string Elapsed = "elapsed";

    /// <summary>Those that are known everywhere.</summary>
    public static readonly string[] Everywhere = [Seed, Duration, Elapsed];

    /// <summary>Those that are known where steps are about a charger.</summary>
    public static readonly string[] OfCharger = [Charger, Index, Evses, Evse];
}

/// <summary>Why a track does not go on at once.</summary>
internal abstract record Pause
{
    /// <summary>Until its own instant is reached.</summary>
    public static readonly Pause Time = new TimePause();

    /// <summary>Until the tracks that it has forked have ended.</summary>
    public static readonly Pause Join = new JoinPause();

    /// <summary>For ever: it has ended before its steps have.</summary>
    public static readonly Pause End = new EndPause();

    private sealed record TimePause : Pause;

    private sealed record JoinPause : Pause;

    private sealed record EndPause : Pause;
}
