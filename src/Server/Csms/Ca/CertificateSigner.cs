using System.Text;
using System.Text.Json;
using Csms;
using Ocpp.V16;

namespace Server.Csms.Ca;

/// <summary>
/// Answers SignCertificate: a proper request of the charge point for itself is accepted, and its certificate sent with CertificateSigned,
/// at once or when somebody asks for it (security whitepaper, use case A02).
/// </summary>
internal sealed partial class CertificateSigner(
    CentralSystem central,
    CertificateAuthority authority,
    CsmsClock clock,
    SigningSwitch signing,
    ILogger<CertificateSigner> log
)
{
    public const int DefaultDays = 365;

    /// <summary>To be called before the first connection.</summary>
    public void Start() => central.CertificateRequested = Decide;

    /// <summary>Makes a certificate for a request and sends it; gives it with the end of the call, if there is a connection.</summary>
    /// <param name="chargePointId">Whose request it is.</param>
    /// <param name="csr">A request that was found proper.</param>
    /// <param name="days">How long the certificate is valid.</param>
    public async Task<(string Chain, CallOutcome? Outcome)> SignAsync(string chargePointId, string csr, int days)
    {
        var request =
            CertificateAuthority.Read(csr, out var problem)
            ?? throw new InvalidOperationException($"The request of {chargePointId} {problem}.");
        var chain = authority.IssueChargePoint(request, days);
        if (central.FindConnection(chargePointId) is not { } connection)
        {
            return (chain, null);
        }
        var payload = JsonSerializer.Serialize(new { certificateChain = chain });
        return (
            chain,
            await connection.CallAsync(Actions.CertificateSigned, Encoding.UTF8.GetBytes(payload), clock.Now)
        );
    }

    // Under the charge point's lock, which the call needs as well: so it goes out after the answer.
    private bool Decide(CertificateAsked asked)
    {
        if (Problem(asked) is { } problem)
        {
            Refused(asked.ChargePointId, problem);
            return false;
        }
        if (signing.Automatic)
        {
            _ = Task.Run(() => SendAsync(asked));
        }
        return true;
    }

    private static string? Problem(CertificateAsked asked)
    {
        if (CertificateAuthority.Read(asked.Csr, out var problem) is not { } request)
        {
            return problem;
        }
        var name = CertificateAuthority.CommonName(request.SubjectName);
        return CertificateNames.Are(name, asked.ChargePointId, asked.Boot)
            ? null
            : $"has the common name '{name}', which is neither identity nor serial number";
    }

    private async Task SendAsync(CertificateAsked asked)
    {
        try
        {
            await SignAsync(asked.ChargePointId, asked.Csr, DefaultDays);
        }
        catch (Exception error)
        {
            // Nobody waits for it; the charge point asks again.
            Failed(error, asked.ChargePointId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The certificate request of {ChargePointId} is refused: it {Problem}")]
    private partial void Refused(string chargePointId, string problem);

    [LoggerMessage(LogLevel.Error, "The certificate of {ChargePointId} could not be made")]
    private partial void Failed(Exception error, string chargePointId);
}

/// <summary>What a charge point's certificate may be called: its serial number (security whitepaper §2.6), or its identity where it has none.</summary>
internal static class CertificateNames
{
    public static bool Are(string? commonName, string chargePointId, BootNotificationRequest? boot) =>
        commonName is not null
        && (
            commonName == chargePointId
            || commonName == boot?.ChargePointSerialNumber
            || commonName == boot?.ChargeBoxSerialNumber
        );
}
