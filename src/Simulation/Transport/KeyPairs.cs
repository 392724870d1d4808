using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;

namespace Simulation.Transport;

/// <summary>
/// Makes key pairs and the requests for them (security whitepaper, use case A02). They are as random as real ones: the one thing about a
/// charger that its seed does not determine.
/// </summary>
internal static class KeyPairs
{
    private const int RsaBits = 2048;

    public static CertificateRequestReady Make(GenerateKeyPair asked)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(asked.Organization);
        subject.AddCommonName(asked.CommonName);
        if (asked.Kind == CertificateKeyKind.Rsa2048)
        {
            using var rsa = RSA.Create(RsaBits);
            var ofRsa = new CertificateRequest(
                subject.Build(),
                rsa,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            );
            return new(asked.RequestId, ofRsa.CreateSigningRequestPem(), rsa.ExportPkcs8PrivateKey());
        }
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ofEc = new CertificateRequest(subject.Build(), ec, HashAlgorithmName.SHA256);
        return new(asked.RequestId, ofEc.CreateSigningRequestPem(), ec.ExportPkcs8PrivateKey());
    }
}
