using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ChargePoints;
using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Passwords, certificates and profiles: security whitepaper, use cases A01 to A05 and M03 to M05.</summary>
public sealed class CertificateCases : IDisposable
{
    private const string Central = "CentralSystemRootCertificate";
    private const string Manufacturer = "ManufacturerRootCertificate";
    private const string Key = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";
    private const string NineteenBytes = "000102030405060708090A0B0C0D0E0F101112";
    private readonly X509Certificate2 _root = TestKeys.Authority("CPO root");

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    [Case("073", "Update Charge Point Password for HTTP Basic Authentication", Note = "A key of 19 bytes.")]
    public void Change_password()
    {
        using var test = Secured(1);
        test.Csms.Attempts[^1].Security.Password.ShouldBe(Key);
        test.Send("ChangeConfiguration", new { key = "AuthorizationKey", value = NineteenBytes }, "Accepted");
        Reconnected(test).Security.Password.ShouldBe(NineteenBytes);
        // It works, and nobody is told the password.
        test.Send("GetConfiguration", new { key = new[] { "AuthorizationKey" } })
            .ToString()
            .ShouldNotContain(NineteenBytes);
    }

    [Case("074", "Update Charge Point Certificate by Request of Central System")]
    public void Renew_certificate()
    {
        using var test = Secured(3);
        byte[] before = test.Csms.Attempts[^1].Security.Chain!.Single();
        string csr = Request(test);
        test.Send("CertificateSigned", new { certificateChain = Sign(csr) }, "Accepted");
        Reconnected(test).Security.Chain!.Single().ShouldNotBe(before);
    }

    [Case("075_1", "Install a Certificate on the Charge Point - ManufacturerRootCertificate")]
    public void Install_manufacturer_root() => Install(Manufacturer);

    [Case("075_2", "Install a Certificate on the Charge Point - CentralSystemRootCertificate")]
    public void Install_central_system_root() => Install(Central);

    [Case("076", "Delete a Specific Certificate From the Charge Point")]
    public void Delete()
    {
        using var test = TestSystem.Booted();
        Install(test, Manufacturer, _root.ExportCertificatePem(), "Accepted");
        JsonNode certificateHashData = Installed(test, Manufacturer).Single()!;
        test.Send("DeleteCertificate", new { certificateHashData }, "Accepted");
        test.Send("GetInstalledCertificateIds", new { certificateType = Manufacturer }, "NotFound");
        test.Send("DeleteCertificate", new { certificateHashData }, "NotFound");
    }

    [Case("077", "Invalid ChargePointCertificate Security Event")]
    public void Invalid_certificate()
    {
        using var stranger = TestKeys.Authority("Stranger");
        using var test = Secured(3);
        string csr = Request(test);
        test.Send("CertificateSigned", new { certificateChain = TestKeys.Sign(csr, stranger) }, "Rejected");
        test.Expect("SecurityEventNotification", new { type = "InvalidChargePointCertificate" });
    }

    [Case("078", "Invalid CentralSystemCertificate Security Event")]
    public void Invalid_central_system_certificate()
    {
        using var expired = TestKeys.Authority("Expired", notAfter: ChargePointBench.Start.ToUtc().AddDays(-1));
        using var test = Secured(2);
        Install(test, Central, expired.ExportCertificatePem(), "Rejected");
        test.Expect("SecurityEventNotification", new { type = "InvalidCentralSystemCertificate" });
    }

    [Case("083", "Upgrade Charge Point Security Profile - Accepted", Note = "From 1 to 2, and from 2 to 3.")]
    public void Upgrade()
    {
        using var test = Secured(1);
        test.Configure("SecurityProfile", "2");
        Reconnected(test)
            .ShouldSatisfyAllConditions(
                request => request.Security.Profile.ShouldBe(2),
                request => request.Url.Scheme.ShouldBe("wss"),
                request => request.Security.Password.ShouldBe(Key)
            );
        test.Send("CertificateSigned", new { certificateChain = Sign(Request(test)) }, "Accepted");
        test.Configure("SecurityProfile", "3");
        Reconnected(test)
            .ShouldSatisfyAllConditions(
                request => request.Security.Profile.ShouldBe(3),
                request => request.Security.Password.ShouldBeNull(),
                request => request.Security.Chain.ShouldNotBeNull()
            );
    }

    [Case("084", "Downgrade Security Profile - Rejected", Note = "From 2 to 1 and 0, and from 3 to 2.")]
    public void Downgrade()
    {
        foreach ((int from, int to) in ((int, int)[])[(2, 1), (2, 0), (3, 2)])
        {
            using var test = Secured(from);
            test.Send("ChangeConfiguration", new { key = "SecurityProfile", value = $"{to}" }, "Rejected");
            test.ExpectSilence(30);
            test.Csms.Attempts[^1].Security.Profile.ShouldBe(from);
        }
    }

    // A charge point in a security profile, with what it needs for it.
    private TestSystem Secured(int profile)
    {
        ChargePointSettings settings = ChargePointBench.OneSocket with { SerialNumber = "SN1", Vendor = "Acme" };
        var test = new TestSystem(settings, ("AuthorizationKey", Key), ("SecurityProfile", $"{profile}"));
        test.Do(new InstallRoot(Ocpp.V16.CertificateUse.CentralSystemRootCertificate, _root.ExportCertificatePem()));
        if (profile == 3)
        {
            CertificateRequestReady made = TestKeys.Generate(new(1, CertificateKeyKind.EcP256, "Acme", "SN1"));
            test.Do(new InstallOwnCertificate(Sign(made.CsrPem), made.PrivateKey));
        }
        test.PowerOn();
        test.Wait(5);
        test.Csms.IsConnected.ShouldBeTrue();
        test.ReadAll();
        return test;
    }

    private string Sign(string csr) => TestKeys.Sign(csr, _root, ChargePointBench.Start.ToUtc().AddHours(-1));

    private static string Request(TestSystem test)
    {
        test.Send("ExtendedTriggerMessage", new { requestedMessage = "SignChargePointCertificate" }, "Accepted");
        return test.Expect("SignCertificate").Text("csr")!;
    }

    // The charge point leaves, comes back by itself, and does not boot again.
    private static Simulation.Transport.LinkRequest Reconnected(TestSystem test)
    {
        int before = test.Csms.Attempts.Count;
        test.Wait(10);
        test.UntilConnected();
        test.Csms.Attempts.Count.ShouldBe(before + 1);
        test.Unread("BootNotification").ShouldBeEmpty();
        test.Send("GetConfiguration", new { key = new[] { "SecurityProfile" } });
        return test.Csms.Attempts[^1];
    }

    private void Install(string use)
    {
        using var test = TestSystem.Booted();
        Install(test, use, _root.ExportCertificatePem(), "Accepted");
        JsonNode hash = Installed(test, use).ShouldHaveSingleItem()!;
        ((string?)hash["hashAlgorithm"]).ShouldBe("SHA256");
        ((string?)hash["issuerNameHash"]).ShouldBe(Hash(_root.IssuerName.RawData));
        ((string?)hash["issuerKeyHash"]).ShouldBe(Hash(_root.PublicKey.EncodedKeyValue.RawData));
        ((string?)hash["serialNumber"]).ShouldBe(_root.SerialNumber.ToLowerInvariant().TrimStart('0'));
    }

    private static string Hash(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));

    private static void Install(TestSystem test, string certificateType, string certificate, string status) =>
        test.Send("InstallCertificate", new { certificateType, certificate }, status);

    private static JsonArray Installed(TestSystem test, string certificateType) =>
        test.Send("GetInstalledCertificateIds", new { certificateType }, "Accepted").Payload[
            "certificateHashData"
        ]!.AsArray();
}
