using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Server.Csms.Ca;

/// <summary>A certificate authority: its certificate, and what it issues with its key (RFC 5280).</summary>
internal sealed class Issuer(X509Certificate2 certificate) : IDisposable
{
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    // Chargers' clocks are wrong by hours.
    private static readonly TimeSpan Backdated = TimeSpan.FromDays(1);

    private readonly X509SignatureGenerator _generator = X509SignatureGenerator.CreateForECDsa(
        certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("An issuer needs its key, on a curve.")
    );

    /// <summary>With its key.</summary>
    public X509Certificate2 Certificate => certificate;

    /// <summary>An authority that nobody has issued, over this key.</summary>
    public static X509Certificate2 SelfSigned(ECDsa key, string name, DateTimeOffset now, TimeSpan lifetime)
    {
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256);
        AddAuthority(request, pathLength: null);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - Backdated, now + lifetime);
    }

    /// <summary>An authority under this one, which issues only what is none.</summary>
    public X509Certificate2 IssueAuthority(ECDsa key, string name, DateTimeOffset now, TimeSpan lifetime)
    {
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256);
        AddAuthority(request, pathLength: 0);
        using var bare = Issue(request, now, lifetime);
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate for a purpose; the request has subject and key.</summary>
    public X509Certificate2 Issue(CertificateRequest request, string purpose, DateTimeOffset now, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        return Issue(request, now, lifetime);
    }

    public void Dispose() => certificate.Dispose();

    private X509Certificate2 Issue(CertificateRequest request, DateTimeOffset now, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                certificate,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        var end = now + lifetime;
        var last = new DateTimeOffset(certificate.NotAfter);
        var from = now - Backdated;
        var first = new DateTimeOffset(certificate.NotBefore);
        return request.Create(
            certificate.SubjectName,
            _generator,
            from < first ? first : from,
            end > last ? last : end,
            SerialNumber()
        );
    }

    private static void AddAuthority(CertificateRequest request, int? pathLength)
    {
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
    }

    private static X500DistinguishedName Name(string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("OCPP simulator");
        subject.AddCommonName(name);
        return subject.Build();
    }

    // Positive, and never with a leading zero.
    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }
}
