using Simulation.Scenarios.BuiltIn;

namespace Simulation.Scenarios;

/// <summary>The scenarios that can be run, by name. Any thread may read and change it.</summary>
public sealed class ScenarioCatalogue
{
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<ScenarioSource> _all = BuiltIn;

    /// <summary>Those that come with the simulator, in the order in which they are shown.</summary>
    public static IReadOnlyList<ScenarioSource> BuiltIn { get; } =
    [
        Of<NormalCharge>(),
        Of<MorningRush>(),
        Of<FluctuatingPower>(),
        Of<OfflineFault>(),
        Of<ChaosMix>(),
        Of<DepotOvernight>(),
        Of<HighwayDc>(),
        Of<ReconnectStorm>(),
        Of<FirmwareWave>(),
    ];

    /// <summary>All: the built-in ones, then those of users by name.</summary>
    public IReadOnlyList<ScenarioSource> All => _all;

    /// <summary>The scenario of that name; null when there is none.</summary>
    public ScenarioSource? Find(string name) => _all.FirstOrDefault(source => source.Description.Name == name);

    /// <summary>Adds a user's scenario, or replaces the one of its name; false when that is a built-in one.</summary>
    public bool Set(ScenarioSource source)
    {
        var name = source.Description.Name;
        if (BuiltIn.Any(other => other.Description.Name == name))
        {
            return false;
        }
        Change(own => [.. own.Where(other => other.Description.Name != name), source]);
        return true;
    }

    /// <summary>Forgets a user's scenario; false when there is none of that name.</summary>
    public bool Remove(string name)
    {
        var found = false;
        Change(own =>
        {
            found = own.Any(other => other.Description.Name == name);
            return own.Where(other => other.Description.Name != name);
        });
        return found;
    }

    private void Change(Func<IEnumerable<ScenarioSource>, IEnumerable<ScenarioSource>> change)
    {
        lock (_gate)
        {
            var own = change(_all.Skip(BuiltIn.Count));
            _all = [.. BuiltIn, .. own.OrderBy(source => source.Description.Name, StringComparer.Ordinal)];
        }
    }

    private static ScenarioSource Of<T>()
        where T : IScenario, new() => new(new T().Description, () => new T());
}

/// <summary>Where a scenario comes from.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Make">Makes it anew for a run.</param>
public sealed record ScenarioSource(ScenarioDescription Description, Func<IScenario> Make);
