using ChargePoints;
using Ocpp;

namespace Simulation.Transport;

/// <summary>
/// Keeps one charger connected: connects in its turn, pings, notices silence, backs off, gives up at its caps. A state
/// machine on the charger's loop; the sockets are behind <see cref="ILink"/>.
/// </summary>
internal sealed partial class ChargerLink(ChargerRuntime charger, FleetShard shard)
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private enum Phase : byte
    {
        Off,
        Queued,
        Opening,
        Up,
        Closing,
        Waiting,
        Held,
        Failed,
    }

    private Phase _phase;
    private bool _wanted;
    private bool _held;
    private bool _wasUp;
    private ILink? _link;
    private int _attempts;
    private Instant _downSince;
    private Instant _upSince;
    private Instant _pingSent;
    private TimeSpan _pingInterval;
    private Backoff _backoff = new(shard.Options.Seed, charger.Id);

    /// <summary>When <see cref="Wake"/> is wanted.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    public bool IsUp => _phase == Phase.Up;

    public bool IsOff => _phase is Phase.Off;

    /// <summary>Connect, and keep connecting. Also out of <see cref="LinkState.Failed"/>.</summary>
    public void Want(Instant now)
    {
        if (_wanted && _phase != Phase.Failed)
        {
            return;
        }
        _wanted = true;
        _attempts = 0;
        _downSince = now;
        if (_phase != Phase.Closing)
        {
            Connect(now);
        }
    }

    /// <summary>Close in an orderly way and stay off; <paramref name="latest"/> is when it has to be off.</summary>
    public void Unwant(string reason, Instant now, Instant latest)
    {
        _wanted = _wasUp = false;
        BringDown(reason, orderly: true, now);
        if (_phase == Phase.Closing)
        {
            Due = Instant.Min(Due, Instant.Max(latest, shard.Now));
        }
    }

    /// <summary>Cut at once and stay off, as when the power fails.</summary>
    public void Cut(string reason, Instant now)
    {
        _wanted = _wasUp = false;
        BringDown(reason, orderly: false, now);
    }

    /// <summary>Close in an orderly way, then connect anew.</summary>
    public void Restart(string reason, Instant now)
    {
        if (_wanted && _phase is Phase.Up or Phase.Opening or Phase.Waiting or Phase.Failed)
        {
            _attempts = 0;
            _downSince = now;
            BringDown(reason, orderly: true, now);
        }
    }

    /// <summary>Cut, and do not connect until released.</summary>
    public void Hold(string reason, Instant now)
    {
        _held = true;
        if (_wanted && _phase != Phase.Failed)
        {
            BringDown(reason, orderly: false, now);
        }
    }

    /// <summary>Connect again if that is still wanted.</summary>
    public void Release(Instant now)
    {
        _held = false;
        if (_phase == Phase.Held)
        {
            _attempts = 0;
            _downSince = now;
            Connect(now);
        }
    }

    /// <summary>Sends a text frame; lost when the link is not up.</summary>
    public void Send(ReadOnlySpan<byte> utf8) => _link?.Send(utf8);

    /// <summary>Sends a ping.</summary>
    public void Ping() => _link?.Ping();

    /// <summary>Sets the interval of pings; zero for none.</summary>
    public void SetPingInterval(TimeSpan interval)
    {
        if (interval == _pingInterval)
        {
            return;
        }
        _pingInterval = interval;
        if (_phase == Phase.Up)
        {
            _pingSent = default;
            Due = NextPing();
        }
    }

    /// <summary>A place to connect is free. False when it is no longer wanted.</summary>
    public bool TakeTurn()
    {
        if (_phase != Phase.Queued)
        {
            return false;
        }
        Open();
        charger.Settle();
        return true;
    }

    public bool IsCurrent(object? link) => link is not null && ReferenceEquals(link, _link) && _phase == Phase.Up;

    public void Opened(ILink link, Instant now)
    {
        if (!ReferenceEquals(link, _link) || _phase != Phase.Opening)
        {
            return;
        }
        shard.Gate.Leave();
        shard.Counters.Connects++;
        shard.Counters.Reconnects += _wasUp ? 1 : 0;
        _wasUp = true;
        _phase = Phase.Up;
        _upSince = now;
        _pingSent = default;
        _pingInterval = charger.PingInterval;
        Due = NextPing();
        Publish(LinkState.Connected, charger.CsmsName, now);
        charger.Log("connected", charger.CsmsName, now);
        charger.LinkUp(link.ServerRoot, now);
    }

    public void Closed(ILink link, string reason, LinkFailureKind kind, Instant now)
    {
        if (!ReferenceEquals(link, _link))
        {
            return;
        }
        _link = null;
        switch (_phase)
        {
            case Phase.Opening:
                shard.Gate.Leave();
                shard.Counters.ConnectFailures++;
                shard.Counters.ConnectFailuresOf[(int)kind]++;
                charger.Log("connect-failed", reason, now);
                Retry(++_attempts, reason, now);
                charger.LinkFailed(new LinkFailed(kind, reason, GaveUp: _phase == Phase.Failed));
                break;
            case Phase.Up:
                shard.Counters.LinksLost++;
                charger.Log("disconnected", reason, now);
                Lost(reason, now);
                charger.LinkDown(now);
                break;
            case Phase.Closing:
                AfterClose(now);
                break;
        }
    }

    public void Wake(Instant now)
    {
        if (now < Due)
        {
            return;
        }
        Due = Instant.Never;
        switch (_phase)
        {
            case Phase.Opening when _dialAt <= now && now < _giveUpAt:
                Dial();
                break;
            case Phase.Opening:
                _link!.Abort(
                    $"The CSMS did not complete the handshake within {shard.Options.HandshakeTimeout.TotalSeconds:0} s. "
                        + "Some do so when they refuse the subprotocol ocpp1.6."
                );
                break;
            case Phase.Up:
                PingOrGiveUp();
                break;
            case Phase.Closing:
                var link = _link!;
                _link = null;
                link.Abort("The CSMS did not answer the close.");
                AfterClose(now);
                break;
            case Phase.Waiting:
                Connect(now);
                break;
        }
    }

    private void Connect(Instant now)
    {
        Due = Instant.Never;
        if (_held)
        {
            _phase = Phase.Held;
            Publish(LinkState.Waiting, "Held down by an injected disconnect.", now);
            return;
        }
        _phase = Phase.Queued;
        if (charger.LinkState != LinkState.Connecting)
        {
            Publish(LinkState.Connecting, charger.CsmsName, now);
        }
        if (shard.Gate.TryEnter(this))
        {
            Open();
        }
    }

    private void BringDown(string reason, bool orderly, Instant now)
    {
        var was = _phase;
        var link = _link;
        switch (was)
        {
            case Phase.Up when orderly:
                charger.Log("closing", reason, now);
                _phase = Phase.Closing;
                Due = shard.Now + CloseLimit;
                charger.BeforeClose(now);
                Publish(_wanted ? LinkState.Connecting : LinkState.Off, reason, now);
                link!.Close(reason);
                charger.LinkDown(now);
                return;
            case Phase.Closing when orderly:
                return;
            case Phase.Opening:
                shard.Gate.Leave();
                break;
            case Phase.Up:
                shard.Counters.LinksLost++;
                charger.Log("disconnected", reason, now);
                break;
        }
        _link = null;
        link?.Abort(reason);
        _phase = Phase.Off;
        AfterClose(now);
        if (was == Phase.Up)
        {
            charger.LinkDown(now);
        }
    }

    private void AfterClose(Instant now)
    {
        _phase = Phase.Off;
        Due = Instant.Never;
        if (_wanted)
        {
            Connect(now);
        }
        else
        {
            if (charger.LinkState != LinkState.Off)
            {
                Publish(LinkState.Off, "", now);
            }
            charger.LinkOff();
        }
    }

    // A connection that did not last counts as a failed attempt: a CSMS that accepts and drops must not be hammered.
    private void Lost(string reason, Instant now)
    {
        if (now - _upSince >= shard.Options.Backoff.StableAfter)
        {
            _attempts = 0;
            _downSince = now;
        }
        Retry(++_attempts, reason, now);
    }

    private void Retry(int attempts, string reason, Instant now)
    {
        var pause = _backoff.Next(shard.Options.Backoff, attempts);
        var settings = charger.LinkSettings;
        var gaveUp =
            // The first failure, or loss, is none of the attempts to reconnect.
            attempts > settings.MaxReconnectAttempts
                ? $"after {Counted(attempts - 1)} to reconnect"
            : now + pause - _downSince > settings.MaxReconnectTime
                ? $"after {(now - _downSince).TotalMinutes:0.#} minutes"
            : null;
        if (gaveUp is not null)
        {
            _phase = Phase.Failed;
            Due = Instant.Never;
            Publish(LinkState.Failed, $"Gave up {gaveUp}: {reason}", now);
            charger.Log("gave-up", charger.LinkDetail, now);
            return;
        }
        _phase = Phase.Waiting;
        Due = shard.Now + pause;
        Publish(LinkState.Waiting, reason, now, Due);
    }

    private static string Counted(int attempts) => attempts == 1 ? "1 attempt" : $"{attempts} attempts";

    private void PingOrGiveUp()
    {
        var link = _link!;
        if (_pingSent != default && link.LastReceived < _pingSent)
        {
            link.Abort($"The CSMS gave no sign of life within {_pingInterval.TotalSeconds:0} s after a ping.");
            return;
        }
        _pingSent = shard.Now;
        charger.SendPing(shard.Now);
        Due = NextPing();
    }

    private Instant NextPing() => _pingInterval > TimeSpan.Zero ? shard.Now + _pingInterval : Instant.Never;

    private void Publish(LinkState state, string detail, Instant now, Instant? nextAttempt = null) =>
        charger.Publish(new LinkStatus(state, detail, now, nextAttempt, _attempts));
}
