using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;
using Simulation.Transport;
using TestKit;

namespace Simulation.Tests.Transport;

/// <summary>Real TLS on loopback, with certificates made here (security whitepaper §2.4, §2.5).</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task A_certificate_of_an_installed_root_for_the_right_host_is_accepted()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(server);
        var (link, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Opened).Send("[]"u8);
        (await listener.Frame()).ShouldBe("[]");
        link.ServerRoot.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(root.RawData)));
        csms.Head.ShouldContain("Authorization: Basic ");
    }

    [Fact]
    public async Task An_RSA_certificate_is_accepted_with_either_key_exchange()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost", rsa: true);
        foreach (
            var suite in (TlsCipherSuite[])
                [TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
        )
        {
            await using var csms = new SecureCsms(server, protocols: SslProtocols.Tls12, suites: [suite]);
            await Links.Open(csms.Url, security: Trusting([root])).Listener.Opened;
        }
    }

    [Fact]
    public async Task The_common_name_counts_where_there_is_no_alternative_name()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost", withAlternativeName: false);
        await using var csms = new SecureCsms(server);

        await Links.Open(csms.Url, security: Trusting([root])).Listener.Opened;
    }

    [Fact]
    public async Task With_an_installed_root_every_connection_is_checked_anew_in_the_lower_profiles_too()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(server);
        foreach (var profile in (int[])[0, 0, 1, 1])
        {
            var security = new LinkSecurity
            {
                Profile = profile,
                Password = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF",
                Roots = [root.RawData],
                Clock = Clock,
            };
            var (link, listener) = Links.Open(csms.Url, security: security);
            (await listener.Opened).Send("[]"u8);
            await listener.Frame();
            link.ServerRoot.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(root.RawData)));
            link.Close("enough");
        }
    }

    [Fact]
    public async Task Of_two_installed_roots_the_one_nearest_to_the_server_is_told()
    {
        using var old = TestKeys.Authority("Old root");
        using var successor = TestKeys.Authority("New root", old);
        using var server = TestKeys.Server(successor, "localhost");
        await using var csms = new SecureCsms(server);
        var (link, listener) = Links.Open(csms.Url, security: Trusting([old, successor]));

        await listener.Opened;
        link.ServerRoot.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(successor.RawData)));
    }

    [Fact]
    public async Task A_certificate_of_a_root_that_is_not_installed_is_refused()
    {
        using var root = TestKeys.Authority("CPO root");
        using var other = TestKeys.Authority("Other root");
        using var server = TestKeys.Server(other, "localhost");
        await using var csms = new SecureCsms(server);
        var (_, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Closed).ShouldBe(
            "TLS: the CSMS's certificate is not trusted: no installed root certificate leads to it; it was issued by 'CN=Other root'."
        );
        listener.Kind.ShouldBe(LinkFailureKind.InvalidServerCertificate);
    }

    [Fact]
    public async Task A_root_of_the_same_name_with_another_key_is_no_help()
    {
        using var root = TestKeys.Authority("CPO root");
        using var forged = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(forged, "localhost");
        await using var csms = new SecureCsms(server);
        var (_, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Closed).ShouldStartWith("TLS: the CSMS's certificate is not trusted: ");
        listener.Kind.ShouldBe(LinkFailureKind.InvalidServerCertificate);
    }

    [Fact]
    public async Task Without_installed_roots_those_of_the_host_decide()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(server);
        var (_, listener) = Links.Open(csms.Url);

        (await listener.Closed).ShouldStartWith("TLS: the CSMS's certificate is not trusted: ");
        listener.Kind.ShouldBe(LinkFailureKind.InvalidServerCertificate);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "csms.example");
        await using var csms = new SecureCsms(server);
        var (_, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Closed).ShouldBe("TLS: the CSMS's certificate is for another host name than the URL's.");
        listener.Kind.ShouldBe(LinkFailureKind.InvalidServerCertificate);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_by_the_chargers_clock()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost", notAfter: Clock.AddDays(-1));
        await using var csms = new SecureCsms(server);
        var (_, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Closed).ShouldBe(
            $"TLS: the CSMS's certificate is not trusted: 'CN=localhost' expired on {Clock.AddDays(-1):yyyy-MM-dd}."
        );
        listener.Kind.ShouldBe(LinkFailureKind.InvalidServerCertificate);
    }

    [Fact]
    public async Task A_cipher_suite_that_the_whitepaper_does_not_know_is_refused()
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(
            server,
            protocols: SslProtocols.Tls12,
            suites: [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256]
        );
        var (_, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Closed).ShouldBe("TLS: no cipher suite in common with the CSMS.");
        listener.Kind.ShouldBe(LinkFailureKind.InvalidTlsCipherSuite);
    }

    [Theory]
    [InlineData(0x46, LinkFailureKind.InvalidTlsVersion, "TLS: the CSMS speaks no TLS from 1.2 on.")]
    [InlineData(0x47, LinkFailureKind.InvalidTlsCipherSuite, "TLS: no cipher suite in common with the CSMS.")]
    [InlineData(0x28, LinkFailureKind.InvalidTlsCipherSuite, "TLS: no cipher suite in common with the CSMS.")]
    [InlineData(
        0x30,
        LinkFailureKind.NotAuthenticated,
        "TLS: the CSMS does not know the issuer of the charger's certificate."
    )]
    public async Task What_an_alert_of_the_CSMS_means_is_told(byte alert, LinkFailureKind kind, string reason)
    {
        // No host speaks TLS 1.1 any more: its alert does (RFC 5246 §7.2).
        await using var csms = new LoopbackCsms(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[64]);
            await stream.WriteAsync((byte[])[21, 3, 3, 0, 2, 2, alert]);
            await LoopbackCsms.UntilLeftAsync(stream);
        });
        var (_, listener) = Links.Open(new Uri($"wss://localhost:{csms.Port}/ocpp"), security: Trusting([]));

        (await listener.Closed).ShouldBe(reason);
        listener.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Mutual_TLS_shows_the_chargers_certificate_with_its_chain_and_no_password(SslProtocols version)
    {
        using var root = TestKeys.Authority("CPO root");
        using var authority = TestKeys.Authority("Charge points", root);
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(server, clientRoot: root, protocols: version);
        var (_, listener) = Links.Open(csms.Url, security: Mutual(root, authority));

        (await listener.Opened).Send("[]"u8);
        (await listener.Frame()).ShouldBe("[]");
        csms.ClientSubject.ShouldBe("O=Acme, CN=SN1");
        csms.Head.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_certificate_that_is_demanded_and_not_there_is_told(SslProtocols version)
    {
        using var root = TestKeys.Authority("CPO root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(server, clientRoot: root, protocols: version);
        var (_, listener) = Links.Open(csms.Url, security: Trusting([root]));

        (await listener.Closed).ShouldStartWith("TLS: the CSMS ");
        listener.Kind.ShouldBe(LinkFailureKind.NotAuthenticated);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_certificate_that_the_CSMS_refuses_is_told(SslProtocols version)
    {
        using var root = TestKeys.Authority("CPO root");
        using var other = TestKeys.Authority("Other root");
        using var server = TestKeys.Server(root, "localhost");
        await using var csms = new SecureCsms(server, clientRoot: root, protocols: version);
        var (_, listener) = Links.Open(csms.Url, security: Mutual(root, other));

        (await listener.Closed).ShouldStartWith("TLS: the CSMS ");
        listener.Kind.ShouldBe(LinkFailureKind.NotAuthenticated);
    }

    [Fact]
    public async Task A_server_without_tls_is_told()
    {
        await using var csms = new LoopbackCsms(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[16]);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });

        (await Links.Open(new Uri($"wss://127.0.0.1:{csms.Port}/ocpp")).Listener.Closed).ShouldBe(
            $"TLS: 127.0.0.1:{csms.Port} does not speak TLS: use ws:// or another port."
        );
    }

    [Fact]
    public async Task What_a_profile_lacks_is_told_before_anything_is_sent()
    {
        await using var csms = new LoopbackCsms(LoopbackCsms.UntilLeftAsync);
        var security = new LinkSecurity { Profile = 2, Missing = "No root." };
        (await Links.Open(csms.Url, security: security).Listener.Closed).ShouldBe("No root.");
        csms.Accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData("ws://csms.example/ocpp", 0, "ws://csms.example/ocpp")]
    [InlineData("ws://csms.example/ocpp", 1, "ws://csms.example/ocpp")]
    [InlineData("ws://csms.example/ocpp?a=b", 2, "wss://csms.example/ocpp?a=b")]
    [InlineData("ws://csms.example:9000/ocpp", 3, "wss://csms.example:9000/ocpp")]
    [InlineData("wss://csms.example/ocpp", 1, "wss://csms.example/ocpp")]
    public void The_scheme_follows_the_profile_and_host_path_and_port_stay(string url, int profile, string expected) =>
        new LinkRequest(
            "CP",
            new LinkSettings { CsmsUrl = new Uri(url) },
            new LinkSecurity { Profile = profile }
        ).Url.AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void A_place_of_its_own_for_TLS_is_used_by_profiles_2_and_3()
    {
        var settings = new LinkSettings
        {
            CsmsUrl = new Uri("ws://csms.example:9000/ocpp"),
            SecureCsmsUrl = new Uri("wss://csms.example:9443/ocpp"),
        };
        new LinkRequest("CP", settings, new LinkSecurity { Profile = 1 }).Url.Port.ShouldBe(9000);
        new LinkRequest("CP", settings, new LinkSecurity { Profile = 2 }).Url.Port.ShouldBe(9443);
    }

    private static readonly DateTimeOffset Clock = Links.Start.ToUtc();

    private static LinkSecurity Trusting(X509Certificate2[] roots) =>
        new()
        {
            Profile = 2,
            Password = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF",
            Roots = [.. roots.Select(root => root.RawData)],
            Clock = Clock,
        };

    private static LinkSecurity Mutual(X509Certificate2 root, X509Certificate2 issuer)
    {
        var made = TestKeys.Generate(new GenerateKeyPair(1, CertificateKeyKind.EcP256, "Acme", "SN1"));
        using var leaf = X509Certificate2.CreateFromPem(TestKeys.Sign(made.CsrPem, issuer));
        return new()
        {
            Profile = 3,
            Roots = [root.RawData],
            Chain = [leaf.RawData, issuer.RawData],
            PrivateKey = made.PrivateKey,
            Clock = Clock,
        };
    }
}
