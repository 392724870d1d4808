using System.Buffers;
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

    /// <summary>The most bytes that the short texts of a line have.</summary>
    public const int MostTexts = (3 * MaxShortText) + MaxProblem;

    private byte[] _bytes = [];
    private int _oldest;
    private int _used;

    /// <summary>Lines in the ring.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes allocated at present.</summary>
    public int AllocatedBytes => _bytes.Length;

    /// <summary>The head of a line but for its length, and its short texts one after the other; what is too long is cut.</summary>
    /// <param name="line">The line.</param>
    /// <param name="into">Room for <see cref="MostTexts"/>.</param>
    /// <param name="length">Bytes of the texts.</param>
    public static LogHead Texts(in LogLine line, Span<byte> into, out int length)
    {
        var type = Write(line.Type, into[..MaxShortText]);
        var action = Write(line.Action, into.Slice(type, MaxShortText));
        var id = Write(line.MessageId, into.Slice(type + action, MaxShortText));
        var problem = Write(line.Problem ?? "", into.Slice(type + action + id, MaxProblem));
        length = type + action + id + problem;
        return new LogHead
        {
            Seq = line.Seq,
            Ticks = line.Time.Ticks,
            RoundTripMs = line.RoundTripMs,
            EvseId = line.EvseId,
            Category = line.Category,
            Direction = line.Direction,
            TypeLength = (byte)type,
            ActionLength = (byte)action,
            IdLength = (byte)id,
            ProblemLength = (ushort)problem,
        };
    }

    /// <summary>Appends a line, at the cost of the oldest. What is longer than the whole ring is cut.</summary>
    public void Append(in LogLine line, ReadOnlySpan<byte> payload, int budget)
    {
        Span<byte> texts = stackalloc byte[MostTexts];
        var head = Texts(line, texts, out var length);
        texts = texts[..length];
        var room = budget - LogHead.Size - length;
        var truncated = payload.Length > room;
        payload = truncated ? payload[..room] : payload;
        head = head with { Length = LogHead.Size + length + payload.Length, Truncated = truncated };
        MakeRoom(head.Length, budget);
        Span<byte> headBytes = stackalloc byte[LogHead.Size];
        head.Write(headBytes);
        Put(headBytes);
        Put(texts);
        Put(payload);
        Count++;
    }

    /// <summary>Forgets all lines and the memory.</summary>
    public void Clear()
    {
        _bytes = [];
        _oldest = _used = Count = 0;
    }

    /// <summary>Gives memory back that is above the budget, at the cost of the oldest lines.</summary>
    public void Trim(int budget)
    {
        if (_bytes.Length > budget)
        {
            Resize(budget);
        }
    }

    /// <summary>The lines in the ring, one after the other, oldest first, in an array of the shared pool.</summary>
    public byte[] Rent(out int length)
    {
        length = _used;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        CopyTo(copy, _oldest, length);
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
        Trim(budget);
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
)
{
    /// <summary>The line as readers have it.</summary>
    public LogEntry Entry(string? chargerId, ReadOnlySpan<byte> payload) =>
        new()
        {
            Seq = Seq,
            Time = Time,
            ChargerId = chargerId,
            EvseId = EvseId == LogHead.NoEvse ? null : EvseId,
            Category = Category,
            Type = Type,
            Direction = Direction,
            Action = Action.Length == 0 ? null : Action,
            MessageId = MessageId.Length == 0 ? null : MessageId,
            RoundTripMs = float.IsNaN(RoundTripMs) ? null : Math.Round(RoundTripMs, 3),
            Problem = string.IsNullOrEmpty(Problem) ? null : Problem,
            Payload = payload.IsEmpty ? null : Encoding.UTF8.GetString(payload),
        };
}
