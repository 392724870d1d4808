using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChargePoints.Tests.Firmware;
using TestKit;

namespace ChargePoints.Tests.Hostile;

/// <summary>Certificates that a hostile CSMS has at hand: good ones, bad ones, and text that is none.</summary>
internal static class HostileCertificates
{
    private static readonly X509Certificate2 Root = TestKeys.Authority("Root");
    private static readonly X509Certificate2 Other = TestKeys.Authority("Other");
    private static readonly X509Certificate2 Below = TestKeys.Authority("Below", Root);
    private static readonly X509Certificate2 Expired = TestKeys.Authority(
        "Expired",
        notAfter: TestKeys.NotBefore.AddDays(1)
    );

    private static readonly FirmwareSigner Manufacturer = new();

    /// <summary>Firmware that the manufacturer has signed.</summary>
    public static byte[] Firmware { get; } = [.. "firmware"u8];

    /// <summary>Certificates to sign firmware with: good ones and bad ones.</summary>
    public static IReadOnlyList<string> Signing { get; } =
    [Manufacturer.Certificate(), Manufacturer.CertificateOfIntermediate(), Manufacturer.SelfSigned()];

    /// <summary>Signatures of the firmware.</summary>
    public static IReadOnlyList<string> Signatures { get; } =
    [Manufacturer.Sign(Firmware, SignatureKind.Pss), Manufacturer.Sign(Firmware, SignatureKind.EcdsaDer)];

    /// <summary>What it begins with: certificates, and chains.</summary>
    public static (IReadOnlyList<string> Certificates, IReadOnlyList<string> Chains) All { get; } =
        (
            [
                Root.ExportCertificatePem(),
                Manufacturer.RootPem,
                Other.ExportCertificatePem(),
                Below.ExportCertificatePem(),
                Expired.ExportCertificatePem(),
                Root.ExportCertificatePem() + Other.ExportCertificatePem(),
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----",
            ],
            [Root.ExportCertificatePem()]
        );

    /// <summary>What it makes of a certificate request of the charge point.</summary>
    public static (IReadOnlyList<string> Certificates, IReadOnlyList<string> Chains) ChainsFor(string csr) =>
        (
            [],
            [
                TestKeys.Sign(csr, Root),
                TestKeys.Sign(csr, Below) + Below.ExportCertificatePem(),
                TestKeys.Sign(csr, Other, notBefore: TestKeys.NotBefore, notAfter: TestKeys.NotBefore.AddDays(2)),
                TestKeys.Sign(csr, Root, commonName: "Somebody"),
            ]
        );
}
