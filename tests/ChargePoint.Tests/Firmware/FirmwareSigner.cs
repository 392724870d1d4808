using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChargePoints.Tests.Firmware;

/// <summary>A manufacturer: a root certificate, and certificates and signatures under it.</summary>
internal sealed class FirmwareSigner : IDisposable
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public FirmwareSigner()
    {
        var request = new CertificateRequest("CN=Manufacturer Root,O=Simulated", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(From, To);
    }

    public string RootPem => _root.ExportCertificatePem();

    public string Certificate(
        bool ec = false,
        DateTimeOffset? to = null,
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature
    ) => Issue(Request("CN=Firmware signing", ec, usage), to ?? To).ExportCertificatePem();

    /// <summary>A certificate with an intermediate between it and the root.</summary>
    public string CertificateOfIntermediate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Intermediate,O=Simulated", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 intermediate = Issue(request, To).CopyWithPrivateKey(key);
        return Request("CN=Firmware signing", false, X509KeyUsageFlags.DigitalSignature)
                .Create(intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), From, To, [1, 2])
                .ExportCertificatePem()
            + "\n"
            + intermediate.ExportCertificatePem();
    }

    public string SelfSigned() =>
        Request("CN=Firmware signing", false, X509KeyUsageFlags.DigitalSignature)
            .CreateSelfSigned(From, To)
            .ExportCertificatePem();

    public string Sign(byte[] file, SignatureKind kind) =>
        Convert.ToBase64String(
            kind switch
            {
                SignatureKind.Pss => _rsa.SignData(file, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                SignatureKind.Pkcs1 => _rsa.SignData(file, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                SignatureKind.EcdsaDer => _ec.SignData(
                    file,
                    HashAlgorithmName.SHA256,
                    DSASignatureFormat.Rfc3279DerSequence
                ),
                _ => _ec.SignData(file, HashAlgorithmName.SHA256),
            }
        );

    public void Dispose()
    {
        _root.Dispose();
        _rootKey.Dispose();
        _rsa.Dispose();
        _ec.Dispose();
    }

    private X509Certificate2 Issue(CertificateRequest request, DateTimeOffset to) =>
        request.Create(_root.SubjectName, X509SignatureGenerator.CreateForECDsa(_rootKey), From, to, [1, 2, 3]);

    private CertificateRequest Request(string name, bool ec, X509KeyUsageFlags usage)
    {
        CertificateRequest request = ec
            ? new(name, _ec, HashAlgorithmName.SHA256)
            : new(name, _rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        return request;
    }
}

/// <summary>Ways to sign.</summary>
public enum SignatureKind
{
    /// <summary>RSASSA-PSS.</summary>
    Pss,

    /// <summary>RSASSA-PKCS1-v1_5.</summary>
    Pkcs1,

    /// <summary>ECDSA, DER.</summary>
    EcdsaDer,

    /// <summary>ECDSA, r and s.</summary>
    EcdsaPlain,
}
