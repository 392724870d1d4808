using ChargePoints;
using Ocpp;

namespace Simulation.Chaos;

/// <summary>A disturbance that a person or a scenario injects: it can be lifted, and ends by itself after its duration.</summary>
public abstract record ChaosSettings
{
    /// <summary>Its name in the API.</summary>
    public abstract string Kind { get; }

    /// <summary>True when it can concern the charge point as a whole only.</summary>
    internal virtual bool WholeCharger => false;

    /// <summary>How long it lasts; zero for until lifted.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The EVSE it concerns; 0 for the charge point as a whole.</summary>
    public int EvseId { get; init; }

    /// <summary>Begins it; a refusal means that nothing has changed.</summary>
    internal abstract Refusal? Begin(IChaosTarget target, Instant now);

    /// <summary>Ends it. It is no longer among the active ones.</summary>
    internal abstract void End(IChaosTarget target, Instant now);
}

/// <summary>A disturbance in force.</summary>
/// <param name="Id">Unique for the charger.</param>
/// <param name="Settings">What it is.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndsAt">When it ends by itself; null for when lifted.</param>
public sealed record ActiveChaos(string Id, ChaosSettings Settings, Instant StartedAt, Instant? EndsAt);

/// <summary>What a disturbance can do to a charger.</summary>
internal interface IChaosTarget
{
    /// <summary>The charge point as it is.</summary>
    ChargePointSnapshot Snapshot { get; }

    /// <summary>Steps the charge point.</summary>
    Refusal? Step(ChargePointInput input, Instant now);

    /// <summary>Cuts the link and keeps it down until released.</summary>
    void HoldLink(string reason, Instant now);

    /// <summary>Lets the link come up again.</summary>
    void ReleaseLink(Instant now);

    /// <summary>Takes the power away.</summary>
    void CutPower(Instant now);

    /// <summary>Gives the power back; the charge point boots if it is meant to run.</summary>
    void RestorePower(Instant now);
}
