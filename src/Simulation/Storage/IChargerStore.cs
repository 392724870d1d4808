using ChargePoints;

namespace Simulation;

/// <summary>
/// Keeps what must survive a power cut. The loop hands over the changes of each step as one unit and holds frames that
/// report them back until they are durable.
/// </summary>
public interface IChargerStore
{
    /// <summary>
    /// Takes over the changes of one step, to be committed together and after all earlier ones of the same charger. Called
    /// on a loop's thread; never blocks and never throws. The returned ticket grows from call to call.
    /// </summary>
    long Save(string chargerId, IReadOnlyList<ChargerChange> changes);

    /// <summary>All saves up to this ticket are durable.</summary>
    long DurableTicket { get; }

    /// <summary>Has <paramref name="advanced"/> called, on any thread, after <see cref="DurableTicket"/> has grown.</summary>
    void Subscribe(Action advanced);
}

/// <summary>One change of what is durable.</summary>
public abstract record ChargerChange;

/// <summary>A part of the state has a new value, as written by <see cref="DurableState"/>.</summary>
public sealed record PartChanged(DurableParts Part, byte[] Value) : ChargerChange;

/// <summary>A transaction message is queued, or a queued one has changed: its row by <see cref="QueuedMessage.Sequence"/>.</summary>
public sealed record MessageChanged(QueuedMessage Message) : ChargerChange;

/// <summary>A transaction message is answered or given up: its row goes.</summary>
public sealed record MessageRemoved(long Sequence) : ChargerChange;

/// <summary>Keeps nothing: everything is durable at once. For measurements and virtual time.</summary>
public sealed class NullStore : IChargerStore
{
    private long _ticket;

    /// <inheritdoc/>
    public long DurableTicket => Volatile.Read(ref _ticket);

    /// <inheritdoc/>
    public long Save(string chargerId, IReadOnlyList<ChargerChange> changes) => Interlocked.Increment(ref _ticket);

    /// <inheritdoc/>
    public void Subscribe(Action advanced) { }
}
