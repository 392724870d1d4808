using Ocpp;

namespace Simulation;

/// <summary>Something that arrives at a loop from another thread, stamped with the instant of its arrival.</summary>
internal readonly record struct Arrival(
    ArrivalKind Kind,
    Instant At,
    ChargerRuntime? Charger,
    object? Subject,
    object? Detail,
    int Length
);

/// <summary>Kinds of arrival, and what subject and detail are.</summary>
internal enum ArrivalKind
{
    /// <summary>Subject: the ChargePointInput; detail: the TaskCompletionSource of its outcome.</summary>
    Input,

    /// <summary>Subject: the link; detail: a buffer of the shared array pool, filled up to the length.</summary>
    Frame,

    /// <summary>Subject: the link.</summary>
    LinkOpened,

    /// <summary>Subject: the link; detail: what was ignored.</summary>
    LinkIgnored,

    /// <summary>Subject: the link; detail: the reason.</summary>
    LinkClosed,

    /// <summary>Subject: an action that takes the instant.</summary>
    Work,

    /// <summary>Subject: the site that has something to do.</summary>
    Site,

    /// <summary>The store's durable ticket has grown.</summary>
    Durable,
}

/// <summary>What drives a shard: the thread of an event loop, or virtual time.</summary>
internal interface IShardHost
{
    /// <summary>The present instant.</summary>
    Instant Now { get; }

    /// <summary>Something has arrived. Called from any thread.</summary>
    void Signal();
}
