using Ocpp;
using Ocpp.V16;

namespace Csms.Answers;

/// <summary>BootNotification, and who may speak before it was accepted (OCPP 1.6 §4.2).</summary>
internal static class Registering
{
    public static Answer Boot(CentralSystem central, ChargePointRecord from, BootNotificationRequest boot, Instant now)
    {
        var status = central.RegistrationOf(from.Id);
        from.Registration = status;
        from.Boot = boot;
        from.BootedAt = now.ToUtc();
        central.Registered(
            new ChargePointRegistration
            {
                Id = from.Id,
                Registration = status,
                BootedAt = now.ToUtc(),
                Boot = boot,
            }
        );
        return Answer.Of(
            new BootNotificationResponse
            {
                Status = status,
                CurrentTime = now.ToUtc(),
                Interval =
                    status == RegistrationStatus.Accepted
                        ? central.Options.HeartbeatIntervalSeconds
                        : central.Options.RetryIntervalSeconds,
            }
        );
    }

    /// <summary>Until it is accepted, a charge point may boot, and send what a Pending one was asked to send.</summary>
    public static bool MayCall(ChargePointRecord from, OcppAction action, IReadOnlySet<string>? triggered) =>
        from.Registration == RegistrationStatus.Accepted
        || action == Actions.BootNotification
        || (from.Registration == RegistrationStatus.Pending && triggered?.Contains(action.Name) == true);
}
