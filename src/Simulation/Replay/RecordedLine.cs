using System.Text;
using System.Text.Json;
using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace Simulation.Replay;

/// <summary>What one line of a log is: a message, none, or wrong.</summary>
internal readonly record struct RecordedLine
{
    /// <summary>The problem of a text that no text can be.</summary>
    public const string HalfACharacter = "it has half a character (an unpaired surrogate, as \\ud800)";

    /// <summary>The message; null when the line has none, or is wrong.</summary>
    public RecordedMessage? Message { get; private init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Problem { get; private init; }

    /// <summary>A line that is no message and may be one.</summary>
    public static RecordedLine None => default;

    /// <summary>A line that is wrong.</summary>
    public static RecordedLine Wrong(string problem) => new() { Problem = problem };

    /// <summary>A line with the frame that it says it has.</summary>
    public static RecordedLine Of(int line, Instant time, string? chargerId, bool isFromCharger, string frame)
    {
        var utf8 = Encoding.UTF8.GetBytes(frame);
        if (!FrameReader.TryRead(utf8, out var it, out var problem))
        {
            return Wrong($"the frame is no OCPP-J message: {problem}");
        }
        if (isFromCharger && it.KnownAction is { } action && !action.Direction.HasFlag(Direction.FromChargePoint))
        {
            return Wrong(
                $"{action.Name} is a call of the CSMS, but the line says that the charger has sent it; directions are the charger's: out goes to the CSMS"
            );
        }
        JsonElement payload = default;
        if (it.Type != MessageType.CallError && !PayloadReader.TryRead(it.Payload, out payload))
        {
            return Wrong(HalfACharacter);
        }
        return new()
        {
            Message = new()
            {
                Line = line,
                Time = time,
                ChargerId = chargerId,
                IsFromCharger = isFromCharger,
                Type = it.Type,
                MessageId = it.MessageId,
                Action = it.Action,
                Payload = payload,
                Answer = it.Type switch
                {
                    MessageType.CallResult => new(payload),
                    MessageType.CallError => new(default, it.ErrorCode, it.ErrorDescription),
                    _ => null,
                },
            },
        };
    }

    /// <summary>A date and time, in any of the ways in which OCPP allows it.</summary>
    public static bool TryReadTime(string text, out Instant time)
    {
        var isTime = OcppDateTime.TryParse(Encoding.UTF8.GetBytes(text), out var utc);
        time = Instant.FromUtc(utc);
        return isTime;
    }
}
