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
    private ILogListener[] _listeners = [];

    internal ChargerLog(string? chargerId, FleetShared shared)
    {
        ChargerId = chargerId;
        _shared = shared;
    }

    /// <summary>Whose log it is; null for the simulator's own.</summary>
    public string? ChargerId { get; }

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
    public IReadOnlyList<LogEntry> Read(int limit, long? after = null, LogFilter? filter = null) =>
        LogReader.Read([this], filter, new LogRange(limit, after)).Entries;

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

    /// <summary>The lines, one after the other, oldest first, in an array of the shared pool.</summary>
    internal byte[] Rent(out int length)
    {
        lock (_gate)
        {
            return _ring.Rent(out length);
        }
    }

    /// <summary>Gives memory back that is above the charger's share.</summary>
    internal void Trim()
    {
        lock (_gate)
        {
            _ring.Trim(_shared.LogBytes);
        }
    }

    private void Append(in LogLine unnumbered, ReadOnlySpan<byte> payload)
    {
        LogLine line;
        ILogListener[] listeners;
        lock (_gate)
        {
            line = unnumbered with { Seq = _shared.NextLogSeq() };
            _ring.Append(line, payload, _shared.LogBytes);
            listeners = _listeners;
        }
        foreach (var listener in listeners)
        {
            listener.Written(this, line, payload);
        }
        foreach (var listener in _shared.LogListeners)
        {
            listener.Written(this, line, payload);
        }
    }
}
