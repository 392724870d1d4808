using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;

namespace Server.Csms.Ca;

/// <summary>
/// The public key infrastructure of a desk: a root for the operator, under it one that issues to charge points, and a manufacturer's root.
/// Made on first use and kept in the data directory. Who installs the roots in a charge point can try all of the security extension with it
/// (security whitepaper §2.6); it is no more than that: nothing is ever revoked.
/// </summary>
internal sealed class CertificateAuthority(CsmsSettings settings, TimeProvider time) : IDisposable
{
    public const int MaxDays = 3650;

    private const int LeastRsaBits = 2048;
    private const int LeastEcBits = 224;
    private static readonly TimeSpan RootLifetime = TimeSpan.FromDays(20 * 365);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly IssuerFiles _files = new(Path.Combine(settings.DataDirectory, "csms-ca"));
    private readonly Lock _making = new();
    private Issuer? _root;
    private Issuer? _chargePoints;
    private Issuer? _manufacturer;

    /// <summary>CentralSystemRootCertificate: of the server's certificate and, by way of <see cref="ChargePoints"/>, of the charge points'.</summary>
    public X509Certificate2 Root => RootIssuer.Certificate;

    /// <summary>Issues to charge points.</summary>
    public X509Certificate2 ChargePoints => ChargePointIssuer.Certificate;

    /// <summary>ManufacturerRootCertificate: of what signs firmware.</summary>
    public X509Certificate2 Manufacturer => ManufacturerIssuer.Certificate;

    private DateTimeOffset Now => time.GetUtcNow();

    private Issuer RootIssuer
    {
        get
        {
            lock (_making)
            {
                return _root ??= Open("root", key => Issuer.SelfSigned(key, Unique("CSMS root"), Now, RootLifetime));
            }
        }
    }

    private Issuer ChargePointIssuer
    {
        get
        {
            lock (_making)
            {
                return _chargePoints ??= Open(
                    "charge-points",
                    key => RootIssuer.IssueAuthority(key, Unique("CSMS charge points"), Now, RootLifetime)
                );
            }
        }
    }

    private Issuer ManufacturerIssuer
    {
        get
        {
            lock (_making)
            {
                return _manufacturer ??= Open(
                    "manufacturer",
                    key => Issuer.SelfSigned(key, Unique("Manufacturer root"), Now, RootLifetime)
                );
            }
        }
    }

    /// <summary>A charge point's request, read.</summary>
    /// <param name="csr">PKCS#10 in PEM.</param>
    /// <param name="problem">What is wrong with it; null when nothing is.</param>
    public static CertificateRequest? Read(string csr, out string? problem)
    {
        try
        {
            // What it asks for besides subject and key is not granted.
            var request = CertificateRequest.LoadSigningRequestPem(
                csr,
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.Default,
                RSASignaturePadding.Pkcs1
            );
            problem = KeyProblem(request.PublicKey);
            return problem is null ? request : null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            problem = "is no signed request in PEM (PKCS#10)";
            return null;
        }
    }

    /// <summary>The common name of a subject; null when it has none.</summary>
    public static string? CommonName(X500DistinguishedName subject) =>
        subject
            .EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3")
            .Select(part => part.GetSingleElementValue())
            .FirstOrDefault();

    /// <summary>A charge point's certificate and its issuer's, in PEM, the charge point's first; the root is not among them.</summary>
    public string IssueChargePoint(CertificateRequest request, int days)
    {
        using var leaf = ChargePointIssuer.Issue(request, Issuer.ClientAuthentication, Now, TimeSpan.FromDays(days));
        return $"{leaf.ExportCertificatePem()}\n{ChargePoints.ExportCertificatePem()}\n";
    }

    /// <summary>The certificate of our own server, with its key, for these names and addresses.</summary>
    public X509Certificate2 IssueServer(IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("OCPP simulator");
        subject.AddCommonName(names[0]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }
        request.CertificateExtensions.Add(alternatives.Build());
        using var bare = RootIssuer.Issue(request, Issuer.ServerAuthentication, Now, Year);
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>Whether a certificate is a charge point's, issued here and valid now.</summary>
    public bool IsChargePoint(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.Add(Root);
        policy.ExtraStore.Add(ChargePoints);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(Issuer.ClientAuthentication));
        policy.VerificationTime = Now.UtcDateTime;
        return chain.Build(certificate);
    }

    /// <summary>Signs firmware with a new key, certified by the manufacturer's root itself (security whitepaper §4).</summary>
    public FirmwareSignature SignFirmware(byte[] sha256, SignatureAlgorithm algorithm)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("OCPP simulator");
        subject.AddCommonName("Firmware signing");
        if (algorithm == SignatureAlgorithm.Ecdsa)
        {
            using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return Signed(
                new CertificateRequest(subject.Build(), ec, HashAlgorithmName.SHA256),
                ec.SignHash(sha256, DSASignatureFormat.Rfc3279DerSequence)
            );
        }
        using var rsa = RSA.Create(LeastRsaBits);
        var padding = algorithm == SignatureAlgorithm.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return Signed(
            new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            rsa.SignHash(sha256, HashAlgorithmName.SHA256, padding)
        );

        FirmwareSignature Signed(CertificateRequest request, byte[] signature)
        {
            using var certificate = ManufacturerIssuer.Issue(request, Issuer.CodeSigning, Now, Year);
            return new()
            {
                Algorithm = algorithm,
                Sha256 = Convert.ToHexStringLower(sha256),
                Signature = Convert.ToBase64String(signature),
                SigningCertificate = certificate.ExportCertificatePem(),
            };
        }
    }

    public void Dispose()
    {
        _root?.Dispose();
        _chargePoints?.Dispose();
        _manufacturer?.Dispose();
    }

    private static string? KeyProblem(PublicKey key)
    {
        using var rsa = key.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize >= LeastRsaBits ? null : $"has an RSA key of less than {LeastRsaBits} bits";
        }
        using var ec = key.GetECDsaPublicKey();
        return ec is null ? "has a key that is neither RSA nor elliptic curve"
            : ec.KeySize >= LeastEcBits ? null
            : $"has an elliptic curve key of less than {LeastEcBits} bits";
    }

    private Issuer Open(string name, Func<ECDsa, X509Certificate2> make) => _files.Open(name, make);

    // Roots of several desks in one charge point are told apart.
    private static string Unique(string name) => $"{name} {RandomNumberGenerator.GetHexString(6)}";
}

/// <summary>A signature of firmware, as SignedUpdateFirmware takes it.</summary>
public sealed record FirmwareSignature
{
    /// <summary>How it was made.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>Of the file, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>In base64.</summary>
    public required string Signature { get; init; }

    /// <summary>The certificate of the signing key, in PEM.</summary>
    public required string SigningCertificate { get; init; }
}

/// <summary>How firmware is signed; always over its SHA-256.</summary>
public enum SignatureAlgorithm
{
    /// <summary>ECDSA on P-256, in DER.</summary>
    [JsonStringEnumMemberName("ecdsa")]
    Ecdsa,

    /// <summary>RSASSA-PSS, 2048 bits.</summary>
    [JsonStringEnumMemberName("rsa-pss")]
    RsaPss,

    /// <summary>RSASSA-PKCS1-v1_5, 2048 bits.</summary>
    [JsonStringEnumMemberName("rsa-pkcs1")]
    RsaPkcs1,
}
