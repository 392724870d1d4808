using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bench;

/// <summary>As much of RFC 6455 as two loopback processes need to exchange short text frames.</summary>
internal static class WebSocketWire
{
    public const int TextFrame = 1;
    public const int CloseFrame = 8;
    public const int PingFrame = 9;

    /// <summary>The server's answer to an upgrade request, or null while its head is incomplete.</summary>
    public static byte[]? AcceptUpgrade(ReadOnlySpan<byte> received)
    {
        if (received.IndexOf("\r\n\r\n"u8) < 0)
            return null;
        string key = Encoding
            .ASCII.GetString(received)
            .Split("\r\n")
            .Single(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase))
            .Split(':')[1]
            .Trim();
        // RFC 6455 §1.3 prescribes SHA-1 for the handshake.
#pragma warning disable CA5350
        string accept = Convert.ToBase64String(
            SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
        );
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
        );
    }

    public static byte[] UpgradeRequest(string identity) =>
        Encoding.ASCII.GetBytes(
            $"GET /{identity} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
        );

    /// <summary>Reads one frame and unmasks it in place.</summary>
    /// <returns>The bytes it takes; 0 while it is incomplete.</returns>
    public static int TryReadFrame(Span<byte> received, out int opcode, out Span<byte> payload)
    {
        opcode = 0;
        payload = default;
        if (received.Length < 2)
            return 0;
        bool masked = (received[1] & 0x80) != 0;
        int length = received[1] & 0x7F;
        int head = 2;
        if (length == 126)
        {
            if (received.Length < 4)
                return 0;
            length = BinaryPrimitives.ReadUInt16BigEndian(received[2..]);
            head = 4;
        }
        else if (length == 127)
        {
            throw new InvalidDataException("No frame of a benchmark is longer than 65,535 bytes.");
        }
        int start = head + (masked ? 4 : 0);
        if (received.Length < start + length)
            return 0;
        opcode = received[0] & 0x0F;
        payload = received.Slice(start, length);
        if (masked)
            Mask(payload, received.Slice(head, 4));
        return start + length;
    }

    /// <summary>Writes one unfragmented frame.</summary>
    /// <returns>Its length.</returns>
    public static int WriteFrame(Span<byte> destination, int opcode, ReadOnlySpan<byte> payload, bool masked)
    {
        int head = payload.Length < 126 ? 2 : 4;
        destination[0] = (byte)(0x80 | opcode);
        destination[1] = (byte)((masked ? 0x80 : 0) | (payload.Length < 126 ? payload.Length : 126));
        if (head == 4)
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payload.Length);
        if (masked)
        {
            ReadOnlySpan<byte> mask = [0x12, 0x34, 0x56, 0x78];
            mask.CopyTo(destination[head..]);
            head += 4;
            payload.CopyTo(destination[head..]);
            Mask(destination.Slice(head, payload.Length), mask);
        }
        else
        {
            payload.CopyTo(destination[head..]);
        }
        return head + payload.Length;
    }

    private static void Mask(Span<byte> payload, ReadOnlySpan<byte> mask)
    {
        for (int i = 0; i < payload.Length; i++)
            payload[i] ^= mask[i & 3];
    }
}
