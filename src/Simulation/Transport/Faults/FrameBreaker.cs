using ChargePoints;

namespace Simulation.Transport.Faults;

/// <summary>Breaks frames.</summary>
internal static class FrameBreaker
{
    /// <summary>
    /// What is left of a frame: a part of its beginning, with a character that no JSON allows in half of the cases. The array that an OCPP
    /// message is (OCPP-J 1.6 §4.1.3) is never closed, so no reader, however tolerant, finds a value in it. Valid UTF-8 stays valid UTF-8, for
    /// else the WebSocket would end (RFC 6455 §8.1).
    /// </summary>
    public static byte[] Break(ReadOnlySpan<byte> frame, ref RandomStream random)
    {
        // Drawn in any case: the next frame's fate does not depend on this one's length.
        var (cut, mark, spoils) = (random.NextDouble(), random.NextDouble(), random.NextBoolean(0.5));
        var end = frame.LastIndexOf((byte)']');
        // Short of the last bracket; at least the first character is left, for an empty text is none.
        var most = Math.Max(1, end < 0 ? frame.Length : end);
        var length = Math.Min(frame.Length, 1 + (int)(cut * (most - 1)));
        while (length > 1 && (frame[length - 1] & 0xC0) == 0x80)
        {
            length--;
        }
        if (length > 1 && frame[length - 1] >= 0xC0)
        {
            length--;
        }
        var broken = frame[..length].ToArray();
        if (spoils && length > 1)
        {
            var at = 1 + (int)(mark * (length - 1));
            if (broken[at] < 0x80)
            {
                // A control character: neither white space nor allowed in a text (RFC 8259 §7).
                broken[at] = 0x01;
            }
        }
        return broken;
    }
}
