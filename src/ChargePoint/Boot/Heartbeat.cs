using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Heartbeat (OCPP 1.6 §4.6): HeartbeatInterval seconds after the last call of whatever kind. An interval of 0 means none;
/// but once a day the clock is compared, however much else is sent (OCPP-J 1.6 §5).
/// </summary>
internal sealed class Heartbeat(ChargePoint cp)
{
    private static readonly TimeSpan Daily = TimeSpan.FromHours(24);

    private Instant _idleSince;
    private Instant _clockAskedAt;

    /// <summary>When the next one is due, as far as nothing else is sent before.</summary>
    public Instant Due
    {
        get
        {
            if (!cp.Online)
            {
                return Instant.Never;
            }
            int seconds = cp.Configuration.HeartbeatIntervalSeconds;
            Instant idle = seconds > 0 ? _idleSince + TimeSpan.FromSeconds(seconds) : Instant.Never;
            return Instant.Min(idle, _clockAskedAt + Daily);
        }
    }

    /// <summary>A link has come up or the interval has changed: the time starts anew.</summary>
    public void Restart() => _idleSince = cp.Now;

    /// <summary>A call has been sent: whatever it is, it shows that this side is alive, unless a quirk has it otherwise.</summary>
    public void CallSent(OcppAction action)
    {
        bool heartbeat = action == (OcppAction)Actions.Heartbeat;
        if (heartbeat)
        {
            ClockAsked();
        }
        if (heartbeat || !cp.Settings.Has(Quirk.HeartbeatsDespiteTraffic))
        {
            Restart();
        }
    }

    /// <summary>A call whose answer tells the time has been sent, or answered.</summary>
    public void ClockAsked() => _clockAskedAt = cp.Now;

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
        ClockAsked();
    }
}
