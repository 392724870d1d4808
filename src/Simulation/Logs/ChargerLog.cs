using System.Text;
using Ocpp;
using Ocpp.Rpc;

namespace Simulation.Logs;

/// <summary>
/// The last events of a charger: raw frames, connection, states, chaos. Bounded by the charger's share of the fleet's
/// log memory; the oldest lines go first. The charger's loop writes, anyone reads copies.
/// </summary>
public sealed class ChargerLog
{
    private readonly FleetShared _shared;
    private readonly Lock _gate = new();
    private readonly LogRing _ring = new();
    private LogTail[] _tails = [];
    private ILogListener[] _listeners = [];

    internal ChargerLog(string chargerId, FleetShared shared)
    {
        ChargerId = chargerId;
        _shared = shared;
    }

    /// <summary>Whose log it is.</summary>
    public string ChargerId { get; }

    /// <summary>Bytes allocated at present.</summary>
    public int AllocatedBytes
    {
        get
        {
            lock (_gate)
            {
                return _ring.AllocatedBytes;
            }
        }
    }

    /// <summary>
    /// The lines that pass the filter: with a cursor the oldest ones after it, without one the newest; at most
    /// <paramref name="limit"/>, in the order of their happening.
    /// </summary>
    /// <param name="limit">At least 1.</param>
    /// <param name="after">The sequence number of the last line seen.</param>
    /// <param name="filter">Null for all lines.</param>
    public IReadOnlyList<LogEntry> Read(int limit, long? after = null, LogFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        byte[] lines;
        lock (_gate)
        {
            lines = _ring.Copy();
        }
        var entries = LogReader.Read(ChargerId, lines, after ?? 0, filter, after is null ? int.MaxValue : limit);
        return entries.Count > limit ? entries[^limit..] : entries;
    }

    /// <summary>Follows the log from the line after <paramref name="after"/> on, or from the next line.</summary>
    public LogTail Follow(long? after = null)
    {
        lock (_gate)
        {
            var tail = new LogTail(
                this,
                after ?? Newest(),
                after is null ? _ring.Appended : _ring.Appended - _ring.Count
            );
            _tails = [.. _tails, tail];
            return tail;
        }
    }

    /// <summary>Has a listener told of each line from now on.</summary>
    internal void Listen(ILogListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }
    }

    /// <summary>Ends <see cref="Listen"/>.</summary>
    internal void Unlisten(ILogListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
        }
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _ring.Clear();
        }
    }

    /// <summary>A line for a person.</summary>
    internal void Append(Instant time, LogCategory category, string type, string detail, int evseId = LogHead.NoEvse)
    {
        Span<byte> payload = stackalloc byte[512];
        if (Encoding.UTF8.GetMaxByteCount(detail.Length) > payload.Length)
        {
            payload = Encoding.UTF8.GetBytes(detail);
        }
        else
        {
            payload = payload[..Encoding.UTF8.GetBytes(detail, payload)];
        }
        var line = new LogLine(0, time, category, LogDirection.None, evseId, type, "", "", float.NaN, null);
        Append(line, payload);
    }

    /// <summary>A text frame, as it was on the wire but for secrets.</summary>
    internal void AppendFrame(
        Instant time,
        LogDirection direction,
        MessageType? type,
        string action,
        string messageId,
        TimeSpan? roundTrip,
        string? problem,
        ReadOnlySpan<byte> utf8
    )
    {
        var name = type switch
        {
            MessageType.Call => "call",
            MessageType.CallResult => "result",
            MessageType.CallError => "error",
            _ => "frame",
        };
        var line = new LogLine(
            0,
            time,
            LogCategory.Ocpp,
            direction,
            LogHead.NoEvse,
            name,
            action,
            messageId,
            (float?)roundTrip?.TotalMilliseconds ?? float.NaN,
            problem
        );
        Append(line, Redaction.Apply(action, utf8));
    }

    internal (byte[] Lines, long Appended, int Count) CopyLines()
    {
        lock (_gate)
        {
            return (_ring.Copy(), _ring.Appended, _ring.Count);
        }
    }

    internal void Leave(LogTail tail)
    {
        lock (_gate)
        {
            _tails = [.. _tails.Where(other => other != tail)];
        }
    }

    private void Append(in LogLine line, ReadOnlySpan<byte> payload)
    {
        LogTail[] tails;
        ILogListener[] listeners;
        lock (_gate)
        {
            _ring.Append(line with { Seq = _shared.NextLogSeq() }, payload, _shared.LogBytes);
            (tails, listeners) = (_tails, _listeners);
        }
        foreach (var tail in tails)
        {
            tail.Signal();
        }
        foreach (var listener in listeners)
        {
            listener.Written(this, line, payload);
        }
    }

    // The cursor of a follower that wants only what comes: the sequence numbers given out so far.
    private long Newest() => _shared.LastLogSeq;
}
