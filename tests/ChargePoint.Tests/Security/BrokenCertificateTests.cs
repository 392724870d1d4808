using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ChargePoints.Tests.Firmware;
using TestKit;
using TestKit.Hostile;

namespace ChargePoints.Tests.Security;

/// <summary>Certificates with bytes changed at random: each is answered, and none is an error of the charge point (OCPP-J 1.6 §4.2.3).</summary>
public sealed class BrokenCertificateTests : IDisposable
{
    private const int Rounds = 600;

    private readonly X509Certificate2 _root = TestKeys.Authority("CPO root");
    private readonly Dice _dice = new(7, "broken certificates");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_root(bool rsa)
    {
        ChargePointBench bench = ChargePointBench.Booted(SecurityProfileTests.With(("CertificateStoreMaxLength", "1")));
        byte[] der = rsa ? RsaRoot() : _root.RawData;
        for (int i = 0; i < Rounds; i++)
        {
            string status = (string)
                bench.Call(
                    "InstallCertificate",
                    new { certificateType = "CentralSystemRootCertificate", certificate = Broken(der) }
                )["status"]!;
            status.ShouldBeOneOf("Rejected", "Accepted");
        }
    }

    [Fact]
    public void A_certificate_of_the_charge_points_own()
    {
        ChargePointBench bench = ChargePointBench.Booted(SecurityProfileTests.With(("SecurityProfile", "0")));
        bench.Call(
            "InstallCertificate",
            new { certificateType = "CentralSystemRootCertificate", certificate = _root.ExportCertificatePem() }
        );
        bench.Call("ExtendedTriggerMessage", new { requestedMessage = "SignChargePointCertificate" });
        string csr = bench.WaitSeconds(2).TheCall("SignCertificate").Text("csr")!;
        using X509Certificate2 signed = X509Certificate2.CreateFromPem(TestKeys.Sign(csr, _root));
        for (int i = 0; i < Rounds; i++)
        {
            JsonObject answer = bench.Call("CertificateSigned", new { certificateChain = Broken(signed.RawData) });
            ((string)answer["status"]!).ShouldBe("Rejected");
        }
    }

    [Fact]
    public void A_certificate_that_signs_firmware()
    {
        using var manufacturer = new FirmwareSigner();
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Call(
            "InstallCertificate",
            new { certificateType = "ManufacturerRootCertificate", certificate = manufacturer.RootPem }
        );
        using X509Certificate2 signing = X509Certificate2.CreateFromPem(manufacturer.Certificate());
        for (int i = 0; i < Rounds; i++)
        {
            JsonObject answer = bench.Call(
                "SignedUpdateFirmware",
                new
                {
                    requestId = i,
                    firmware = new
                    {
                        location = Knowledge.FirmwareLocation,
                        retrieveDateTime = "2030-01-01T00:00:00Z",
                        signingCertificate = Broken(signing.RawData),
                        signature = "AAAA",
                    },
                }
            );
            ((string)answer["status"]!).ShouldBe("InvalidCertificate");
        }
    }

    private string Broken(byte[] der)
    {
        byte[] broken = [.. der];
        for (int i = 1 + _dice.Below(3); i > 0; i--)
        {
            broken[_dice.Below(broken.Length)] ^= (byte)(1 << _dice.Below(8));
        }
        return PemEncoding.WriteString("CERTIFICATE", broken.AsSpan().SequenceEqual(der) ? der[..^1] : broken);
    }

    private static byte[] RsaRoot()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=RSA root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 root = request.CreateSelfSigned(TestKeys.NotBefore, TestKeys.NotAfter);
        return root.RawData;
    }
}
