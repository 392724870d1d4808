using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The certificate that firmware is signed with: valid now, strong enough, meant for signatures, and issued directly by an installed
/// ManufacturerRootCertificate (security whitepaper §4).
/// </summary>
internal static class SigningCertificate
{
    /// <summary>What is wrong with it, in PEM; null when nothing is.</summary>
    public static string? WhyNot(ChargePoint cp, string pem)
    {
        IReadOnlyList<X509Certificate2> roots = cp.Roots.Load(CertificateUse.ManufacturerRootCertificate);
        try
        {
            if (roots.Count == 0)
            {
                return "no ManufacturerRootCertificate is installed";
            }
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return CertificateRules.KeyProblem(certificate) ?? UsageProblem(certificate) ?? IssuerProblem();

            // With nothing between them: what a path needs beyond certificate and root is not given.
            string? IssuerProblem() =>
                CertificatePath.Check(certificate, [], roots, cp.Clock, purpose: null, out X509Certificate2? root)
                ?? (CertificatePath.Same(certificate, root!) ? "the root certificate itself signs no firmware" : null);
        }
        catch (Exception error) when (CertificateRules.IsUnreadable(error))
        {
            return $"not a certificate in PEM: {error.Message}";
        }
        finally
        {
            RootStore.Dispose(roots);
        }
    }

    private static string? UsageProblem(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage
        && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature)
            ? "not meant for signatures"
            : null;
}
