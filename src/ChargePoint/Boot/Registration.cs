using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// Registration with the CSMS (OCPP 1.6 §4.2): until BootNotification is accepted, it is the only call sent, and
/// never earlier than the CSMS asked for.
/// </summary>
internal sealed class Registration(ChargePoint cp)
{
    /// <summary>Wait before the next BootNotification where the CSMS names none.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);

    /// <summary>Why nothing is done from afar before it is accepted.</summary>
    public const string NotAccepted = "the CSMS has not accepted this charge point yet";

    private Instant _nextBoot = Instant.Never;

    /// <summary>The CSMS's last word since the boot; null before it.</summary>
    public RegistrationStatus? Status { get; private set; }

    public bool IsAccepted => Status == RegistrationStatus.Accepted;

    public bool IsPending => Status == RegistrationStatus.Pending;

    /// <summary>When the next BootNotification may be sent.</summary>
    public Instant Due => IsAccepted ? Instant.Never : _nextBoot;

    /// <summary>The charge point boots: BootNotification goes out as soon as there is a link.</summary>
    public void Boot()
    {
        Status = null;
        _nextBoot = cp.Now;
    }

    public void PowerGone()
    {
        Status = null;
        _nextBoot = Instant.Never;
    }

    public void LinkIsUp()
    {
        // A CSMS that has said nothing yet has asked for no wait either.
        if (Status is null || (IsAccepted && cp.Settings.BootOnReconnect))
        {
            Boot();
        }
    }

    public BootNotificationRequest Request() =>
        new()
        {
            ChargePointVendor = cp.Settings.Vendor,
            ChargePointModel = cp.Settings.Model,
            ChargePointSerialNumber = cp.Settings.SerialNumber,
            FirmwareVersion = cp.FirmwareVersion,
        };

    public void Answered(BootNotificationResponse response, TimeSpan roundTrip)
    {
        Status = response.Status;
        cp.Changed();
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.Registration,
            0,
            $"{response.Status}, interval {response.Interval} s"
        );
        if (!IsAccepted)
        {
            _nextBoot = cp.Now + (response.Interval > 0 ? TimeSpan.FromSeconds(response.Interval) : DefaultWait);
            return;
        }
        _nextBoot = Instant.Never;
        cp.SetClock(response.CurrentTime, roundTrip);
        cp.Heartbeat.IntervalFromBoot(response.Interval);
        if (!cp.EverAccepted)
        {
            cp.EverAccepted = true;
            cp.Save(DurableParts.Counters);
        }
        cp.ReportStatusesAfterBoot();
        cp.FirmwareManagement?.Accepted();
    }

    /// <summary>The CSMS asks for BootNotification before its time (OCPP 1.6 §5.17).</summary>
    public void Triggered() => _nextBoot = cp.Now;

    /// <summary>No answer, an error, or an answer that says nothing.</summary>
    public void Failed() => _nextBoot = cp.Now + DefaultWait;

    /// <summary>The link broke before the answer: again as soon as there is a link.</summary>
    public void Undelivered() => _nextBoot = cp.Now;
}
