using System.Buffers.Binary;
using System.Text;
using Ocpp;

namespace Simulation.Logs;

/// <summary>
/// Log lines as bytes in one ring: the newest that fit. A line is a head of fixed size, its short texts and its payload;
/// nothing is allocated for it. Not thread-safe; <see cref="ChargerLog"/> is.
/// </summary>
internal sealed class LogRing
{
    private const int FirstBytes = 1024;
    private const int MaxShortText = byte.MaxValue;
    private const int MaxProblem = 1024;

    private byte[] _bytes = [];
    private int _oldest;
    private int _used;

    /// <summary>Lines in the ring.</summary>
    public int Count { get; private set; }

    /// <summary>Lines ever appended.</summary>
    public long Appended { get; private set; }

    /// <summary>Bytes allocated at present.</summary>
    public int AllocatedBytes => _bytes.Length;

    /// <summary>Appends a line, at the cost of the oldest. What is longer than the whole ring is cut.</summary>
    public void Append(in LogLine line, ReadOnlySpan<byte> payload, int budget)
    {
        Span<byte> texts = stackalloc byte[(3 * MaxShortText) + MaxProblem];
        var type = Write(line.Type, texts[..MaxShortText]);
        var action = Write(line.Action, texts.Slice(type, MaxShortText));
        var id = Write(line.MessageId, texts.Slice(type + action, MaxShortText));
        var problem = Write(line.Problem ?? "", texts.Slice(type + action + id, MaxProblem));
        texts = texts[..(type + action + id + problem)];

        var room = budget - LogHead.Size - texts.Length;
        var truncated = payload.Length > room;
        payload = truncated ? payload[..room] : payload;
        var head = new LogHead
        {
            Length = LogHead.Size + texts.Length + payload.Length,
            Seq = line.Seq,
            Ticks = line.Time.Ticks,
            RoundTripMs = line.RoundTripMs,
            EvseId = line.EvseId,
            Category = line.Category,
            Direction = line.Direction,
            Truncated = truncated,
            TypeLength = (byte)type,
            ActionLength = (byte)action,
            IdLength = (byte)id,
            ProblemLength = (ushort)problem,
        };
        MakeRoom(head.Length, budget);
        Span<byte> headBytes = stackalloc byte[LogHead.Size];
        head.Write(headBytes);
        Put(headBytes);
        Put(texts);
        Put(payload);
        Count++;
        Appended++;
    }

    /// <summary>Forgets all lines and the memory.</summary>
    public void Clear()
    {
        _bytes = [];
        _oldest = _used = Count = 0;
    }

    /// <summary>The lines in the ring, one after the other, oldest first.</summary>
    public byte[] Copy()
    {
        var copy = new byte[_used];
        CopyTo(copy, _oldest, _used);
        return copy;
    }

    private static int Write(string text, Span<byte> into)
    {
        // Too long for its place: cut at a whole character.
        Encoder encoder = Encoding.UTF8.GetEncoder();
        encoder.Convert(text, into, flush: true, out _, out var written, out _);
        return written;
    }

    private void MakeRoom(int length, int budget)
    {
        if (_bytes.Length > budget)
        {
            Resize(budget);
        }
        while (_bytes.Length < budget && _bytes.Length - _used < length)
        {
            Resize(Math.Min(budget, Math.Max(FirstBytes, _bytes.Length * 2)));
        }
        while (_bytes.Length - _used < length)
        {
            DropOldest();
        }
    }

    private void DropOldest()
    {
        Span<byte> size = stackalloc byte[sizeof(int)];
        CopyTo(size, _oldest, size.Length);
        var length = BinaryPrimitives.ReadInt32LittleEndian(size);
        _oldest = (_oldest + length) % _bytes.Length;
        _used -= length;
        Count--;
    }

    private void Resize(int length)
    {
        while (_used > length)
        {
            DropOldest();
        }
        var bytes = new byte[length];
        CopyTo(bytes.AsSpan(0, _used), _oldest, _used);
        (_bytes, _oldest) = (bytes, 0);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }
        var at = (_oldest + _used) % _bytes.Length;
        var first = Math.Min(bytes.Length, _bytes.Length - at);
        bytes[..first].CopyTo(_bytes.AsSpan(at));
        bytes[first..].CopyTo(_bytes);
        _used += bytes.Length;
    }

    private void CopyTo(Span<byte> target, int from, int length)
    {
        if (length == 0)
        {
            return;
        }
        var first = Math.Min(length, _bytes.Length - from);
        _bytes.AsSpan(from, first).CopyTo(target);
        _bytes.AsSpan(0, length - first).CopyTo(target[first..]);
    }
}

/// <summary>A line to append.</summary>
internal readonly record struct LogLine(
    long Seq,
    Instant Time,
    LogCategory Category,
    LogDirection Direction,
    int EvseId,
    string Type,
    string Action,
    string MessageId,
    float RoundTripMs,
    string? Problem
);
