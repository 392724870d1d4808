using ChargePoints;
using Ocpp;
using Ocpp.Rpc;

namespace Simulation;

/// <summary>Counters of one shard: written by its loop only, read by anyone.</summary>
internal sealed class ShardCounters
{
    private static readonly TimeSpan LagInterval = TimeSpan.FromSeconds(1);

    private Instant _lagSince;
    private long _lagTicks;
    private long _lastLagTicks;

    public long MessagesIn;
    public long MessagesOut;
    public long Connects;
    public long ConnectFailures;
    public long LinksLost;
    public long Steps;
    public long ChargersFailed;
    public long Reconnects;

    /// <summary>Failed attempts to connect by <see cref="LinkFailureKind"/>.</summary>
    public readonly long[] ConnectFailuresOf = new long[Enum.GetValues<LinkFailureKind>().Length];

    /// <summary>What went over the wire.</summary>
    public readonly MessageCounts Messages = new();

    public TimeSpan Lag => new(Volatile.Read(ref _lastLagTicks));

    public void NoteLag(Instant now, Instant due)
    {
        if (now - _lagSince >= LagInterval)
        {
            Volatile.Write(ref _lastLagTicks, _lagTicks);
            _lagTicks = 0;
            _lagSince = now;
        }
        _lagTicks = Math.Max(_lagTicks, (now - due).Ticks);
    }
}
