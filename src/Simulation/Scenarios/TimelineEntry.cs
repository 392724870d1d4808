using Ocpp;

namespace Simulation.Scenarios;

/// <summary>A line of a run's timeline.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="Offset">Simulated time since the run began.</param>
/// <param name="Time">The same on the simulation's time line.</param>
/// <param name="ChargerId">The charger; empty for the run as a whole.</param>
/// <param name="EvseId">The EVSE; 0 for the charger as a whole.</param>
/// <param name="Origin">Why it is there.</param>
/// <param name="Kind">An act's or event's name.</param>
/// <param name="Detail">Arguments or words, in one line.</param>
public sealed record TimelineEntry(
    long Seq,
    TimeSpan Offset,
    Instant Time,
    string ChargerId,
    int EvseId,
    TimelineOrigin Origin,
    string Kind,
    string Detail
);

/// <summary>Why something is on the timeline; in the API in lower case.</summary>
public enum TimelineOrigin
{
    /// <summary>Planned when the run began or at a tick: the same in every run.</summary>
    Plan,

    /// <summary>Planned because of an event, or done to end the run.</summary>
    Reaction,

    /// <summary>What came of it.</summary>
    Consequence,
}
