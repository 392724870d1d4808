namespace Simulation.Scenarios.Written.Steps;

/// <summary>Lets time pass.</summary>
internal sealed class WaitStep(Place at, Func<Track, TimeSpan> time) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        track.GoTo(track.At + time(track));
        yield return Pause.Time;
    }
}

/// <summary>Goes on at an instant of the run; at once when it has passed.</summary>
internal sealed class AtStep(Place at, Func<Track, TimeSpan> offset) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        track.GoTo(offset(track));
        yield return Pause.Time;
    }
}

/// <summary>Does steps again and again: so many times, or until the run ends.</summary>
internal sealed class RepeatStep(
    Place at,
    IReadOnlyList<Step> steps,
    Func<Track, int>? times,
    Func<Track, TimeSpan>? every
) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        var count = times?.Invoke(track) ?? int.MaxValue;
        for (var loop = 1; loop <= count && track.At < track.Run.Context.Duration; loop++)
        {
            track.Count(At);
            track.Set(KnownNames.Loop, (double)loop);
            var next = every is null ? TimeSpan.Zero : track.At + every(track);
            foreach (var pause in RunAll(steps, track))
            {
                yield return pause;
            }
            if (loop < count)
            {
                track.GoTo(next);
                yield return Pause.Time;
            }
        }
    }
}
