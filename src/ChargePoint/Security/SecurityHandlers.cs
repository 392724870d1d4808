using Ocpp.V16;

namespace ChargePoints;

/// <summary>InstallCertificate (security whitepaper, use case M05).</summary>
internal static class InstallCertificateHandler
{
    public static void Handle(ChargePoint cp, string messageId, InstallCertificateRequest request)
    {
        (InstallCertificateStatus status, string? problem) = cp.Roots.Install(
            request.CertificateType,
            request.Certificate
        );
        cp.Outbox.Reply(messageId, Actions.InstallCertificate, new() { Status = status }, afterSave: true);
        if (problem is null)
        {
            return;
        }
        string what = $"{request.CertificateType} not installed: it {problem}";
        cp.TellRefused(Actions.InstallCertificate, status, what);
        if (request.CertificateType == CertificateUse.CentralSystemRootCertificate)
        {
            cp.SecurityEvents.Report(SecurityEventType.InvalidCentralSystemCertificate, what, asked: true);
        }
    }
}

/// <summary>DeleteCertificate (security whitepaper, use case M04).</summary>
internal static class DeleteCertificateHandler
{
    public static void Handle(ChargePoint cp, string messageId, DeleteCertificateRequest request)
    {
        DeleteCertificateStatus status = cp.DeleteCertificate(request.CertificateHashData, out string? problem);
        cp.Outbox.Reply(messageId, Actions.DeleteCertificate, new() { Status = status }, afterSave: true);
        if (problem is not null)
        {
            cp.TellRefused(Actions.DeleteCertificate, status, problem);
        }
    }
}

/// <summary>GetInstalledCertificateIds (security whitepaper, use case M03).</summary>
internal static class GetInstalledCertificateIdsHandler
{
    public static void Handle(ChargePoint cp, string messageId, GetInstalledCertificateIdsRequest request)
    {
        IReadOnlyList<CertificateHashData> hashes = cp.Roots.Hashes(request.CertificateType);
        cp.Outbox.Reply(
            messageId,
            Actions.GetInstalledCertificateIds,
            hashes.Count == 0
                ? new() { Status = GetInstalledCertificateStatus.NotFound }
                : new() { Status = GetInstalledCertificateStatus.Accepted, CertificateHashData = hashes }
        );
    }
}

/// <summary>CertificateSigned (security whitepaper, use cases A02 and A03).</summary>
internal static class CertificateSignedHandler
{
    public static void Handle(ChargePoint cp, string messageId, CertificateSignedRequest request)
    {
        string? problem = cp.OwnCertificates.Signed(request.CertificateChain);
        CertificateSignedStatus status = problem is null
            ? CertificateSignedStatus.Accepted
            : CertificateSignedStatus.Rejected;
        cp.Outbox.Reply(messageId, Actions.CertificateSigned, new() { Status = status }, afterSave: true);
        if (problem is null)
        {
            // Over the connection that this may end, the answer goes first.
            cp.OwnCertificates.UseNewest();
            return;
        }
        string what = $"charge point certificate refused: it {problem}";
        cp.TellRefused(Actions.CertificateSigned, status, what);
        cp.SecurityEvents.Report(SecurityEventType.InvalidChargePointCertificate, what, asked: true);
    }
}
