namespace Ocpp;

/// <summary>
/// A point on the simulation's monotonic time line, in ticks of 100 ns since 0001-01-01T00:00:00 UTC. In real time the
/// line is anchored to the host's UTC clock once, at process start, and never jumps; in virtual time it starts where
/// the run says. It drives time-outs. A charge point's own clock is an instant plus an offset.
/// </summary>
/// <param name="Ticks">Ticks of 100 ns.</param>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    /// <summary>Later than every instant that occurs; stands for "never" where a due time is asked for.</summary>
    public static readonly Instant Never = new(DateTime.MaxValue.Ticks);

    /// <summary>The instant at which a clock without offset shows <paramref name="utc"/>.</summary>
    public static Instant FromUtc(DateTimeOffset utc) => new(utc.UtcTicks);

    /// <summary>What a clock without offset shows at this instant.</summary>
    public DateTimeOffset ToUtc() => new(Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    /// <summary>The earlier of two instants.</summary>
    public static Instant Min(Instant a, Instant b) => a.Ticks <= b.Ticks ? a : b;

    /// <summary>The later of two instants.</summary>
    public static Instant Max(Instant a, Instant b) => a.Ticks >= b.Ticks ? a : b;

    /// <summary>Adds a duration; never passes <see cref="Never"/>.</summary>
    public static Instant operator +(Instant instant, TimeSpan duration) =>
        duration.Ticks > Never.Ticks - instant.Ticks ? Never : new(instant.Ticks + duration.Ticks);

    /// <summary>Subtracts a duration.</summary>
    public static Instant operator -(Instant instant, TimeSpan duration) => new(instant.Ticks - duration.Ticks);

    /// <summary>The duration from <paramref name="earlier"/> to <paramref name="later"/>.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) => new(later.Ticks - earlier.Ticks);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Instant a, Instant b) => a.Ticks < b.Ticks;

    /// <summary>Later than.</summary>
    public static bool operator >(Instant a, Instant b) => a.Ticks > b.Ticks;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Instant a, Instant b) => a.Ticks <= b.Ticks;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Instant a, Instant b) => a.Ticks >= b.Ticks;

    /// <summary>ISO 8601 in UTC.</summary>
    public override string ToString() => ToUtc().ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
}
