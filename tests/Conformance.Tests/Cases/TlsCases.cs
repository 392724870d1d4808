using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ChargePoints;
using Conformance.Tests.Harness;
using Ocpp.V16;
using Simulation;
using Simulation.Tests.Fleet;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Authentication on real sockets, in real time: security whitepaper §2.2 to §2.6.</summary>
public sealed class TlsCases : IDisposable
{
    private const string Identity = "AL1000";
    private const string Key = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";

    // The identity, a colon and the 20 bytes of the key, in base64.
    private const string Basic = "Basic QUwxMDAwOgABAgMEBQYH////////////////";
    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ];

    private readonly X509Certificate2 _root = TestKeys.Authority("CPO root");
    private readonly X509Certificate2 _server;

    public TlsCases() => _server = TestKeys.Server(_root, "localhost");

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        _root.Dispose();
    }

    [Case(
        "085",
        "Basic Authentication - Valid Username/Password Combination",
        Note = "A real socket. 20 bytes, 40 hexadecimal digits."
    )]
    public async Task Basic_authentication()
    {
        await using var csms = new ClimbCsms(_server, _root);
        await using var fleet = Fleet();
        Start(fleet, csms, 1);
        ClimbCsms.Connection connection = await csms.NextAsync();
        connection.Secure.ShouldBeFalse();
        connection.Authorization.ShouldBe(Basic);
        (
            await connection.CallAsync("ChangeConfiguration", new { key = "AuthorizationKey", value = Key[..30] })
        ).ShouldBe("Rejected");
    }

    [Case(
        "086",
        "TLS - Server-side Certificate - Valid Certificate",
        Note = "Real TLS, 1.2 with each required cipher suite, and 1.3."
    )]
    public async Task Server_certificate()
    {
        foreach (TlsCipherSuite? suite in (TlsCipherSuite?[])[.. Suites, null])
        {
            await using var csms = Csms(suite);
            await using var fleet = Fleet();
            Start(fleet, csms, 2);
            ClimbCsms.Connection connection = await csms.NextAsync();
            Check(connection, suite);
            connection.Authorization.ShouldBe(Basic);
            connection.ClientSubject.ShouldBeNull();
        }
    }

    [Case(
        "087",
        "TLS - Client-side Certificate - Valid Certificate",
        Note = "Real TLS, 1.2 with each required cipher suite, and 1.3."
    )]
    public async Task Client_certificate()
    {
        foreach (TlsCipherSuite? suite in (TlsCipherSuite?[])[.. Suites, null])
        {
            await using var csms = Csms(suite);
            await using var fleet = Fleet();
            Start(fleet, csms, 3);
            ClimbCsms.Connection connection = await csms.NextAsync();
            Check(connection, suite);
            connection.Authorization.ShouldBeNull();
            connection.ClientSubject.ShouldBe("O=Acme, CN=SN1");
        }
    }

    private static void Check(ClimbCsms.Connection connection, TlsCipherSuite? suite)
    {
        connection.Secure.ShouldBeTrue();
        connection.Protocol.ShouldBe(suite is null ? SslProtocols.Tls13 : SslProtocols.Tls12);
        (suite is null || connection.Suite == suite).ShouldBeTrue($"{connection.Suite}");
    }

    private ClimbCsms Csms(TlsCipherSuite? suite) =>
        suite is { } only ? new(_server, _root, SslProtocols.Tls12, only) : new(_server, _root);

    private static Fleet Fleet() => new(new FleetOptions { Loops = 1 }, new NullStore());

    private void Start(Fleet fleet, ClimbCsms csms, int profile)
    {
        SimulatedCharger charger = fleet.Add(
            new ChargerDefinition
            {
                ChargePoint = ChargePointBench.OneSocket with
                {
                    Id = Identity,
                    SerialNumber = "SN1",
                    Vendor = "Acme",
                    Configuration = new Dictionary<string, string>
                    {
                        ["AuthorizationKey"] = Key,
                        ["SecurityProfile"] = $"{profile}",
                    },
                },
                Link = new LinkSettings { CsmsUrl = csms.Url },
            },
            null
        );
        CertificateRequestReady made = TestKeys.Generate(new(1, CertificateKeyKind.EcP256, "Acme", "SN1"));
        ChargePointInput[] inputs =
        [
            new InstallRoot(CertificateUse.CentralSystemRootCertificate, _root.ExportCertificatePem()),
            new InstallOwnCertificate(TestKeys.Sign(made.CsrPem, _root), made.PrivateKey),
        ];
        foreach (ChargePointInput input in inputs)
        {
            // The loop takes them in order, and the start after them.
            _ = charger.PostAsync(input).AsTask();
        }
        charger.Start();
    }
}
