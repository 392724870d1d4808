using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ocpp.Rpc;

namespace Server.Logs;

/// <summary>From a line of the simulation's log to the API's.</summary>
internal static class LogView
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static LogEntry Of(Simulation.Logs.LogEntry line) => Exported(line);

    public static ExportedLogEntry Exported(Simulation.Logs.LogEntry line) =>
        new()
        {
            Seq = line.Seq,
            Time = line.Time.ToUtc(),
            ChargerId = line.ChargerId,
            // Connector 0 is the whole charger.
            EvseId = line.EvseId is > 0 ? line.EvseId : null,
            Category = (LogCategory)line.Category,
            Type = line.Type,
            Direction = line.Direction switch
            {
                Simulation.Logs.LogDirection.In => LogDirection.In,
                Simulation.Logs.LogDirection.Out => LogDirection.Out,
                _ => null,
            },
            Action = line.Action,
            MessageId = line.MessageId,
            RoundTripMs = line.RoundTripMs,
            Payload = Payload(line),
            Problem = line.Problem,
            Truncated = line.Truncated,
            Frame = line.Direction == Simulation.Logs.LogDirection.None ? null : line.Payload,
        };

    /// <summary>The frame's payload; the text itself where there is none, or where it was cut to fit the log.</summary>
    private static JsonElement? Payload(Simulation.Logs.LogEntry line)
    {
        if (line.Payload is not { } text)
        {
            return null;
        }

        if (
            line.Direction == Simulation.Logs.LogDirection.None
            || line.Truncated
            || !FrameReader.TryRead(Encoding.UTF8.GetBytes(text), out var frame, out _)
        )
        {
            return JsonSerializer.SerializeToElement(text, Readable);
        }

        if (frame.Type == MessageType.CallError)
        {
            return Error(text);
        }

        using var payload = JsonDocument.Parse(frame.Payload);
        return payload.RootElement.Clone();
    }

    // [4, id, code, description, details], of which a peer may have left some out.
    private static JsonElement Error(string text)
    {
        using var document = JsonDocument.Parse(text);
        var parts = document.RootElement.EnumerateArray().Skip(2).Select(part => part.Clone()).ToList();
        return JsonSerializer.SerializeToElement(
            new Dictionary<string, JsonElement?>
            {
                ["errorCode"] = parts.Count > 0 ? parts[0] : null,
                ["errorDescription"] = parts.Count > 1 ? parts[1] : null,
                ["errorDetails"] = parts.Count > 2 ? parts[2] : null,
            },
            Readable
        );
    }
}
