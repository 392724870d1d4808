using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Simulation.Transport;

/// <summary>Whole, masked frames as a client sends them (RFC 6455 §5.2, §5.3).</summary>
internal static class WebSocketFrame
{
    public const byte Text = 0x1;
    public const byte Close = 0x8;
    public const byte Ping = 0x9;

    private const int MaskBytes = 4;
    private const byte Final = 0x80;
    private const byte Masked = 0x80;

    /// <summary>Bytes on the wire for a payload.</summary>
    public static int Size(int payload) => 2 + LengthBytes(payload) + MaskBytes + payload;

    /// <summary>Writes a frame to the start of <paramref name="into"/>, masked with a fresh key.</summary>
    public static void Write(Span<byte> into, byte opcode, ReadOnlySpan<byte> payload)
    {
        into[0] = (byte)(Final | opcode);
        var lengthBytes = LengthBytes(payload.Length);
        switch (lengthBytes)
        {
            case 0:
                into[1] = (byte)(Masked | payload.Length);
                break;
            case 2:
                into[1] = Masked | 126;
                BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)payload.Length);
                break;
            default:
                into[1] = Masked | 127;
                BinaryPrimitives.WriteUInt64BigEndian(into[2..], (ulong)payload.Length);
                break;
        }
        var key = into.Slice(2 + lengthBytes, MaskBytes);
        RandomNumberGenerator.Fill(key);
        Mask(payload, into[(2 + lengthBytes + MaskBytes)..], key);
    }

    private static int LengthBytes(int payload) =>
        payload < 126 ? 0
        : payload <= ushort.MaxValue ? 2
        : 8;

    private static void Mask(ReadOnlySpan<byte> payload, Span<byte> into, ReadOnlySpan<byte> key)
    {
        ulong wide = MemoryMarshal.Read<uint>(key);
        wide |= wide << 32;
        var done = 0;
        for (; done + sizeof(ulong) <= payload.Length; done += sizeof(ulong))
        {
            MemoryMarshal.Write(into[done..], MemoryMarshal.Read<ulong>(payload[done..]) ^ wide);
        }
        for (; done < payload.Length; done++)
        {
            into[done] = (byte)(payload[done] ^ key[done % MaskBytes]);
        }
    }
}
