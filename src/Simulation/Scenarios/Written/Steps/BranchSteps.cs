namespace Simulation.Scenarios.Written.Steps;

/// <summary>Gives variables values.</summary>
internal sealed class LetStep(Place at, IReadOnlyList<(string Name, Func<Track, object> Value)> values) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        foreach (var (name, value) in values)
        {
            track.Set(name, value(track));
        }
        return [];
    }
}

/// <summary>Does one thing or another.</summary>
internal sealed class IfStep(
    Place at,
    Func<Track, bool> condition,
    IReadOnlyList<Step> then,
    IReadOnlyList<Step> otherwise
) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track) => RunAll(condition(track) ? then : otherwise, track);
}

/// <summary>Does one of several things, drawn by weight.</summary>
internal sealed class ChooseStep(
    Place at,
    IReadOnlyList<(Func<Track, double> Weight, IReadOnlyList<Step> Steps)> choices
) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        var weights = choices.Select(choice => choice.Weight(track)).ToArray();
        var left = track.Random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return RunAll(choices[i].Steps, track);
            }
        }
        // All weights are zero.
        return [];
    }
}

/// <summary>Does several things at the same time, and goes on when all are done.</summary>
internal sealed class ParallelStep(Place at, IReadOnlyList<IReadOnlyList<Step>> branches) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        var path = track.NextFork();
        for (var i = 0; i < branches.Count; i++)
        {
            track.Fork(branches[i], $"{path}.{i}", null, 0, 0);
        }
        yield return Pause.Join;
    }
}

/// <summary>Does the same at each charger of a selection at the same time, and goes on when all are done.</summary>
internal sealed class ForEachStep(Place at, ChargerSelection selection, IReadOnlyList<Step> steps) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        var path = track.NextFork();
        var index = 0;
        foreach (var charger in selection.Choose(track, path))
        {
            index++;
            foreach (var evseId in selection.EvsesOf(charger))
            {
                track.Fork(steps, path, charger, evseId, index);
            }
        }
        if (index > 0)
        {
            yield return Pause.Join;
        }
    }
}

/// <summary>Does something to the charger.</summary>
internal sealed class ActStep(Place at, Func<Track, ScenarioAct> act) : Step(at)
{
    public override IEnumerable<Pause> Run(Track track)
    {
        track.Plan(act(track));
        return [];
    }
}
