using ChargePoints;
using Ocpp;
using Simulation.Chaos;
using Simulation.Transport;

namespace Simulation;

/// <summary>What links tell from their threads, and what chaos may do on the loop.</summary>
internal sealed partial class ChargerRuntime
{
    void ILinkListener.Opened(ILink link) => _shard.Post(ArrivalKind.LinkOpened, this, link, null);

    void ILinkListener.FrameArrived(ILink link, byte[] rented, int length) =>
        _shard.Post(ArrivalKind.Frame, this, link, rented, length);

    void ILinkListener.Ignored(ILink link, string detail) => _shard.Post(ArrivalKind.LinkIgnored, this, link, detail);

    void ILinkListener.Closed(ILink link, string reason, LinkFailureKind kind) =>
        _shard.Post(ArrivalKind.LinkClosed, this, link, reason, (int)kind);

    void IChaosTarget.HoldLink(string reason, Instant now)
    {
        _link.Hold(reason, now);
        AfterLinkChanges(now);
    }

    void IChaosTarget.ReleaseLink(Instant now) => _link.Release(now);

    bool IChaosTarget.UsesTls =>
        CsmsAddress.IsSecure(CsmsAddress.Of(LinkSettings, _point.Configuration.SecurityProfile));

    IReadOnlyList<ActiveChaos> IChaosTarget.ActiveChaos => Chaos.Active;

    void IChaosTarget.SetConnectFaults(ConnectFaults? faults, Instant now)
    {
        _link.SetFaults(faults, now);
        AfterLinkChanges(now);
    }

    void IChaosTarget.ResetLink(string reason, Instant now) => _link.Reset(reason);

    void IChaosTarget.CutPower(Instant now)
    {
        _noPower = true;
        if (!_face.Definition.ChargePoint.BackupPower)
        {
            // No close, no last words; and a charge point without power does not notice that its link is gone.
            _link.Cut("The charger has no power.", now);
            _linkDownPending = false;
        }
        Step(new PowerLost(), now);
        CompleteStop();
    }

    void IChaosTarget.RestorePower(Instant now)
    {
        _noPower = false;
        if (_face.Running && !_retired && !_detached)
        {
            PowerUp(now);
        }
    }
}
