using Ocpp.Rpc;

namespace TestKit;

/// <summary>What a test asks of the frames that a bench has seen, and the acts that most tests begin with.</summary>
public static class BenchReading
{
    /// <summary>The calls of one action, in order.</summary>
    public static IReadOnlyList<SentFrame> Calls(this ChargePointBench bench, string action) =>
        [.. bench.Sent.Where(frame => frame.Calls(action))];

    /// <summary>The only call of an action.</summary>
    /// <exception cref="InvalidOperationException">There was none, or more than one.</exception>
    public static SentFrame TheCall(this ChargePointBench bench, string action)
    {
        IReadOnlyList<SentFrame> calls = bench.Calls(action);
        return calls.Count == 1
            ? calls[0]
            : throw new InvalidOperationException($"{calls.Count} calls of {action} in:\n{bench.Trace()}");
    }

    /// <summary>The statuses that a connector has reported, in order.</summary>
    public static IReadOnlyList<string> Statuses(this ChargePointBench bench, int connectorId = 1) =>
        [
            .. bench
                .Calls("StatusNotification")
                .Where(frame => frame.Number("connectorId") == connectorId)
                .Select(frame => frame.Text("status")!),
        ];

    /// <summary>The actions called, in order, without StatusNotification when <paramref name="statuses"/> is false.</summary>
    public static IReadOnlyList<string> Actions(this ChargePointBench bench, bool statuses = false) =>
        [
            .. bench
                .Sent.Where(frame => frame.Type == MessageType.Call)
                .Where(frame => statuses || frame.Action != "StatusNotification")
                .Select(frame => frame.Action),
        ];

    /// <summary>All frames seen, one a line.</summary>
    public static string Trace(this ChargePointBench bench) => string.Join('\n', bench.Sent);
}
