using System.Diagnostics.Metrics;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Simulation.Metrics;

/// <summary>Counted messages as measurements with action, direction and type.</summary>
public static class MessageMeasurements
{
    private static readonly (OcppAction? Action, MessageKind Kind, KeyValuePair<string, object?>[] Tags)[] Kinds =
    [
        .. MessageCounts.Kinds.Select(kind => (OcppAction.Find(kind.Action), kind, TagsOf(kind))),
    ];

    /// <summary>What can happen between a charge point and a CSMS, from the first on; what should not, once it has.</summary>
    /// <param name="ours">Whose calls this side sends.</param>
    /// <param name="count">How many of a kind there were, by its place in <see cref="MessageCounts.Kinds"/>.</param>
    public static IEnumerable<Measurement<long>> Of(Direction ours, Func<int, long> count)
    {
        for (var i = 0; i < Kinds.Length; i++)
        {
            var (action, kind, tags) = Kinds[i];
            var messages = count(i);
            if (messages > 0 || IsRegular(action, kind, ours))
            {
                yield return new Measurement<long>(messages, tags);
            }
        }
    }

    private static bool IsRegular(OcppAction? action, MessageKind kind, Direction ours)
    {
        if (action is null || kind.Type is null)
        {
            return false;
        }
        var theirs = ours ^ (Direction.FromChargePoint | Direction.FromCentralSystem);
        var caller = kind.Sent == (kind.Type == MessageType.Call) ? ours : theirs;
        return action.Direction.HasFlag(caller);
    }

    private static KeyValuePair<string, object?>[] TagsOf(MessageKind kind) =>
        [
            new("action", kind.Action),
            new("direction", kind.Sent ? "out" : "in"),
            new(
                "type",
                kind.Type switch
                {
                    MessageType.Call => "call",
                    MessageType.CallResult => "result",
                    MessageType.CallError => "error",
                    _ => "unreadable",
                }
            ),
        ];
}
