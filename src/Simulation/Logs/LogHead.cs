using System.Buffers.Binary;
using System.Text;
using Ocpp;

namespace Simulation.Logs;

/// <summary>The head of a line in the ring, and the way from bytes to an entry.</summary>
internal readonly record struct LogHead
{
    /// <summary>Bytes of a head.</summary>
    public const int Size = 32;

    public const int NoEvse = -1;

    public int Length { get; init; }
    public long Seq { get; init; }
    public long Ticks { get; init; }
    public float RoundTripMs { get; init; }
    public int EvseId { get; init; }
    public LogCategory Category { get; init; }
    public LogDirection Direction { get; init; }
    public bool Truncated { get; init; }
    public byte TypeLength { get; init; }
    public byte ActionLength { get; init; }
    public byte IdLength { get; init; }
    public ushort ProblemLength { get; init; }

    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, Length);
        BinaryPrimitives.WriteInt64LittleEndian(into[4..], Seq);
        BinaryPrimitives.WriteInt64LittleEndian(into[12..], Ticks);
        BinaryPrimitives.WriteSingleLittleEndian(into[20..], RoundTripMs);
        BinaryPrimitives.WriteInt16LittleEndian(into[24..], (short)EvseId);
        into[26] = (byte)((int)Category << 4 | (int)Direction << 1 | (Truncated ? 1 : 0));
        into[27] = TypeLength;
        into[28] = ActionLength;
        into[29] = IdLength;
        BinaryPrimitives.WriteUInt16LittleEndian(into[30..], ProblemLength);
    }

    public static LogHead Read(ReadOnlySpan<byte> from) =>
        new()
        {
            Length = BinaryPrimitives.ReadInt32LittleEndian(from),
            Seq = BinaryPrimitives.ReadInt64LittleEndian(from[4..]),
            Ticks = BinaryPrimitives.ReadInt64LittleEndian(from[12..]),
            RoundTripMs = BinaryPrimitives.ReadSingleLittleEndian(from[20..]),
            EvseId = BinaryPrimitives.ReadInt16LittleEndian(from[24..]),
            Category = (LogCategory)(from[26] >> 4),
            Direction = (LogDirection)((from[26] >> 1) & 7),
            Truncated = (from[26] & 1) != 0,
            TypeLength = from[27],
            ActionLength = from[28],
            IdLength = from[29],
            ProblemLength = BinaryPrimitives.ReadUInt16LittleEndian(from[30..]),
        };

    /// <summary>The whole line, given its bytes after the head.</summary>
    public LogEntry Entry(string? chargerId, ReadOnlySpan<byte> body)
    {
        var type = Take(ref body, TypeLength);
        var action = Take(ref body, ActionLength);
        var id = Take(ref body, IdLength);
        var problem = Take(ref body, ProblemLength);
        return new LogEntry
        {
            Seq = Seq,
            Time = new Instant(Ticks),
            ChargerId = chargerId,
            EvseId = EvseId == NoEvse ? null : EvseId,
            Category = Category,
            Type = type ?? "",
            Direction = Direction,
            Action = action,
            MessageId = id,
            RoundTripMs = float.IsNaN(RoundTripMs) ? null : Math.Round(RoundTripMs, 3),
            Problem = problem,
            Payload = Take(ref body, body.Length),
            Truncated = Truncated,
        };
    }

    private static string? Take(ref ReadOnlySpan<byte> body, int length)
    {
        var text = length == 0 ? null : Encoding.UTF8.GetString(body[..length]);
        body = body[length..];
        return text;
    }
}
