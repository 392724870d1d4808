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

    /// <summary>A certificate is wanted: who has taken that on says whether it will come (security whitepaper, use case A02).</summary>
    public static Answer SignCertificate(
        CentralSystem central,
        ChargePointRecord from,
        SignCertificateRequest request,
        Instant now
    )
    {
        var asked = new CertificateAsked(from.Id, from.Boot, request.Csr);
        var status =
            central.CertificateRequested?.Invoke(asked) == true ? GenericStatus.Accepted : GenericStatus.Rejected;
        from.CertificateRequest = new(now.ToUtc(), request.Csr, status);
        return Answer.Of(new SignCertificateResponse { Status = status });
    }

    /// <summary>Until it is accepted, a charge point may boot, and send what a Pending one was asked to send.</summary>
    public static bool MayCall(ChargePointRecord from, OcppAction action, IReadOnlySet<string>? triggered) =>
        from.Registration == RegistrationStatus.Accepted
        || action == Actions.BootNotification
        || (from.Registration == RegistrationStatus.Pending && triggered?.Contains(action.Name) == true);
}
