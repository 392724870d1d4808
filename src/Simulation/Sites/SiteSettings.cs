using ChargePoints;

namespace Simulation.Sites;

/// <summary>A grid connection that chargers share: three phases of 230 V.</summary>
public sealed record SiteSettings
{
    /// <summary>What the connection can deliver in W, the same on each phase; null for more than anybody takes.</summary>
    public double? GridLimitW { get; init; }

    /// <summary>True: load management keeps the chargers below that limit. False: they take what they want.</summary>
    public bool LoadManagement { get; init; }
}

/// <summary>What a site is doing.</summary>
public sealed record SiteView
{
    /// <summary>What its chargers take together, in W.</summary>
    public required double PowerW { get; init; }

    /// <summary>What they take of each phase, in A.</summary>
    public required PhaseValues CurrentA { get; init; }

    /// <summary>True when a phase carries more than its third of the limit.</summary>
    public required bool Overloaded { get; init; }

    /// <summary>EVSEs whose cars wait for power because load management has none for them.</summary>
    public required int PausedEvses { get; init; }
}
