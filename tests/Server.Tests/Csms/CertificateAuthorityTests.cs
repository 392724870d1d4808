using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Server.Csms;
using Server.Csms.Ca;
using Server.Roster;

namespace Server.Tests.Csms;

public sealed class CertificateAuthorityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_made_on_first_use_and_is_the_same_in_the_next_life()
    {
        string root;
        string manufacturer;
        using (var authority = New())
        {
            Directory.Exists(Path.Combine(_directory.Path, "csms-ca")).ShouldBeFalse();
            root = authority.Root.ExportCertificatePem();
            manufacturer = authority.Manufacturer.ExportCertificatePem();
            root.ShouldNotBe(manufacturer);
        }

        using (var authority = New())
        {
            authority.Root.ExportCertificatePem().ShouldBe(root);
            authority.Manufacturer.ExportCertificatePem().ShouldBe(manufacturer);
            authority.Root.GetECDsaPublicKey()!.KeySize.ShouldBe(256);
        }
    }

    [Fact]
    public void Its_keys_are_for_its_user_alone()
    {
        using var authority = New();
        _ = authority.ChargePoints;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var name in new[] { "root.key", "charge-points.key" })
        {
            File.GetUnixFileMode(Path.Combine(_directory.Path, "csms-ca", name))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_certificate_without_its_key_is_no_authority_and_is_not_replaced_in_silence()
    {
        using (var authority = New())
        {
            _ = authority.Root;
        }

        File.Delete(Path.Combine(_directory.Path, "csms-ca", "root.key"));

        using var next = New();
        Should.Throw<ConflictException>(() => next.Root).Message.ShouldContain("root.key");
    }

    [Fact]
    public void A_charge_points_certificate_leads_to_the_root_by_way_of_its_issuer()
    {
        using var authority = New();
        var (csr, key) = Requests.Make("SN-1");
        using (key)
        {
            var request = CertificateAuthority.Read(csr, out var problem).ShouldNotBeNull(problem);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(authority.IssueChargePoint(request, 30));

            chain.Count.ShouldBe(2);
            var leaf = chain[0];
            CertificateAuthority.CommonName(leaf.SubjectName).ShouldBe("SN-1");
            leaf.Subject.ShouldContain("O=Acme");
            leaf.PublicKey.ExportSubjectPublicKeyInfo().ShouldBe(key.ExportSubjectPublicKeyInfo());
            leaf.SerialNumber.Length.ShouldBeLessThanOrEqualTo(40);
            leaf.NotAfter.ToUniversalTime().ShouldBe(FixedTime.Now.AddDays(30).UtcDateTime);
            authority.IsChargePoint(leaf).ShouldBeTrue();
            Leads(leaf, authority.Root, chain[1]).ShouldBeTrue();
            Leads(leaf, authority.Manufacturer, chain[1]).ShouldBeFalse();
            foreach (var certificate in chain)
            {
                certificate.Dispose();
            }
        }
    }

    [Fact]
    public void The_servers_certificate_is_for_its_names_and_no_charge_points()
    {
        using var authority = New();
        using var server = authority.IssueServer(["desk.example", "127.0.0.1", "::1"]);
        server.HasPrivateKey.ShouldBeTrue();
        server.MatchesHostname("desk.example").ShouldBeTrue();
        server.MatchesHostname("127.0.0.1").ShouldBeTrue();
        server.MatchesHostname("other.example").ShouldBeFalse();
        Leads(server, authority.Root).ShouldBeTrue();
        authority.IsChargePoint(server).ShouldBeFalse();
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Ecdsa)]
    [InlineData(SignatureAlgorithm.RsaPss)]
    [InlineData(SignatureAlgorithm.RsaPkcs1)]
    public void Firmware_is_signed_by_a_key_that_the_manufacturers_root_has_certified_itself(
        SignatureAlgorithm algorithm
    )
    {
        using var authority = New();
        var firmware = "firmware"u8.ToArray();

        var signed = authority.SignFirmware(SHA256.HashData(firmware), algorithm);

        signed.Signature.Length.ShouldBeLessThanOrEqualTo(800);
        signed.SigningCertificate.Length.ShouldBeLessThanOrEqualTo(5500);
        using var certificate = X509Certificate2.CreateFromPem(signed.SigningCertificate);
        Leads(certificate, authority.Manufacturer).ShouldBeTrue();
        var signature = Convert.FromBase64String(signed.Signature);
        var valid =
            algorithm == SignatureAlgorithm.Ecdsa
                ? certificate
                    .GetECDsaPublicKey()!
                    .VerifyData(firmware, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                : certificate
                    .GetRSAPublicKey()!
                    .VerifyData(
                        firmware,
                        signature,
                        HashAlgorithmName.SHA256,
                        algorithm == SignatureAlgorithm.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
                    );
        valid.ShouldBeTrue();
    }

    [Fact]
    public void Requests_that_are_none_or_too_weak_are_refused()
    {
        CertificateAuthority.Read("x", out var problem).ShouldBeNull();
        problem!.ShouldContain("PKCS#10");
        using var weak = RSA.Create(1024);
        var request = new CertificateRequest("CN=a", weak, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        CertificateAuthority.Read(request.CreateSigningRequestPem(), out problem).ShouldBeNull();
        problem!.ShouldContain("2048");

        var (csr, key) = Requests.Make("SN-1");
        key.Dispose();
        // The last byte of the signature.
        var der = Convert.FromBase64String(string.Concat(csr.Split('\n')[1..^1]));
        der[^1] ^= 1;
        CertificateAuthority
            .Read(PemEncoding.WriteString("CERTIFICATE REQUEST", der), out problem)
            .ShouldBeNull("who asks must have the key");
    }

    private CertificateAuthority New() => new(new CsmsSettings { DataDirectory = _directory.Path }, new FixedTime());

    private static bool Leads(X509Certificate2 leaf, X509Certificate2 root, params X509Certificate2[] others)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = FixedTime.Now.UtcDateTime;
        return chain.Build(leaf);
    }
}
