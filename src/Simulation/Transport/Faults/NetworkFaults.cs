using System.Buffers;
using Ocpp;
using Ocpp.Rpc;
using Simulation.Chaos;

namespace Simulation.Transport.Faults;

/// <summary>What a bad network needs of its charger. On the charger's loop.</summary>
internal interface INetworkFaultsOwner
{
    /// <summary>Sends on the link that is up.</summary>
    void Transmit(ReadOnlySpan<byte> utf8);

    /// <summary>Sends a ping on the link that is up.</summary>
    void TransmitPing();

    /// <summary>Hands a frame to the charge point.</summary>
    void Deliver(ReadOnlyMemory<byte> utf8, Instant now);

    /// <summary>The link has to end.</summary>
    void Overrun(string reason, Instant now);

    /// <summary>A line for the log.</summary>
    void Note(string type, string detail, Instant now);
}

/// <summary>
/// The frames of one charger on a bad network: lost, doubled, broken, late, by chance that follows from the seed, and in their order, as TCP
/// keeps it. It stands between the charger and its link, whichever kind that is, and only while there is something to do.
/// </summary>
internal sealed class NetworkFaults(INetworkFaultsOwner owner)
{
    private readonly FrameLane _out = new("out");
    private readonly FrameLane _in = new("in");

    public bool IsIdle => _out.IsIdle && _in.IsIdle;

    /// <summary>When the next frame arrives.</summary>
    public Instant Due => Instant.Min(_out.Due, _in.Due);

    public void Add(ActiveChaos active, ulong seed, string chargerId)
    {
        _out.Add(active, seed, chargerId);
        _in.Add(active, seed, chargerId);
    }

    /// <summary>Takes a fault away; frames that only it would hold up arrive.</summary>
    public void Remove(string id, Instant now)
    {
        _out.Remove(id);
        _in.Remove(id);
        Arrive(Instant.Never, now);
    }

    public void Send(ReadOnlySpan<byte> utf8, Instant now) => Treat(_out, utf8, now);

    public void SendPing(Instant now)
    {
        if (!TryDelay(_out, null, 0, _out.Delays ? _out.NextDelay() : TimeSpan.Zero, now))
        {
            owner.TransmitPing();
        }
    }

    /// <summary>A frame has arrived on the link, in a buffer rented from the shared pool that is this one's now.</summary>
    public void Receive(ILinkFlow? flow, byte[] rented, int length, Instant now)
    {
        try
        {
            Treat(_in, rented.AsSpan(0, length), now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
            flow?.Delivered();
        }
    }

    /// <summary>Lets those frames arrive whose time has come.</summary>
    public void Wake(Instant now) => Arrive(now, now);

    /// <summary>The link is closed in an orderly way: what has been sent is before that.</summary>
    public void FlushOut(Instant now)
    {
        while (_out.TryTake(Instant.Never, out var frame, out _))
        {
            PassOn(_out, frame, now);
        }
    }

    /// <summary>The link is gone, and what was under way with it.</summary>
    public void Clear()
    {
        _out.Clear();
        _in.Clear();
    }

    private void Treat(FrameLane lane, ReadOnlySpan<byte> utf8, Instant now)
    {
        var fate = lane.Next();
        if (fate.Lost)
        {
            Note("frame-dropped", lane, utf8, now);
            return;
        }
        var frame = utf8;
        if (fate.Broken)
        {
            Note("frame-corrupted", lane, utf8, now);
            frame = lane.Break(utf8);
        }
        if (fate.Twice)
        {
            Note("frame-duplicated", lane, utf8, now);
        }
        for (var copies = fate.Twice ? 2 : 1; copies > 0; copies--)
        {
            var kept = frame.ToArray();
            if (!TryDelay(lane, kept, kept.Length, fate.Delay, now))
            {
                PassOn(lane, kept, now);
            }
        }
    }

    private bool TryDelay(FrameLane lane, byte[]? frame, int length, TimeSpan delay, Instant now)
    {
        try
        {
            return lane.TryDelay(frame, length, delay, now);
        }
        catch (LinkException full)
        {
            owner.Overrun(full.Message, now);
            return true;
        }
    }

    private void Arrive(Instant until, Instant now)
    {
        // What arrives may end the link and clear both lanes.
        while (_out.TryTake(until, out var frame, out _))
        {
            PassOn(_out, frame, now);
        }
        while (_in.TryTake(until, out var frame, out _))
        {
            PassOn(_in, frame, now);
        }
    }

    private void PassOn(FrameLane lane, byte[]? frame, Instant now)
    {
        if (frame is null)
        {
            owner.TransmitPing();
        }
        else if (lane == _out)
        {
            owner.Transmit(frame);
        }
        else
        {
            owner.Deliver(frame, now);
        }
    }

    // Never the payload: it may hold what the log must not.
    private void Note(string type, FrameLane lane, ReadOnlySpan<byte> utf8, Instant now) =>
        owner.Note(type, $"{lane.Direction}: {Name(utf8.ToArray())}", now);

    private static string Name(ReadOnlyMemory<byte> utf8) =>
        !FrameReader.TryRead(utf8, out var frame, out _) ? $"{utf8.Length} bytes"
        : frame.Type == MessageType.Call ? $"{frame.Action} {frame.MessageId}"
        : $"answer to {frame.MessageId}";
}
