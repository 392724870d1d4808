using Ocpp;
using Simulation.Transport.Faults;

namespace Simulation.Transport;

/// <summary>How an attempt to connect goes, and what injected faults make of it and of the connection that is up.</summary>
internal sealed partial class ChargerLink
{
    private ConnectFaults? _faults;
    private Instant _dialAt = Instant.Never;
    private Instant _giveUpAt;

    /// <summary>Faults of the connection and of attempts at one, from now on; null for none.</summary>
    public void SetFaults(ConnectFaults? faults, Instant now)
    {
        var silent = faults is { Silent: true };
        if (_faults is { Silent: true } != silent && _phase is Phase.Up or Phase.Opening or Phase.Closing)
        {
            if (silent)
            {
                _dialAt = Instant.Never;
                Due = _phase == Phase.Opening ? _giveUpAt : Due;
                _link = new SilentLink(_link, charger, shard.Now);
            }
            else
            {
                Reset("The connection was reset: the other end knows nothing of it any more.");
            }
        }
        _faults = faults;
        if (_dialAt != Instant.Never && faults is null)
        {
            Due = _dialAt = Instant.Min(_dialAt, now);
        }
    }

    /// <summary>The network ends the connection, or the attempt at one; it is made anew with back-off.</summary>
    public void Reset(string reason)
    {
        if (_phase is Phase.Up or Phase.Opening or Phase.Closing)
        {
            _link!.Abort(reason);
        }
    }

    private void Open()
    {
        _phase = Phase.Opening;
        // Time-outs of the network run on the host's present: a loop that is late must not find a peer dead.
        _giveUpAt = shard.Now + shard.Options.HandshakeTimeout;
        if (_faults is { } faults && (faults.Silent || faults.Refused || faults.Delay > TimeSpan.Zero))
        {
            _link = new SilentLink(null, charger, shard.Now);
            _dialAt = faults.Silent ? Instant.Never : shard.Now + faults.Delay;
            Due = Instant.Min(_dialAt, _giveUpAt);
            return;
        }
        Dial();
    }

    private void Dial()
    {
        _dialAt = Instant.Never;
        Due = _giveUpAt;
        if (_faults is { Refused: true })
        {
            _link!.Abort("An injected connect-refused: the connection is refused, as if nothing listened there.");
            return;
        }
        _link = shard.Links.Open(charger.LinkRequest() with { BreaksTls = _faults is { BreaksTls: true } }, charger);
    }
}
