using Server.Roster;
using Server.Scenarios;

namespace Server.Live;

/// <summary>The run of one location: its status each second, and what is new on its timeline as it comes.</summary>
internal sealed class ScenarioTopic : LiveTopic
{
    /// <summary>The most entries in a message; what does not fit comes with the next.</summary>
    public const int MostEntries = 1000;

    private readonly ChargerRoster _roster;
    private readonly ScenarioRuns _runs;
    private readonly string _locationId;
    private string? _runId;
    private long _told;
    private bool _ended;

    public ScenarioTopic(ChargerRoster roster, ScenarioRuns runs, string locationId)
    {
        (_roster, _runs, _locationId) = (roster, runs, locationId);
        // What there is already is in what a page fetches.
        if (runs.Of(locationId) is { } run)
        {
            (_runId, _told, _ended) = (run.Id, run.Run.Timeline.Total, !run.Run.Running);
        }
    }

    public override string Method => "scenario";

    public override ValueTask<object?> TakeAsync(long tick)
    {
        if (_runs.Of(_locationId) is not { } run || _roster.Location(_locationId) is not { } location)
        {
            return new((object?)null);
        }

        var begins = run.Id != _runId;
        if (begins)
        {
            (_runId, _told, _ended) = (run.Id, 0, false);
        }

        if (!begins && run.Run.Timeline.Total == _told && (_ended || tick % TicksPerSecond != 0))
        {
            return new((object?)null);
        }

        var status = ScenarioStatus.Of(location, run, _roster.Fleet.Now, _told, MostEntries);
        _told = status.Timeline.Count > 0 ? status.Timeline[^1].Seq : _told;
        _ended = !status.Running;
        return new(new ScenarioUpdate { Seq = NextSeq(), Status = status });
    }
}
