using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Ocpp.V16;
using TestKit;
using HashAlgorithm = Ocpp.V16.HashAlgorithm;

namespace ChargePoints.Tests.Security;

/// <summary>Install, delete and list roots (security whitepaper, use cases M03 to M05; TC_075, 076, 078).</summary>
public sealed class RootCertificateTests : IDisposable
{
    private const string Central = nameof(CertificateUse.CentralSystemRootCertificate);
    private const string Manufacturer = nameof(CertificateUse.ManufacturerRootCertificate);

    private const string FromOpenSsl = """
        -----BEGIN CERTIFICATE-----
        MIIBkTCCATagAwIBAgIJAKGyw9Tl9gcYMAoGCCqGSM49BAMCMCIxDTALBgNVBAoM
        BEFjbWUxETAPBgNVBAMMCENQTyByb290MCAXDTI2MTEyMjE3MTUyM1oYDzIxMjYx
        MDI5MTcxNTIzWjAiMQ0wCwYDVQQKDARBY21lMREwDwYDVQQDDAhDUE8gcm9vdDBZ
        MBMGByqGSM49AgEGCCqGSM49AwEHA0IABJ4c3N/5WGPCJjb42Uydg+tk86f/T/qn
        JBowuWbyK7ySHYu303tuwmBYA6V8VbdyKRoH4TQYlz50iAisXo6sAyijUzBRMB0G
        A1UdDgQWBBR7C+IEPxfZgoff9AsN4NXcDaaB8TAfBgNVHSMEGDAWgBR7C+IEPxfZ
        goff9AsN4NXcDaaB8TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYC
        IQD0zicvKzy8+dvs5mDh/PHMyXY6Emf0JVqfl2y189FULQIhANHMXxC4PPlNQ1Ui
        aai+JC9z3ff8Jr9FhG8G3rfUsp4g
        -----END CERTIFICATE-----
        """;

    private readonly X509Certificate2 _root = TestKeys.Authority("CPO root");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(Central)]
    [InlineData(Manufacturer)]
    public void An_installed_root_is_listed_with_the_hashes_of_OCSP_and_survives_a_kill(string use)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Ids(bench, use).Status.ShouldBe("NotFound");
        Install(bench, _root.ExportCertificatePem(), use).ShouldBe("Accepted");
        bench.Kill().PowerOn();
        Ids(bench, use == Central ? Manufacturer : Central).Status.ShouldBe("NotFound");
        (string status, JsonArray? hashes) = Ids(bench, use);
        status.ShouldBe("Accepted");
        JsonNode hash = hashes!.ShouldHaveSingleItem()!;
        ((string?)hash["hashAlgorithm"]).ShouldBe("SHA256");
        ((string?)hash["issuerNameHash"]).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(_root.IssuerName.RawData)));
        ((string?)hash["issuerKeyHash"]).ShouldBe(
            Convert.ToHexStringLower(SHA256.HashData(_root.PublicKey.EncodedKeyValue.RawData))
        );
        ((string?)hash["serialNumber"])!.ShouldNotStartWith("0");
        _root.SerialNumber.ToLowerInvariant().ShouldEndWith((string)hash["serialNumber"]!);
    }

    // Made with "openssl ocsp -sha… -issuer root.pem -cert root.pem -req_text": another hand's reading of RFC 6960.
    [Theory]
    [InlineData(
        HashAlgorithm.SHA256,
        "D3C80B9D1BCCE61682CB8EE38D93E209B4FBD07FF1E3FA995BA7EB769C93247C",
        "FD64D4808BF11D63FCC047FB02A5CED1322C646384C2597D0D93E8BE0C49C1D5"
    )]
    [InlineData(
        HashAlgorithm.SHA384,
        "69F0285365389F3793C500322C2A62C4042D78F8F3F5ADC568A2E9811A4BF08F5A44C35540231EF6CD476FAADD38574C",
        "4E835B2F7BBC660F659927180E7DA5C71F9D73B11DD6D9E8B3FC3E953FBE6718B23B6ADFC13A3E45B44FFC499D414E16"
    )]
    [InlineData(
        HashAlgorithm.SHA512,
        "B425C2885FA6FF15E0601981A6225C4354104E0B7904C21A9E78F26BDBBA26578EC178B1A2724AB8980FB970F8B93CDC43F5D46C75164001"
            + "DBE2A676AB1CC90B",
        "7CC0240CD8CA463CD249F97BEFFC4F0D8BFC55DB4ED69586F73B03DB4019860D72DADBB255BF734B14AE32393CF99DFA6D6A9072C85E5FF3"
            + "0369147E48455081"
    )]
    public void The_hashes_are_those_that_OpenSSL_makes(HashAlgorithm algorithm, string name, string key)
    {
        using X509Certificate2 root = X509Certificate2.CreateFromPem(FromOpenSsl);
        CertificateHash
            .Of(root, CertificateHash.KeyOf(root), algorithm)
            .ShouldBe(
                new()
                {
                    HashAlgorithm = algorithm,
                    IssuerNameHash = name.ToLowerInvariant(),
                    IssuerKeyHash = key.ToLowerInvariant(),
                    SerialNumber = "a1b2c3d4e5f60718",
                }
            );
    }

    [Theory]
    [InlineData(HashAlgorithm.SHA256)]
    [InlineData(HashAlgorithm.SHA384)]
    [InlineData(HashAlgorithm.SHA512)]
    public void A_root_is_deleted_by_any_of_the_hashes_in_either_case(HashAlgorithm algorithm)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Install(bench, _root.ExportCertificatePem()).ShouldBe("Accepted");
        CertificateHashData hash = CertificateHash.Of(_root, CertificateHash.KeyOf(_root), algorithm);
        Delete(bench, hash with { IssuerKeyHash = new string('0', 64) }).ShouldBe("NotFound");
        Delete(bench, hash with { SerialNumber = $"00{hash.SerialNumber.ToUpperInvariant()}" }).ShouldBe("Accepted");
        Ids(bench).Status.ShouldBe("NotFound");
        Delete(bench, hash).ShouldBe("NotFound");
        bench.Kill().PowerOn();
        Ids(bench).Status.ShouldBe("NotFound");
    }

    [Fact]
    public void What_is_no_valid_root_is_rejected_with_an_event_in_any_profile()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        using X509Certificate2 expired = TestKeys.Authority(
            "Old",
            notAfter: ChargePointBench.Start.ToUtc().AddDays(-1)
        );
        using X509Certificate2 server = TestKeys.Server(_root, "localhost");
        using X509Certificate2 below = TestKeys.Authority("Below", _root);
        string[] wrong =
        [
            "no certificate at all",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
            _root.ExportCertificatePem() + "\n" + _root.ExportCertificatePem(),
            _root.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            expired.ExportCertificatePem(),
            server.ExportCertificatePem(),
            below.ExportCertificatePem(),
            Tampered(_root),
            WeakRoot(),
        ];
        foreach (string pem in wrong)
        {
            bench.Forget();
            Install(bench, pem).ShouldBe("Rejected", pem);
            bench.WaitSeconds(1);
            bench.TheCall("SecurityEventNotification").Text("type").ShouldBe("InvalidCentralSystemCertificate");
        }
        Ids(bench).Status.ShouldBe("NotFound");
        bench.Forget();
        Install(bench, wrong[0], Manufacturer).ShouldBe("Rejected");
        bench.WaitSeconds(1).Calls("SecurityEventNotification").ShouldBeEmpty();
    }

    [Fact]
    public void A_full_store_rejects_and_the_same_root_twice_is_one()
    {
        ChargePointBench bench = ChargePointBench.Booted(SecurityProfileTests.With(("CertificateStoreMaxLength", "2")));
        using X509Certificate2 second = TestKeys.Authority("Second");
        using X509Certificate2 third = TestKeys.Authority("Third");
        Install(bench, _root.ExportCertificatePem()).ShouldBe("Accepted");
        Install(bench, _root.ExportCertificatePem()).ShouldBe("Accepted");
        Install(bench, second.ExportCertificatePem(), Manufacturer).ShouldBe("Accepted");
        Install(bench, third.ExportCertificatePem()).ShouldBe("Rejected");
        Ids(bench).Hashes!.Count.ShouldBe(1);
    }

    [Fact]
    public void A_root_in_use_and_the_last_one_of_a_TLS_profile_cannot_be_deleted()
    {
        using X509Certificate2 second = TestKeys.Authority("Second");
        ChargePointBench bench = Secured();
        Install(bench, second.ExportCertificatePem()).ShouldBe("Accepted");
        Delete(bench, HashOf(_root)).ShouldBe("Failed");
        Delete(bench, HashOf(second)).ShouldBe("Accepted");
        bench.GoOffline();
        bench.ServerRoot = null;
        bench.GoOnline();
        Delete(bench, HashOf(_root)).ShouldBe("Failed");
    }

    [Fact]
    public void With_the_additional_check_a_successor_must_be_signed_by_the_root_before()
    {
        using X509Certificate2 stranger = TestKeys.Authority("Stranger");
        using X509Certificate2 successor = TestKeys.Authority("Successor", _root);
        ChargePointBench bench = Secured(("AdditionalRootCertificateCheck", "true"));
        Install(bench, stranger.ExportCertificatePem()).ShouldBe("Rejected");
        Install(bench, successor.ExportCertificatePem()).ShouldBe("Accepted");
        // The issuer's key is that of the root before, and both are there until a connection rests on the new one.
        Ids(bench).Hashes!.Count.ShouldBe(2);
        CertificateHashData hash = CertificateHash.Of(successor, CertificateHash.KeyOf(_root), HashAlgorithm.SHA256);
        Ids(bench).Hashes!.Select(node => (string?)node!["issuerKeyHash"]).ShouldContain(hash.IssuerKeyHash);
        bench.ChargePoint.LinkSecurity.Roots!.Count.ShouldBe(2);
        bench.GoOffline().GoOnline();
        Ids(bench).Hashes!.Count.ShouldBe(2);

        bench.GoOffline();
        bench.ServerRoot = Sha256(successor);
        bench.GoOnline();
        Ids(bench).Hashes!.Count.ShouldBe(1);
        bench.Kill().PowerOn();
        bench.ChargePoint.LinkSecurity.Roots!.Single().ShouldBe(successor.RawData);
    }

    [Fact]
    public void A_technician_installs_and_removes_and_gets_the_reason()
    {
        ChargePointBench bench = new();
        bench.Must(new InstallRoot(CertificateUse.CentralSystemRootCertificate, _root.ExportCertificatePem()));
        bench
            .Do(new InstallRoot(CertificateUse.CentralSystemRootCertificate, "x"))!
            .Detail.ShouldBe("the certificate has no certificate in PEM");
        CertificateSnapshot shown = bench.ChargePoint.Snapshot.Security!.Certificates.Single();
        (shown.Kind, shown.InUse).ShouldBe((CertificateKind.CentralSystemRootCertificate, false));
        shown.Chain.Single().ShouldBe(_root.RawData);
        bench.Must(new RemoveRoot(HashOf(_root)));
        bench.Do(new RemoveRoot(HashOf(_root)))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.ChargePoint.Snapshot.Security.ShouldBeNull();
    }

    private ChargePointBench Secured(params (string, string)[] configuration)
    {
        var bench = new ChargePointBench(
            SecurityProfileTests.With([
                .. configuration,
                ("SecurityProfile", "2"),
                ("AuthorizationKey", new string('a', 40)),
            ])
        )
        {
            ServerRoot = Sha256(_root),
        };
        bench.Must(new InstallRoot(CertificateUse.CentralSystemRootCertificate, _root.ExportCertificatePem()));
        return bench.PowerOn();
    }

    private static string Sha256(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    private static CertificateHashData HashOf(X509Certificate2 root) =>
        CertificateHash.Of(root, CertificateHash.KeyOf(root), HashAlgorithm.SHA256);

    private static string Install(ChargePointBench bench, string pem, string use = Central) =>
        (string)bench.Call("InstallCertificate", new { certificateType = use, certificate = pem })["status"]!;

    private static string Delete(ChargePointBench bench, CertificateHashData hash) =>
        (string)
            bench.Call(
                "DeleteCertificate",
                new
                {
                    certificateHashData = new
                    {
                        hashAlgorithm = hash.HashAlgorithm.ToString(),
                        issuerNameHash = hash.IssuerNameHash,
                        issuerKeyHash = hash.IssuerKeyHash,
                        serialNumber = hash.SerialNumber,
                    },
                }
            )["status"]!;

    private static (string Status, JsonArray? Hashes) Ids(ChargePointBench bench, string use = Central)
    {
        JsonObject answer = bench.Call("GetInstalledCertificateIds", new { certificateType = use });
        return ((string)answer["status"]!, answer["certificateHashData"]?.AsArray());
    }

    private static string Tampered(X509Certificate2 root)
    {
        byte[] der = [.. root.RawData];
        der[^1] ^= 1;
        return PemEncoding.WriteString("CERTIFICATE", der);
    }

    private static string WeakRoot()
    {
        using RSA key = RSA.Create(1024);
        var request = new CertificateRequest("CN=Weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 weak = request.CreateSelfSigned(TestKeys.NotBefore, TestKeys.NotAfter);
        return weak.ExportCertificatePem();
    }
}
