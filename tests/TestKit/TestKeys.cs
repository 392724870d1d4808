using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;

namespace TestKit;

/// <summary>Keys, certificate requests and certificates for tests.</summary>
public static class TestKeys
{
    /// <summary>When all of them are valid unless told otherwise: wide enough for any clock that a test runs under.</summary>
    public static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc cref="NotBefore"/>
    public static readonly DateTimeOffset NotAfter = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the world makes of an effect that asks for a key pair.</summary>
    public static CertificateRequestReady Generate(GenerateKeyPair asked)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(asked.Organization);
        subject.AddCommonName(asked.CommonName);
        if (asked.Kind == CertificateKeyKind.Rsa2048)
        {
            using RSA rsa = RSA.Create(2048);
            var request = new CertificateRequest(
                subject.Build(),
                rsa,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            );
            return new(asked.RequestId, request.CreateSigningRequestPem(), rsa.ExportPkcs8PrivateKey());
        }
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ecRequest = new CertificateRequest(subject.Build(), ec, HashAlgorithmName.SHA256);
        return new(asked.RequestId, ecRequest.CreateSigningRequestPem(), ec.ExportPkcs8PrivateKey());
    }

    /// <summary>A root, or with an <paramref name="issuer"/> a certificate authority below it, with its key.</summary>
    public static X509Certificate2 Authority(
        string name,
        X509Certificate2? issuer = null,
        DateTimeOffset? notBefore = null,
        DateTimeOffset? notAfter = null
    )
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        DateTimeOffset from = notBefore ?? issuer?.NotBefore.ToUniversalTime() ?? NotBefore;
        DateTimeOffset until = notAfter ?? issuer?.NotAfter.ToUniversalTime() ?? NotAfter;
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, until);
        }
        using X509Certificate2 signed = request.Create(issuer, from, until, Serial());
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A server's certificate with its key, for that host name.</summary>
    public static X509Certificate2 Server(
        X509Certificate2 issuer,
        string host,
        DateTimeOffset? notAfter = null,
        bool withAlternativeName = true,
        bool rsa = false
    )
    {
        using RSA? rsaKey = rsa ? RSA.Create(2048) : null;
        using ECDsa? ecKey = rsa ? null : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = rsaKey is not null
            ? new($"CN={host}", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new($"CN={host}", ecKey!, HashAlgorithmName.SHA256);
        if (withAlternativeName)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }
        using X509Certificate2 signed = request.Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!),
            NotBefore.AddDays(1),
            notAfter ?? NotAfter.AddDays(-1),
            Serial()
        );
        using X509Certificate2 withKey = rsaKey is not null
            ? signed.CopyWithPrivateKey(rsaKey)
            : signed.CopyWithPrivateKey(ecKey!);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Signs a certificate request, as the CSMS's certificate authority does; PEM.</summary>
    public static string Sign(
        string csrPem,
        X509Certificate2 issuer,
        DateTimeOffset? notBefore = null,
        DateTimeOffset? notAfter = null,
        string? commonName = null,
        string? subject = null
    )
    {
        CertificateRequest request = CertificateRequest.LoadSigningRequestPem(
            csrPem,
            HashAlgorithmName.SHA256,
            CertificateRequestLoadOptions.Default,
            RSASignaturePadding.Pkcs1
        );
        using X509Certificate2 signed = new CertificateRequest(
            subject is not null ? new X500DistinguishedName(subject)
                : commonName is not null ? new X500DistinguishedName($"CN={commonName}")
                : request.SubjectName,
            request.PublicKey,
            HashAlgorithmName.SHA256
        ).Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!),
            notBefore ?? NotBefore.AddDays(1),
            notAfter ?? NotAfter.AddDays(-1),
            Serial()
        );
        return signed.ExportCertificatePem();
    }

    private static byte[] Serial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = (byte)(serial[0] & 0x7F | 1);
        return serial;
    }
}
