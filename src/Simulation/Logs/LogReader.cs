using System.Buffers;

namespace Simulation.Logs;

/// <summary>Takes one line of a ring; its bytes are valid during the call.</summary>
internal delegate void LogLineTaken(in LogHead head, ReadOnlySpan<byte> body);

/// <summary>
/// Goes through the lines of logs. Of each it takes a copy of the bytes, one after the other, so that those who write
/// wait for no more than that; only the lines that are asked for become texts.
/// </summary>
internal static class LogReader
{
    /// <summary>The lines of a range, and how many there are in all.</summary>
    public static LogPage Read(IReadOnlyList<ChargerLog> logs, LogFilter? filter, LogRange range)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(range.Limit, 1, nameof(range));
        var matcher = new LogMatcher(filter);
        // The first pass finds which lines they are, the second reads these.
        var newest = range.After is null;
        var chosen = new PriorityQueue<(int Log, long Seq), long>();
        var total = 0L;
        for (var i = 0; i < logs.Count; i++)
        {
            var log = i;
            Each(
                logs[i],
                matcher,
                (in head, _) =>
                {
                    total++;
                    if (range.Has(head.Seq))
                    {
                        // What goes first is what the others push out.
                        var rank = newest ? head.Seq : -head.Seq;
                        if (chosen.Count < range.Limit)
                        {
                            chosen.Enqueue((log, head.Seq), rank);
                        }
                        else
                        {
                            chosen.EnqueueDequeue((log, head.Seq), rank);
                        }
                    }
                }
            );
        }
        var lines = chosen.UnorderedItems.Select(it => it.Element).ToList();
        return new LogPage(
            Entries(logs, lines),
            total,
            lines.Count == 0 ? null : lines.Max(it => it.Seq),
            lines.Count == range.Limit
        );
    }

    // A line that went while it was looked for is not there any more.
    private static List<LogEntry> Entries(IReadOnlyList<ChargerLog> logs, IEnumerable<(int Log, long Seq)> chosen)
    {
        var entries = new List<LogEntry>();
        var all = new LogMatcher(null);
        foreach (var ofLog in chosen.GroupBy(it => it.Log, it => it.Seq))
        {
            var log = logs[ofLog.Key];
            var wanted = ofLog.ToHashSet();
            Each(
                log,
                all,
                (in head, body) =>
                {
                    if (wanted.Contains(head.Seq))
                    {
                        entries.Add(head.Entry(log.ChargerId, body));
                    }
                }
            );
        }
        entries.Sort((one, other) => one.Seq.CompareTo(other.Seq));
        return entries;
    }

    private static void Each(ChargerLog log, LogMatcher matcher, LogLineTaken taken)
    {
        var bytes = log.Rent(out var length);
        try
        {
            var lines = bytes.AsSpan(0, length);
            while (!lines.IsEmpty)
            {
                var head = LogHead.Read(lines);
                var body = lines[LogHead.Size..head.Length];
                if (matcher.Passes(head, body))
                {
                    taken(head, body);
                }
                lines = lines[head.Length..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
