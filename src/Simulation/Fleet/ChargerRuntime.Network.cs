using Ocpp;
using Simulation.Chaos;
using Simulation.Logs;
using Simulation.Transport.Faults;

namespace Simulation;

/// <summary>The bad network between a charger and its link; there is none as long as nobody injects one.</summary>
internal sealed partial class ChargerRuntime : INetworkFaultsOwner
{
    private NetworkFaults? _network;

    private Instant ChaosDue => _chaos?.Due ?? Instant.Never;

    private Instant NetworkDue => _network?.Due ?? Instant.Never;

    /// <summary>Sends a ping, as late as frames are.</summary>
    public void SendPing(Instant now)
    {
        if (_network is { } network)
        {
            network.SendPing(now);
        }
        else
        {
            _link.Ping();
        }
    }

    /// <summary>The link is about to be closed: what has been sent is before that.</summary>
    public void BeforeClose(Instant now) => _network?.FlushOut(now);

    void IChaosTarget.AddFrameFault(ActiveChaos fault, Instant now) =>
        (_network ??= new NetworkFaults(this)).Add(fault, fault.Settings.Seed ?? _shard.Options.Seed, Id);

    void IChaosTarget.RemoveFrameFault(ActiveChaos fault, Instant now)
    {
        _network?.Remove(fault.Id, now);
        DropIdleNetwork();
        AfterLinkChanges(now);
    }

    void INetworkFaultsOwner.Transmit(ReadOnlySpan<byte> utf8) => _link.Send(utf8);

    void INetworkFaultsOwner.TransmitPing() => _link.Ping();

    void INetworkFaultsOwner.Deliver(ReadOnlyMemory<byte> utf8, Instant now)
    {
        if (_link.IsUp)
        {
            Deliver(utf8, now);
        }
    }

    void INetworkFaultsOwner.Overrun(string reason, Instant now) => _link.Reset(reason);

    void INetworkFaultsOwner.Note(string type, string detail, Instant now) =>
        _face.Log.Append(now, LogCategory.Chaos, type, detail);

    private void WakeNetwork(Instant now)
    {
        if (_network is { } network && network.Due <= now)
        {
            network.Wake(now);
            DropIdleNetwork();
        }
    }

    private void DropIdleNetwork()
    {
        if (_network is { IsIdle: true })
        {
            _network = null;
        }
    }
}
