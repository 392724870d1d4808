namespace Simulation.Logs;

/// <summary>From bytes of a ring to entries.</summary>
internal static class LogReader
{
    /// <summary>The first lines after a sequence number that pass the filter.</summary>
    public static List<LogEntry> Read(string chargerId, byte[] lines, long after, LogFilter? filter, int limit)
    {
        var entries = new List<LogEntry>();
        for (var at = 0; at < lines.Length && entries.Count < limit; )
        {
            var head = LogHead.Read(lines.AsSpan(at));
            if (head.Seq > after && PassesHead(filter, head))
            {
                var body = lines.AsSpan(at + LogHead.Size, head.Length - LogHead.Size);
                var entry = head.Entry(chargerId, body);
                if (filter is null || PassesText(filter, entry))
                {
                    entries.Add(entry);
                }
            }
            at += head.Length;
        }
        return entries;
    }

    private static bool PassesHead(LogFilter? filter, in LogHead head) =>
        filter is null
        || (
            (filter.Category is null || filter.Category == head.Category)
            && (filter.Direction is null || filter.Direction == head.Direction)
            && (filter.From is null || head.Ticks >= filter.From.Value.Ticks)
            && (filter.To is null || head.Ticks <= filter.To.Value.Ticks)
        );

    private static bool PassesText(LogFilter filter, LogEntry entry) =>
        (filter.Type is null || string.Equals(filter.Type, entry.Type, StringComparison.OrdinalIgnoreCase))
        && (filter.Action is null || string.Equals(filter.Action, entry.Action, StringComparison.OrdinalIgnoreCase))
        && (
            string.IsNullOrEmpty(filter.Search)
            || Contains(entry.Payload, filter.Search)
            || Contains(entry.Action, filter.Search)
            || Contains(entry.MessageId, filter.Search)
            || Contains(entry.Problem, filter.Search)
            || Contains(entry.Type, filter.Search)
        );

    private static bool Contains(string? text, string search) =>
        text is not null && text.Contains(search, StringComparison.OrdinalIgnoreCase);
}
