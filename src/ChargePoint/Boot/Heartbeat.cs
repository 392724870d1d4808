using Ocpp;

namespace ChargePoints;

/// <summary>
/// Heartbeat (OCPP 1.6 §4.6, digest §5.2): HeartbeatInterval seconds after the last call of whatever kind. An interval of 0 means none.
/// </summary>
internal sealed class Heartbeat(ChargePoint cp)
{
    private Instant _idleSince;

    /// <summary>When the next one is due, as far as nothing else is sent before.</summary>
    public Instant Due
    {
        get
        {
            int seconds = cp.Configuration.HeartbeatIntervalSeconds;
            return seconds > 0 && cp.Online ? _idleSince + TimeSpan.FromSeconds(seconds) : Instant.Never;
        }
    }

    /// <summary>A call has been sent, a link has come up or the interval has changed: the time starts anew.</summary>
    public void Restart() => _idleSince = cp.Now;

    /// <summary>The interval of an accepted BootNotification holds, and HeartbeatInterval shows it.</summary>
    public void IntervalFromBoot(int seconds)
    {
        ConfigurationView next = cp.Configuration.WithHeartbeatInterval(seconds);
        if (!ReferenceEquals(next, cp.Configuration))
        {
            cp.Configuration = next;
            cp.Save(DurableParts.Configuration);
        }
        Restart();
    }
}
