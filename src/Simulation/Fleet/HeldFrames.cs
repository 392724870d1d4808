using ChargePoints;
using Ocpp;
using Ocpp.Rpc;

namespace Simulation;

/// <summary>Frames of one charger that wait until the store has what they report. Bounded; a full one refuses.</summary>
internal sealed class HeldFrames
{
    private const int MaxBytes = 256 * 1024;

    private readonly Queue<Held> _frames = new();
    private int _bytes;

    public bool TryAdd(SendFrame frame, long ticket)
    {
        if (_bytes + frame.Utf8.Length > MaxBytes)
        {
            return false;
        }
        _bytes += frame.Utf8.Length;
        _frames.Enqueue(new Held(frame.Utf8.ToArray(), frame.Type, frame.Action, frame.MessageId, ticket));
        return true;
    }

    /// <summary>True when the answer to the call with that id is among them.</summary>
    public bool HasAnswerTo(string messageId) =>
        _frames.Any(frame => frame.Type != MessageType.Call && frame.MessageId == messageId);

    /// <summary>Sends what no longer has to wait; true when nothing is left.</summary>
    public bool SendDurable(long durable, ChargerRuntime charger, Instant now)
    {
        while (_frames.TryPeek(out var first) && first.Ticket <= durable)
        {
            _frames.Dequeue();
            _bytes -= first.Utf8.Length;
            charger.SendNow(first.Utf8, first.Type, first.Action, first.MessageId, now);
        }
        return _frames.Count == 0;
    }

    private sealed record Held(byte[] Utf8, MessageType Type, string Action, string MessageId, long Ticket);
}
