namespace Simulation.Scenarios.Written.Steps;

/// <summary>
/// Waits until something happens. As an expectation it is met or fails, and that counts; otherwise nothing is said of it.
/// Where it does not happen in time, the track ends, unless it is to go on.
/// </summary>
internal sealed class ExpectStep(Place at, Condition condition) : Step(at)
{
    /// <summary>What is told of it; null for a wait that is no expectation.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>How long it may take; null until the run ends.</summary>
    public Func<Track, TimeSpan>? Within { get; init; }

    /// <summary>True when it must not happen.</summary>
    public bool Not { get; init; }

    /// <summary>True when the track goes on where it has failed.</summary>
    public bool GoOn { get; init; }

    /// <summary>Fields of the payload that become variables.</summary>
    public IReadOnlyList<(string Name, string Path)> Save { get; init; } = [];

    public Condition Condition => condition;

    public override IEnumerable<Pause> Run(Track track)
    {
        var wait = new Wait(track, this, track.At, Within is null ? TimeSpan.MaxValue : track.At + Within(track));
        yield return wait;
        if (!wait.Met && !GoOn)
        {
            yield return Pause.End;
        }
    }
}

/// <summary>An expectation of a file.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Line">Where it stands.</param>
public sealed record Expectation(string Name, int Line);

/// <summary>A track that waits for something to happen at its charger.</summary>
internal sealed record Wait(Track Track, ExpectStep Step, TimeSpan From, TimeSpan Until) : Pause
{
    /// <summary>True when what was wanted has come; or has not, where it must not.</summary>
    public bool Met { get; set; }

    /// <summary>The last message of the kind waited for that did not fit; null for none.</summary>
    public string? Unfit { get; set; }

    /// <summary>True once it was looked at whether it holds already.</summary>
    public bool Looked { get; set; }
}
