using System.Collections.Frozen;
using Ocpp.V16;

namespace Ocpp.Rpc;

/// <summary>
/// Messages that went either way since the start, by action and type. Counting allocates nothing and may be done by many threads at once.
/// </summary>
/// <remarks>What a peer calls by a name that OCPP does not have is counted as one: the names are the peer's, and it may make up any number.</remarks>
public sealed class MessageCounts
{
    /// <summary>The action of all messages whose action OCPP 1.6 and its security extension do not have, or that have none.</summary>
    public const string OtherAction = "other";

    // No type, CALL, CALLRESULT, CALLERROR.
    private const int Types = 4;

    private static readonly string[] Names = [.. OcppAction.All.Select(action => action.Name), OtherAction];

    private static readonly FrozenDictionary<string, int> Places = Names
        .Select((name, place) => KeyValuePair.Create(name, place))
        .ToFrozenDictionary();

    private static readonly int Other = Names.Length - 1;

    private readonly long[] _counts = new long[Kinds.Count];

    /// <summary>What is counted apart, in the order of <see cref="Of"/>.</summary>
    public static IReadOnlyList<MessageKind> Kinds { get; } =
    [
        .. Names.SelectMany(action =>
            Enumerable
                .Range(0, 2 * Types)
                .Select(i => new MessageKind(action, i >= Types, i % Types is var type and > 0 ? TypeAt(type) : null))
        ),
    ];

    /// <summary>How many of a kind.</summary>
    /// <param name="kind">Its place in <see cref="Kinds"/>.</param>
    public long Of(int kind) => Volatile.Read(ref _counts[kind]);

    /// <summary>A message has been received.</summary>
    /// <param name="type">Its type; null when it is no OCPP message.</param>
    /// <param name="action">The action called or answered, as the peer has it; any name, or none.</param>
    public void Received(MessageType? type, string action) => Count(type, action, sent: false);

    /// <summary>A message has been sent.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="action">The action called or answered; any name, or none.</param>
    public void Sent(MessageType type, string action) => Count(type, action, sent: true);

    private void Count(MessageType? type, string action, bool sent) =>
        Interlocked.Increment(
            ref _counts[
                (((Places.TryGetValue(action, out int place) ? place : Other) * 2) + (sent ? 1 : 0)) * Types
                    + PlaceOf(type)
            ]
        );

    private static int PlaceOf(MessageType? type) => type is { } it ? it - MessageType.Call + 1 : 0;

    private static MessageType TypeAt(int place) => MessageType.Call + (place - 1);
}

/// <summary>A kind of message that <see cref="MessageCounts"/> counts.</summary>
/// <param name="Action">The action called or answered, or <see cref="MessageCounts.OtherAction"/>.</param>
/// <param name="Sent">True for sent, false for received.</param>
/// <param name="Type">CALL, CALLRESULT or CALLERROR; null for what was no OCPP message.</param>
public sealed record MessageKind(string Action, bool Sent, MessageType? Type);
