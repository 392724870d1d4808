using Server.Chargers;
using Server.Roster;
using Simulation.Logs;

namespace Server.Live;

/// <summary>The log of one charger, line by line.</summary>
internal sealed class LogTopic : LiveTopic
{
    /// <summary>The most lines in a message; what does not fit comes with the next, or is counted as dropped.</summary>
    public const int MostLines = 500;

    private readonly ChargerRoster _roster;
    private readonly string _id;
    private LogTail _tail;
    private Task<LogPage> _lines;

    public LogTopic(ChargerRoster roster, RosterCharger charger)
    {
        _roster = roster;
        _id = charger.Id;
        (_tail, _lines) = Follow(charger);
    }

    public override string Method => "log";

    public override void Added(RosterCharger charger)
    {
        if (charger.Id == _id)
        {
            _tail.Dispose();
            (_tail, _lines) = Follow(charger);
        }
    }

    public override void Reset()
    {
        if (_roster.TryGet(_id, out var charger))
        {
            Added(charger);
        }
    }

    public override async ValueTask<object?> TakeAsync(long tick)
    {
        if (!_lines.IsCompletedSuccessfully)
        {
            return null;
        }

        var page = await _lines;
        _lines = _tail.ReadAsync(MostLines, CancellationToken.None).AsTask();
        return new LogUpdate
        {
            Seq = NextSeq(),
            ChargerId = _id,
            Entries = [.. page.Entries.Select(LogView.Of)],
            Dropped = (int)page.Dropped,
        };
    }

    public override void Dispose()
    {
        _tail.Dispose();
        base.Dispose();
    }

    private static (LogTail Tail, Task<LogPage> Lines) Follow(RosterCharger charger)
    {
        var tail = charger.Unit.Log.Follow();
        return (tail, tail.ReadAsync(MostLines, CancellationToken.None).AsTask());
    }
}
