using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TestKit;

namespace ChargePoints.Tests.Security;

/// <summary>What every certificate on a path must be like (security whitepaper §2.6).</summary>
public sealed class CertificatePathTests
{
    [Theory]
    [InlineData(1024, true)]
    [InlineData(2048, false)]
    public void A_weak_key_anywhere_on_the_path_breaks_it(int bits, bool breaks)
    {
        using X509Certificate2 root = TestKeys.Authority("Root");
        using RSA middleKey = RSA.Create(bits);
        var middle = new CertificateRequest(
            "CN=Middle",
            middleKey,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        middle.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var byRoot = X509SignatureGenerator.CreateForECDsa(root.GetECDsaPrivateKey()!);
        using X509Certificate2 between = middle.Create(
            root.SubjectName,
            byRoot,
            TestKeys.NotBefore,
            TestKeys.NotAfter,
            [1]
        );
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 leaf = new CertificateRequest("CN=Leaf", key, HashAlgorithmName.SHA256).Create(
            between.SubjectName,
            X509SignatureGenerator.CreateForRSA(middleKey, RSASignaturePadding.Pkcs1),
            TestKeys.NotBefore,
            TestKeys.NotAfter,
            [2]
        );
        string? problem = CertificatePath.Check(
            leaf,
            [between],
            [root],
            ChargePointBench.Start.ToUtc(),
            CertificatePath.ServerAuthentication,
            out X509Certificate2? anchor
        );
        problem.ShouldBe(breaks ? "'CN=Middle' has an RSA key of less than 2048 bits" : null);
        (anchor is null).ShouldBe(breaks);
    }
}
