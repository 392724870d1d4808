using Server.Roster;

namespace Server.Live;

/// <summary>
/// One topic that one client listens to. It gathers what changes until the client can take it, and then only the newest of
/// each thing: a slow client gets fewer messages, never a longer queue.
/// </summary>
internal abstract class LiveTopic : IDisposable
{
    /// <summary>Ticks of the publisher in a second.</summary>
    public const int TicksPerSecond = 4;

    /// <summary>The number of the last message.</summary>
    public long Seq { get; private set; }

    /// <summary>The method that the client is called by.</summary>
    public abstract string Method { get; }

    /// <summary>The charger's snapshot, connection, chaos or wish has changed.</summary>
    public virtual void Changed(string chargerId) { }

    /// <summary>A charger is new or made anew.</summary>
    public virtual void Added(RosterCharger charger) { }

    /// <summary>A charger is gone.</summary>
    public virtual void Removed(string chargerId) { }

    /// <summary>Everything may have changed.</summary>
    public virtual void Reset() { }

    /// <summary>The rows in sight.</summary>
    public virtual void Watch(IReadOnlyList<string> chargerIds) { }

    /// <summary>The next message; null when there is nothing to say at this tick.</summary>
    public abstract ValueTask<object?> TakeAsync(long tick);

    public virtual void Dispose() { }

    /// <summary>Goes on counting where another left off, so that a message of that one is known as an old one.</summary>
    public void GoOnFrom(LiveTopic former) => Seq = former.Seq;

    protected long NextSeq() => ++Seq;
}
