using System.Text.Json;
using Ocpp;
using Ocpp.Rpc;

namespace Simulation.Replay;

/// <summary>What a replay does: the charger's calls in time, and the answers that it gave to those of the CSMS.</summary>
public sealed record ReplayPlan
{
    /// <summary>When the first message was recorded.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>From the first message to the last.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The charger's calls, in order.</summary>
    public required IReadOnlyList<PlannedCall> Calls { get; init; }

    /// <summary>The calls of the CSMS, in order.</summary>
    public required IReadOnlyList<PlannedCall> CsmsCalls { get; init; }

    /// <summary>
    /// Pairs answers with calls. An answer belongs to the latest call of its id that has none; one that belongs to no call is left out.
    /// Where a log's clock goes back, time stands still.
    /// </summary>
    public static ReplayPlan Of(Recording recording)
    {
        var first = recording.Messages[0].Time;
        var (calls, csmsCalls) = (new List<PlannedCall>(), new List<PlannedCall>());
        var open = new Dictionary<(bool IsFromCharger, string Id), (List<PlannedCall> List, int Index)>();
        var offset = TimeSpan.Zero;
        foreach (var message in recording.Messages)
        {
            offset = message.Time - first is var since && since > offset ? since : offset;
            if (message.Type == MessageType.Call)
            {
                var list = message.IsFromCharger ? calls : csmsCalls;
                open[(message.IsFromCharger, message.MessageId)] = (list, list.Count);
                list.Add(new(message.Line, offset, message.Action, message.Payload));
            }
            // The answer to a charger's call comes from the CSMS, and the other way about.
            else if (open.Remove((!message.IsFromCharger, message.MessageId), out var at))
            {
                at.List[at.Index] = at.List[at.Index] with { Answer = message.Answer };
            }
        }
        return new()
        {
            RecordedAt = first,
            Length = offset,
            Calls = calls,
            CsmsCalls = csmsCalls,
        };
    }
}

/// <summary>A call of a recording.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Offset">Since the first message.</param>
/// <param name="Action">Its action.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Answer">The recorded answer; null when there is none.</param>
public sealed record PlannedCall(
    int Line,
    TimeSpan Offset,
    string Action,
    JsonElement Payload,
    RecordedAnswer? Answer = null
);
