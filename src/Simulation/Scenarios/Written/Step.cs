namespace Simulation.Scenarios.Written;

/// <summary>One step of a file.</summary>
internal abstract class Step(Place at)
{
    public Place At => at;

    /// <summary>Does it, on a track that stands at the step's instant.</summary>
    public abstract IEnumerable<Pause> Run(Track track);

    /// <summary>Does steps one after the other.</summary>
    public static IEnumerable<Pause> RunAll(IReadOnlyList<Step> steps, Track track)
    {
        foreach (var step in steps)
        {
            track.Count(step.At);
            foreach (var pause in step.Run(track))
            {
                yield return pause;
            }
        }
    }
}
