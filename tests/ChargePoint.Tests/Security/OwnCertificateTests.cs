using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Security;

/// <summary>SignCertificate and CertificateSigned (security whitepaper, use cases A02 and A03; TC_074, 077).</summary>
public sealed class OwnCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = ChargePointBench.Start.ToUtc();

    private readonly X509Certificate2 _root = TestKeys.Authority("CPO root");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_names_operator_and_serial_number_and_its_key_never_leaves(bool rsa)
    {
        ChargePointBench bench = Booted(rsa ? [Quirk.RsaCertificateKey] : []);
        string csr = Request(bench);
        CertificateRequest read = CertificateRequest.LoadSigningRequestPem(
            csr,
            HashAlgorithmName.SHA256,
            CertificateRequestLoadOptions.Default,
            RSASignaturePadding.Pkcs1
        );
        read.SubjectName.Name.ShouldBe("O=Acme, CN=SN1");
        (read.PublicKey.GetRSAPublicKey()?.KeySize ?? read.PublicKey.GetECDsaPublicKey()!.KeySize).ShouldBe(
            rsa ? 2048 : 256
        );
        bench.Trace().ShouldNotContain("PRIVATE KEY");
        Signed(bench, TestKeys.Sign(csr, _root)).ShouldBe("Accepted");
    }

    [Fact]
    public void A_signed_certificate_is_used_at_once_in_profile_3_over_a_new_connection()
    {
        ChargePointBench bench = Third();
        LinkSecurity before = bench.Connections[^1];
        string csr = Request(bench);
        Signed(bench, TestKeys.Sign(csr, _root, notBefore: Now.AddHours(-1))).ShouldBe("Accepted");
        bench.LinkIsUp.ShouldBeFalse();
        bench.WaitSeconds(5);
        bench.Connections[^1].Chain!.Single().ShouldNotBe(before.Chain!.Single());
        bench.Connections[^1].Password.ShouldBeNull();
        bench.Kill().PowerOn();
        bench.Connections[^1].Chain!.Single().ShouldNotBe(before.Chain!.Single());
    }

    [Fact]
    public void A_certificate_for_later_waits_for_its_time_and_the_old_one_stays_a_month()
    {
        ChargePointBench bench = Third();
        byte[] old = bench.Connections[^1].Chain!.Single();
        string csr = Request(bench);
        Signed(bench, TestKeys.Sign(csr, _root, notBefore: Now.AddDays(2))).ShouldBe("Accepted");
        bench.WaitSeconds(5).LinkIsUp.ShouldBeTrue();
        bench.ChargePoint.LinkSecurity.Chain!.Single().ShouldBe(old);
        bench.WaitUntil(ChargePointBench.Start + TimeSpan.FromDays(2.1));
        bench.Connections[^1].Chain!.Single().ShouldNotBe(old);
        Kinds(bench).Length.ShouldBe(3);
        bench.WaitUntil(ChargePointBench.Start + TimeSpan.FromDays(31.9));
        Kinds(bench).Length.ShouldBe(3);
        bench.WaitUntil(ChargePointBench.Start + TimeSpan.FromDays(32.1));
        Kinds(bench).Length.ShouldBe(2);
        bench.Saved.Read().Secrets!.Keys.Count.ShouldBe(1);
    }

    [Fact]
    public void What_does_not_fit_is_rejected_with_an_event_and_the_request_stays_open()
    {
        ChargePointBench bench = Booted([]);
        using X509Certificate2 stranger = TestKeys.Authority("Stranger");
        string csr = Request(bench);
        string other = TestKeys.Generate(new(9, CertificateKeyKind.EcP256, "Acme", "SN1")).CsrPem;
        string[] wrong =
        [
            "nothing",
            TestKeys.Sign(csr, stranger),
            TestKeys.Sign(other, _root),
            TestKeys.Sign(csr, _root, notAfter: Now.AddDays(-1)),
            TestKeys.Sign(csr, _root, commonName: "SN2"),
            TestKeys.Sign(csr, _root, subject: "OU=SN1"),
            TestKeys.Sign(csr, _root, subject: "CN=SN1,CN=SN2"),
            _root.ExportCertificatePem(),
        ];
        foreach (string chain in wrong)
        {
            bench.Forget();
            Signed(bench, chain).ShouldBe("Rejected", chain);
            bench.WaitSeconds(1);
            bench.TheCall("SecurityEventNotification").Text("type").ShouldBe("InvalidChargePointCertificate");
        }
        Kinds(bench).ShouldBe([CertificateKind.CentralSystemRootCertificate]);
        Signed(bench, TestKeys.Sign(csr, _root)).ShouldBe("Accepted");
        Kinds(bench).Length.ShouldBe(2);
        Signed(bench, TestKeys.Sign(csr, _root)).ShouldBe("Rejected");
    }

    [Fact]
    public void A_chain_over_an_intermediate_is_taken_and_one_that_lacks_it_is_not()
    {
        using X509Certificate2 authority = TestKeys.Authority("Charge points", _root);
        ChargePointBench bench = Booted([]);
        string leaf = TestKeys.Sign(Request(bench), authority);
        Signed(bench, leaf).ShouldBe("Rejected");
        Signed(bench, leaf + "\n" + authority.ExportCertificatePem()).ShouldBe("Accepted");
        bench.ChargePoint.Snapshot.Security!.Certificates[^1].Chain.Count.ShouldBe(2);
    }

    [Fact]
    public void A_chain_longer_than_the_key_allows_is_rejected()
    {
        ChargePointBench bench = Booted([], ("CertificateSignedMaxChainSize", "300"));
        Signed(bench, TestKeys.Sign(Request(bench), _root)).ShouldBe("Rejected");
    }

    [Theory]
    [InlineData("Rejected")]
    [InlineData(null)]
    public void A_request_that_is_not_taken_is_over_and_not_repeated(string? status)
    {
        ChargePointBench bench = Booted([]);
        bench.Csms.On("SignCertificate", status is null ? Reply.None : Reply.Result(new { status }));
        string csr = Request(bench);
        bench.WaitSeconds(3600).Calls("SignCertificate").Count.ShouldBe(1);
        Signed(bench, TestKeys.Sign(csr, _root)).ShouldBe("Rejected");
    }

    [Fact]
    public void A_request_survives_a_kill()
    {
        ChargePointBench bench = Booted([]);
        string csr = Request(bench);
        bench.Kill().PowerOn();
        Signed(bench, TestKeys.Sign(csr, _root)).ShouldBe("Accepted");
    }

    [Fact]
    public void A_certificate_is_renewed_within_a_month_of_its_end_once_a_day()
    {
        ChargePointBench bench = Booted([]);
        Signed(bench, TestKeys.Sign(Request(bench), _root, notAfter: Now.AddDays(40))).ShouldBe("Accepted");
        bench.Forget().WaitUntil(ChargePointBench.Start + TimeSpan.FromDays(9.9));
        bench.Calls("SignCertificate").ShouldBeEmpty();
        bench.Csms.Once("SignCertificate", Reply.Result(new { status = "Rejected" }));
        bench.WaitUntil(ChargePointBench.Start + TimeSpan.FromDays(11.5));
        bench.Calls("SignCertificate").Count.ShouldBe(2);
        string csr = bench.Calls("SignCertificate")[^1].Text("csr")!;
        Signed(bench, TestKeys.Sign(csr, _root)).ShouldBe("Accepted");
        bench.WaitUntil(ChargePointBench.Start + TimeSpan.FromDays(60)).Calls("SignCertificate").Count.ShouldBe(2);
    }

    [Fact]
    public void The_own_certificate_cannot_be_deleted()
    {
        ChargePointBench bench = Booted([]);
        string pem = TestKeys.Sign(Request(bench), _root);
        Signed(bench, pem);
        using X509Certificate2 leaf = X509Certificate2.CreateFromPem(pem);
        CertificateHashData hash = CertificateHash.Of(
            leaf,
            CertificateHash.KeyOf(_root),
            Ocpp.V16.HashAlgorithm.SHA256
        );
        bench.Do(new RemoveRoot(hash))!.Kind.ShouldBe(RefusalKind.Conflict);
    }

    [Fact]
    public void A_technician_brings_a_certificate_with_its_key_and_nothing_else()
    {
        ChargePointBench bench = Booted([]);
        CertificateRequestReady made = TestKeys.Generate(new(1, CertificateKeyKind.Rsa2048, "Acme", "SN1"));
        CertificateRequestReady other = TestKeys.Generate(new(1, CertificateKeyKind.EcP256, "Acme", "SN1"));
        string pem = TestKeys.Sign(made.CsrPem, _root);
        bench.Do(new InstallOwnCertificate(pem, other.PrivateKey))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.Do(new InstallOwnCertificate(pem, [1, 2, 3]))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.Must(new InstallOwnCertificate(pem, made.PrivateKey));
        bench.ChargePoint.Snapshot.Security!.Certificates[^1].InUse.ShouldBeTrue();
    }

    private ChargePointBench Booted(Quirk[] quirks, params (string, string)[] configuration)
    {
        var bench = new ChargePointBench(SecurityProfileTests.With(configuration) with { Quirks = quirks });
        bench.Must(new InstallRoot(CertificateUse.CentralSystemRootCertificate, _root.ExportCertificatePem()));
        return bench.PowerOn().Forget();
    }

    // In profile 3 with a certificate.
    private ChargePointBench Third()
    {
        ChargePointBench bench = Booted([]);
        Signed(bench, TestKeys.Sign(Request(bench), _root)).ShouldBe("Accepted");
        bench.Configure("SecurityProfile", "3").WaitSeconds(5);
        return bench.Forget();
    }

    private static string Request(ChargePointBench bench)
    {
        bench.Must(new RequestCertificate()).WaitSeconds(2);
        return bench.Calls("SignCertificate")[^1].Text("csr")!;
    }

    private static string Signed(ChargePointBench bench, string chain) =>
        (string)bench.Call("CertificateSigned", new { certificateChain = chain })["status"]!;

    private static CertificateKind[] Kinds(ChargePointBench bench) =>
        [.. bench.ChargePoint.Snapshot.Security!.Certificates.Select(certificate => certificate.Kind)];
}
