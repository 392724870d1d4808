using Server.Logs;
using Simulation.Logs;

namespace Server.Live;

/// <summary>Lines of logs as they are written: those of one charger, or all that pass a filter.</summary>
internal sealed class LogTopic : LiveTopic
{
    /// <summary>The most lines in a message; what does not fit comes with the next, or is counted as dropped.</summary>
    public const int MostLines = 500;

    private readonly LogTail _tail;
    private readonly string? _chargerId;

    private LogTopic(LogTail tail, string? chargerId) => (_tail, _chargerId) = (tail, chargerId);

    public static LogTopic Of(FleetLog log, string chargerId) => new(log.Follow(of: id => id == chargerId), chargerId);

    public static LogTopic Of(FleetLog log, LogSelection selection) =>
        new(log.Follow(selection.Filter, selection.Of), chargerId: null);

    public override string Method => _chargerId is null ? "logs" : "log";

    public override ValueTask<object?> TakeAsync(long tick)
    {
        if (_tail.Take(MostLines) is not { } news)
        {
            return default;
        }

        IReadOnlyList<Logs.LogEntry> entries = [.. news.Entries.Select(LogView.Of)];
        var seq = NextSeq();
        return ValueTask.FromResult<object?>(
            _chargerId is null
                ? new LogsUpdate
                {
                    Seq = seq,
                    Entries = entries,
                    Dropped = news.Dropped,
                }
                : new LogUpdate
                {
                    Seq = seq,
                    ChargerId = _chargerId,
                    Entries = entries,
                    Dropped = news.Dropped,
                }
        );
    }

    public override void Dispose()
    {
        _tail.Dispose();
        base.Dispose();
    }
}
