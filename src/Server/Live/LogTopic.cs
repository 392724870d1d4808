using Server.Logs;
using Simulation.Logs;

namespace Server.Live;

/// <summary>Lines of logs that pass a filter, as they are written.</summary>
internal sealed class LogTopic(FleetLog log, LogSelection selection) : LiveTopic
{
    /// <summary>The most lines in a message; what does not fit comes with the next, or is counted as dropped.</summary>
    public const int MostLines = 500;

    private readonly LogTail _tail = log.Follow(selection.Filter, selection.Of);

    public override string Method => "logs";

    public override ValueTask<object?> TakeAsync(long tick) =>
        ValueTask.FromResult<object?>(
            _tail.Take(MostLines) is { } news
                ? new LogsUpdate
                {
                    Seq = NextSeq(),
                    Entries = [.. news.Entries.Select(LogView.Of)],
                    Dropped = news.Dropped,
                }
                : null
        );

    public override void Dispose()
    {
        _tail.Dispose();
        base.Dispose();
    }
}
