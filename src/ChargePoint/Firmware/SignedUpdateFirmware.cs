using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// SignedUpdateFirmware (security whitepaper §4): the signing certificate is checked before it is answered. Whether it is revoked
/// cannot be known: OCPP 1.6 has no way to tell the charge point.
/// </summary>
internal static class SignedUpdateFirmware
{
    public static void Handle(ChargePoint cp, string messageId, SignedUpdateFirmwareRequest request)
    {
        UpdateFirmwareStatus status = Answer(cp, request, out string? problem);
        cp.Outbox.Reply(messageId, Actions.SignedUpdateFirmware, new() { Status = status }, afterSave: true);
        if (status is not (UpdateFirmwareStatus.Accepted or UpdateFirmwareStatus.AcceptedCanceled))
        {
            cp.TellRefused(Actions.SignedUpdateFirmware, status, problem!);
            return;
        }
        cp.MakeFirmwareManagement()
            .Start(
                new()
                {
                    Location = request.Firmware.Location,
                    RetrieveAt = request.Firmware.RetrieveDateTime,
                    InstallAt = request.Firmware.InstallDateTime,
                    Plan = RetryPlan.Of(request.Retries, request.RetryInterval),
                    RequestId = request.RequestId,
                    SigningCertificate = request.Firmware.SigningCertificate,
                    Signature = request.Firmware.Signature,
                }
            );
    }

    private static UpdateFirmwareStatus Answer(ChargePoint cp, SignedUpdateFirmwareRequest request, out string? problem)
    {
        problem = SigningCertificate.WhyNot(cp, request.Firmware.SigningCertificate);
        if (problem is not null)
        {
            cp.SecurityEvents.Report(SecurityEventType.InvalidFirmwareSigningCertificate, problem, asked: true);
            return UpdateFirmwareStatus.InvalidCertificate;
        }
        switch (cp.FirmwareManagement?.Update)
        {
            case { IsRunning: true, IsCancellable: true }:
                return UpdateFirmwareStatus.AcceptedCanceled;
            case { IsRunning: true }:
                problem = "firmware is being installed: try again when that is done";
                return UpdateFirmwareStatus.Rejected;
            default:
                return UpdateFirmwareStatus.Accepted;
        }
    }
}
