using ChargePoints;
using Ocpp;
using Simulation.Transport;

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

    /// <summary>What its chance follows from, with the charger's id and its own; null for the fleet's seed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Its values in a few words; null without any.</summary>
    public virtual string? Summary => null;

    /// <summary>Begins it; a refusal means that nothing has changed.</summary>
    internal abstract Refusal? Begin(IChaosTarget target, ActiveChaos self, Instant now);

    /// <summary>Ends it. It is no longer among the active ones.</summary>
    internal abstract void End(IChaosTarget target, ActiveChaos self, Instant now);

    /// <summary>True when it concerns that EVSE.</summary>
    internal bool Covers(int evseId) => EvseId == 0 || EvseId == evseId;

    /// <summary>Refuses a charger that is off.</summary>
    private protected static Refusal? UnlessOn(IChaosTarget target, string misses) =>
        target.Snapshot.PoweredOn
            ? null
            : new Refusal(RefusalKind.Conflict, $"The charger is off: it has no {misses}. Start it first.");

    /// <summary>Takes a value that must be in a range.</summary>
    private protected static Refusal? UnlessBetween(double value, double least, double most, string name) =>
        value >= least && value <= most
            ? null
            : new Refusal(RefusalKind.Invalid, FormattableString.Invariant($"{name} must be from {least} to {most}."));
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

    /// <summary>The disturbances in force, one that begins included, one that ends not.</summary>
    IReadOnlyList<ActiveChaos> ActiveChaos { get; }

    /// <summary>True when its connections use TLS.</summary>
    bool UsesTls { get; }

    /// <summary>Steps the charge point.</summary>
    Refusal? Step(ChargePointInput input, Instant now);

    /// <summary>Cuts the link and keeps it down until released.</summary>
    void HoldLink(string reason, Instant now);

    /// <summary>Lets the link come up again.</summary>
    void ReleaseLink(Instant now);

    /// <summary>Faults of the connection itself have begun or ended.</summary>
    void SetConnectFaults(ConnectFaults? faults, Instant now);

    /// <summary>Ends the connection as the network would; the link tries again.</summary>
    void ResetLink(string reason, Instant now);

    /// <summary>Frames are treated so from now on.</summary>
    void AddFrameFault(ActiveChaos fault, Instant now);

    /// <summary>Frames are no longer treated so.</summary>
    void RemoveFrameFault(ActiveChaos fault, Instant now);

    /// <summary>Takes the power away.</summary>
    void CutPower(Instant now);

    /// <summary>Gives the power back; the charge point boots if it is meant to run.</summary>
    void RestorePower(Instant now);
}
