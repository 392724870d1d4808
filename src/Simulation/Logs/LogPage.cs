namespace Simulation.Logs;

/// <summary>A part of what logs have.</summary>
/// <param name="Entries">In the order of their happening.</param>
/// <param name="Total">How many lines pass the filter, those that are not on this page included.</param>
/// <param name="Last">The last sequence number that the page reaches; null when there was no line.</param>
/// <param name="Full">True when there may be more. A line that was overwritten while it was read is not among the entries all the same.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, long Total, long? Last, bool Full);

/// <summary>Which of the lines that pass: the newest, the newest before a line, or the oldest after one.</summary>
/// <param name="Limit">The most lines, at least 1.</param>
/// <param name="After">Only those after this sequence number, and of these the oldest.</param>
/// <param name="Before">Only those before this sequence number.</param>
public sealed record LogRange(int Limit, long? After = null, long? Before = null)
{
    internal bool Has(long seq) => seq > (After ?? long.MinValue) && seq < (Before ?? long.MaxValue);
}

/// <summary>Lines that a follower has not seen yet.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Dropped">Lines that were gone before they could be read.</param>
public sealed record LogNews(IReadOnlyList<LogEntry> Entries, long Dropped);
