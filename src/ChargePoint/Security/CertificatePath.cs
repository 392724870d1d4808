using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChargePoints;

/// <summary>
/// Whether a certificate leads to a trusted one (RFC 5280 §6; security whitepaper §2.6). Only the certificates given count, whatever
/// stores the host has: the answer is the same on every machine.
/// </summary>
public static class CertificatePath
{
    /// <summary>The purpose of a server's certificate.</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The purpose of a charge point's certificate.</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Checks a certificate.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="others">Certificates that may lie between it and a trusted one.</param>
    /// <param name="trusted">What is trusted; need not be self-signed.</param>
    /// <param name="at">The instant at which all of them must be valid.</param>
    /// <param name="purpose">The extended key usage that the certificate must allow, by OID; null for any.</param>
    /// <param name="anchor">The trusted certificate it leads to, the nearest one; null when it leads to none.</param>
    /// <returns>What is wrong, in words that say what to mend; null when nothing is.</returns>
    public static string? Check(
        X509Certificate2 leaf,
        IReadOnlyCollection<X509Certificate2> others,
        IReadOnlyCollection<X509Certificate2> trusted,
        DateTimeOffset at,
        string? purpose,
        out X509Certificate2? anchor
    )
    {
        anchor = null;
        using var chain = new X509Chain();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(trusted.ToArray());
        policy.ExtraStore.AddRange(others.ToArray());
        policy.VerificationTime = at.UtcDateTime;
        if (purpose is not null)
        {
            policy.ApplicationPolicy.Add(new Oid(purpose));
        }
        chain.Build(leaf);
        try
        {
            foreach (X509ChainElement element in chain.ChainElements)
            {
                X509Certificate2 certificate = element.Certificate;
                anchor = trusted.FirstOrDefault(root => Same(root, certificate));
                if ((Problem(element, at) ?? WeakKey(certificate)) is { } problem)
                {
                    anchor = null;
                    return problem;
                }
                if (anchor is not null)
                {
                    return null;
                }
                if (!Same(leaf, certificate) && !others.Any(other => Same(other, certificate)))
                {
                    return $"the certificate of its issuer '{certificate.Subject}' is missing from the chain";
                }
            }
            return $"no installed root certificate leads to it; it was issued by '{leaf.Issuer}'";
        }
        finally
        {
            foreach (X509ChainElement element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    /// <summary>True when they are the same certificate, byte for byte.</summary>
    public static bool Same(X509Certificate2 a, X509Certificate2 b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.RawDataMemory.Span.SequenceEqual(b.RawDataMemory.Span);
    }

    private static string? WeakKey(X509Certificate2 certificate) =>
        CertificateRules.KeyProblem(certificate) is { } problem ? $"'{certificate.Subject}' {problem}" : null;

    // What ends a chain is for the caller to judge: it knows what is trusted.
    private static string? Problem(X509ChainElement element, DateTimeOffset at)
    {
        foreach (X509ChainStatus status in element.ChainElementStatus)
        {
            if (
                status.Status
                is X509ChainStatusFlags.NoError
                    or X509ChainStatusFlags.PartialChain
                    or X509ChainStatusFlags.UntrustedRoot
            )
            {
                continue;
            }
            X509Certificate2 certificate = element.Certificate;
            return status.Status switch
            {
                X509ChainStatusFlags.NotTimeValid when certificate.NotAfter.ToUniversalTime() < at.UtcDateTime =>
                    $"'{certificate.Subject}' expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}",
                X509ChainStatusFlags.NotTimeValid =>
                    $"'{certificate.Subject}' is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}",
                X509ChainStatusFlags.NotSignatureValid =>
                    $"'{certificate.Subject}' is not signed by its issuer '{certificate.Issuer}'",
                X509ChainStatusFlags.NotValidForUsage => $"'{certificate.Subject}' is not for this use",
                X509ChainStatusFlags.InvalidBasicConstraints => $"'{certificate.Subject}' must not issue certificates",
                _ => $"'{certificate.Subject}': {status.Status}",
            };
        }
        return null;
    }
}
