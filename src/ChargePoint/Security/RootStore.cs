using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.V16;
using HashAlgorithm = Ocpp.V16.HashAlgorithm;

namespace ChargePoints;

/// <summary>The installed root certificates (security whitepaper, use cases M03 to M05).</summary>
internal sealed class RootStore(ChargePoint cp)
{
    private DurableRoot[] _roots = [];

    // The root that the present connection's CSMS certificate led to, by SHA-256.
    private string? _inUse;

    /// <summary>The roots, oldest first.</summary>
    public IReadOnlyList<DurableRoot> All => _roots;

    public void Restore(IReadOnlyList<DurableRoot> saved) => _roots = [.. saved];

    /// <summary>The roots for one use.</summary>
    public IEnumerable<DurableRoot> Of(CertificateUse use) => _roots.Where(root => root.Use == use);

    /// <summary>Whether it is the root that the present connection rests on.</summary>
    public bool IsInUse(DurableRoot root) => _inUse is not null && _inUse == Sha256(root.Der);

    /// <summary>Installs a root.</summary>
    /// <returns>The status to answer and, unless Accepted, the reason.</returns>
    public (InstallCertificateStatus Status, string? Problem) Install(CertificateUse use, string pem)
    {
        if (CertificatePem.TryRead(pem, out IReadOnlyList<X509Certificate2> certificates) is { } unreadable)
        {
            return (InstallCertificateStatus.Rejected, unreadable);
        }
        try
        {
            return certificates.Count == 1
                ? Install(use, certificates[0])
                : (InstallCertificateStatus.Rejected, "has more than one certificate");
        }
        catch (Exception error) when (CertificateRules.IsUnreadable(error))
        {
            return (InstallCertificateStatus.Rejected, CertificateRules.Unreadable);
        }
        finally
        {
            Dispose(certificates);
        }
    }

    /// <summary>The hashes of the roots for one use.</summary>
    public IReadOnlyList<CertificateHashData> Hashes(CertificateUse use) =>
        [.. Of(use).Select(root => HashOf(root, HashAlgorithm.SHA256))];

    /// <summary>Removes a root.</summary>
    /// <returns>The status to answer and, unless Accepted, the reason.</returns>
    public (DeleteCertificateStatus Status, string? Problem) Delete(CertificateHashData hash)
    {
        if (
            Array.Find(_roots, root => CertificateHash.Matches(HashOf(root, hash.HashAlgorithm), hash)) is not { } found
        )
        {
            return (DeleteCertificateStatus.NotFound, "no such certificate is installed");
        }
        if (IsInUse(found))
        {
            return (DeleteCertificateStatus.Failed, "the connection rests on this root certificate");
        }
        bool last =
            found.Use == CertificateUse.CentralSystemRootCertificate
            && cp.Configuration.SecurityProfile >= 2
            && Of(found.Use).Count() == 1;
        if (last)
        {
            return (DeleteCertificateStatus.Failed, "without this root certificate no connection could be made");
        }
        Keep([.. _roots.Where(root => root != found)], $"{found.Use} removed");
        return (DeleteCertificateStatus.Accepted, null);
    }

    /// <summary>A connection is up; with TLS it rests on the root of that SHA-256.</summary>
    public void LinkIsUp(string? root)
    {
        if (_inUse != root)
        {
            _inUse = root;
            cp.SecurityChanged();
        }
        // The newest root has proved itself: those kept in case it would not are needed no longer (M05).
        DurableRoot? newest = Of(CertificateUse.CentralSystemRootCertificate).LastOrDefault();
        if (newest is not null && IsInUse(newest) && Array.Exists(_roots, kept => kept.Fallback))
        {
            Keep([.. _roots.Where(kept => !kept.Fallback)], "the root certificate before the present one removed");
        }
    }

    /// <summary>The certificates for one use, to check others against; the caller disposes of them.</summary>
    public IReadOnlyList<X509Certificate2> Load(CertificateUse use) =>
        [.. Of(use).Select(root => X509CertificateLoader.LoadCertificate(root.Der))];

    /// <summary>The bits of the public key of the root that issued a certificate, by its name; null when none did.</summary>
    public byte[]? KeyOfIssuer(X509Certificate2 certificate)
    {
        IReadOnlyList<X509Certificate2> roots = Load(CertificateUse.CentralSystemRootCertificate);
        try
        {
            return
                roots.FirstOrDefault(root =>
                    root.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
                )
                    is { } issuer
                ? CertificateHash.KeyOf(issuer)
                : null;
        }
        finally
        {
            Dispose(roots);
        }
    }

    public static void Dispose(IEnumerable<X509Certificate2> certificates)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            certificate.Dispose();
        }
    }

    private (InstallCertificateStatus, string?) Install(CertificateUse use, X509Certificate2 certificate)
    {
        if (CertificateRules.RootProblem(certificate, cp.Clock) is { } problem)
        {
            return (InstallCertificateStatus.Rejected, problem);
        }
        if (Of(use).Any(root => root.Der.AsSpan().SequenceEqual(certificate.RawData)))
        {
            return (InstallCertificateStatus.Accepted, null);
        }
        bool successor =
            use == CertificateUse.CentralSystemRootCertificate
            && cp.Configuration.AdditionalRootCertificateCheck
            && Of(use).Any();
        IReadOnlyList<X509Certificate2> installed = Load(use);
        try
        {
            if (IssuerProblem(certificate, installed, successor, out X509Certificate2? issuer) is { } wrong)
            {
                return (InstallCertificateStatus.Rejected, wrong);
            }
            if (_roots.Length >= cp.Configuration.CertificateStoreMaxLength)
            {
                return (InstallCertificateStatus.Rejected, "does not fit: CertificateStoreMaxLength are installed");
            }
            byte[]? issuerKey = issuer is null ? null : CertificateHash.KeyOf(issuer);
            DurableRoot added = new(use, certificate.RawData, issuerKey, Fallback: false);
            IEnumerable<DurableRoot> before = successor
                ? _roots.Select(root => root.Use == use ? root with { Fallback = true } : root)
                : _roots;
            Keep([.. before, added], $"{use} installed: {certificate.Subject}");
            return (InstallCertificateStatus.Accepted, null);
        }
        finally
        {
            Dispose(installed);
        }
    }

    // Signed by itself or by an installed one; with AdditionalRootCertificateCheck by the one before, and nothing else will do (M05).
    private string? IssuerProblem(
        X509Certificate2 certificate,
        IReadOnlyList<X509Certificate2> installed,
        bool successor,
        out X509Certificate2? issuer
    )
    {
        bool itself = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        if (itself && !successor)
        {
            issuer = null;
            return SelfSignature.Problem(certificate);
        }
        string? problem = CertificatePath.Check(
            certificate,
            [],
            installed,
            CertificateRules.CheckedAt(certificate, cp.Clock),
            null,
            out issuer
        );
        return problem is null ? null
            : successor ? $"is not signed by the root certificate before it (AdditionalRootCertificateCheck): {problem}"
            : problem;
    }

    private void Keep(DurableRoot[] roots, string what)
    {
        _roots = roots;
        cp.Save(DurableParts.Certificates);
        cp.SecurityChanged();
        cp.Tell(EventCategory.System, ChargePointEventType.CertificatesChanged, 0, what);
        cp.SecurityEvents.Report(SecurityEventType.ReconfigurationOfSecurityParameters, what);
    }

    private static CertificateHashData HashOf(DurableRoot root, HashAlgorithm algorithm)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(root.Der);
        return CertificateHash.Of(certificate, root.IssuerKey ?? CertificateHash.KeyOf(certificate), algorithm);
    }

    private static string Sha256(byte[] der) => Convert.ToHexStringLower(SHA256.HashData(der));
}
