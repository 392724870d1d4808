using System.Globalization;
using System.Text.Json.Nodes;
using Ocpp;
using Ocpp.Rpc;

namespace TestKit;

/// <summary>
/// What must hold over a whole life of frames: transactions start and stop once, registers never fall, statuses follow the
/// table (OCPP 1.6 §4.9, §4.8, §4.10).
/// </summary>
public static class SessionRules
{
    private const string Statuses =
        "Available Preparing Charging SuspendedEV SuspendedEVSE Finishing Reserved Unavailable Faulted";

    // Rows: from; columns: to; in the order above. x = allowed, OCPP 1.6 §4.9.
    private static readonly string[] Table =
    [
        "-xxxx.xxx",
        "x-xxxx..x",
        "x.-xxx.xx",
        "x.x-xx.xx",
        "x.xx-x.xx",
        "xx...-.xx",
        "xx....-xx",
        "xxxxx..-x",
        "xxxxxxxx-",
    ];

    /// <summary>The number of transitions that the table allows.</summary>
    public static int AllowedTransitions => Table.Sum(row => row.Count(cell => cell == 'x'));

    /// <summary>Holds all frames of one charge point against the rules.</summary>
    /// <param name="frames">Everything that it has sent, from its first boot on.</param>
    /// <param name="transactionIds">The ids that the CSMS gave out, by the message id of StartTransaction.</param>
    /// <param name="stillRunning">Ids of transactions that have not ended, and so have no stop.</param>
    /// <returns>Everything that is wrong; empty when nothing is.</returns>
    public static IReadOnlyList<string> Violations(
        IReadOnlyList<SentFrame> frames,
        IReadOnlyDictionary<string, int> transactionIds,
        IReadOnlySet<int> stillRunning
    )
    {
        List<string> wrong = [];
        CheckStatuses(frames, wrong);
        CheckPairs(frames, transactionIds, stillRunning, wrong);
        CheckRegisters(frames, wrong);
        return wrong;
    }

    /// <summary>What is wrong with the statuses that these frames report, in the order of the connections that they went over.</summary>
    public static IReadOnlyList<string> StatusViolations(IReadOnlyList<SentFrame> frames)
    {
        List<string> wrong = [];
        CheckStatuses(frames, wrong);
        return wrong;
    }

    /// <summary>Where the energy registers that these frames report fall.</summary>
    public static IReadOnlyList<string> RegisterViolations(IReadOnlyList<SentFrame> frames)
    {
        List<string> wrong = [];
        CheckRegisters(frames, wrong);
        return wrong;
    }

    /// <summary>True when the table has the transition.</summary>
    public static bool IsAllowed(string from, string to)
    {
        string[] names = Statuses.Split(' ');
        return Table[Array.IndexOf(names, from)][Array.IndexOf(names, to)] != '.';
    }

    private static void CheckStatuses(IReadOnlyList<SentFrame> frames, List<string> wrong)
    {
        var last = new Dictionary<int, SentFrame>();
        foreach (SentFrame frame in frames)
        {
            if (frame.Calls("BootNotification"))
            {
                last.Clear();
            }
            if (!frame.Calls("StatusNotification"))
            {
                continue;
            }
            int connector = frame.Number("connectorId")!.Value;
            string status = frame.Text("status")!;
            if (connector == 0 && status is not ("Available" or "Unavailable" or "Faulted"))
            {
                wrong.Add($"connector 0 cannot be so: {frame}");
            }
            if (last.TryGetValue(connector, out SentFrame? before) && before.Connection == frame.Connection)
            {
                if (connector > 0 && !IsAllowed(before.Text("status")!, status))
                {
                    wrong.Add($"the table has no {before.Text("status")} -> {status}: {frame}");
                }
                // A quirk leaves the timestamp out.
                bool stamped = frame.Payload.ContainsKey("timestamp") && before.Payload.ContainsKey("timestamp");
                if (stamped && frame.Time() < before.Time())
                {
                    wrong.Add($"older than the status before: {frame}");
                }
            }
            last[connector] = frame;
        }
    }

    private static void CheckPairs(
        IReadOnlyList<SentFrame> frames,
        IReadOnlyDictionary<string, int> transactionIds,
        IReadOnlySet<int> stillRunning,
        List<string> wrong
    )
    {
        var starts = new Dictionary<int, SentFrame>();
        var stops = new Dictionary<int, string>();
        var open = new HashSet<int>();
        foreach (SentFrame frame in frames.Where(frame => frame.Type == MessageType.Call))
        {
            int? id = frame.Action == "StartTransaction" ? null : frame.Number("transactionId");
            if (frame.Action == "StartTransaction" && transactionIds.TryGetValue(frame.MessageId, out int started))
            {
                starts[started] = frame;
                open.Add(started);
            }
            else if (frame.Action == "StopTransaction" && id is { } stopped && stopped != -1)
            {
                CheckStop(frame, stopped, starts, stops, wrong);
                open.Remove(stopped);
            }
            else if (frame.Action == "MeterValues" && id is { } metered && metered != -1 && !open.Contains(metered))
            {
                wrong.Add($"meter values outside their transaction: {frame}");
            }
        }
        wrong.AddRange(
            starts
                .Where(start => !stops.ContainsKey(start.Key) && !stillRunning.Contains(start.Key))
                .Select(start => $"never stopped: {start.Value}")
        );
    }

    private static void CheckStop(
        SentFrame stop,
        int id,
        Dictionary<int, SentFrame> starts,
        Dictionary<int, string> stops,
        List<string> wrong
    )
    {
        if (!starts.TryGetValue(id, out SentFrame? start))
        {
            wrong.Add($"stops what never started: {stop}");
            return;
        }
        if (stops.TryGetValue(id, out string? messageId) && messageId != stop.MessageId)
        {
            wrong.Add($"stopped twice: {stop}");
        }
        stops[id] = stop.MessageId;
        if (stop.Number("meterStop") < start.Number("meterStart") || stop.Time() < start.Time())
        {
            wrong.Add($"ends before it began: {start} {stop}");
        }
    }

    private static void CheckRegisters(IReadOnlyList<SentFrame> frames, List<string> wrong)
    {
        var last = new Dictionary<int, double>();
        foreach (SentFrame frame in frames.Where(frame => frame.Type == MessageType.Call))
        {
            if (frame.Number("connectorId") is not { } connector || frame.Action == "StatusNotification")
            {
                continue;
            }
            if (Energy(frame) is { } energyWh)
            {
                if (last.TryGetValue(connector, out double before) && energyWh < before)
                {
                    wrong.Add($"the register falls from {before}: {frame}");
                }
                last[connector] = energyWh;
            }
        }
    }

    private static double? Energy(SentFrame frame)
    {
        if (frame.Action == "StartTransaction")
        {
            return frame.Number("meterStart");
        }
        JsonNode? value = frame
            .Payload["meterValue"]
            ?[0]!["sampledValue"]!.AsArray()
            .FirstOrDefault(value => (string?)value!["measurand"] is null or "Energy.Active.Import.Register");
        return value is null ? null : double.Parse((string)value["value"]!, CultureInfo.InvariantCulture);
    }
}
