using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Server.Csms;
using Server.Hosting;

namespace Server.Tests.Csms;

/// <summary>A charger goes from security profile 0 to 3 at the embedded central system, by calls of that alone.</summary>
public sealed class SecurityLadderTests : IAsyncLifetime
{
    private const string Key = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";
    private const string OtherKey = "AA01020304050607FFFFFFFFFFFFFFFFFFFFFFFF";

    private Simulator _simulator = null!;

    public async Task InitializeAsync() =>
        _simulator = await Simulator.StartAsync(
            new SimulatorSettings
            {
                NoDemo = true,
                Csms = new CsmsSettings { Tls = new() { Urls = "wss://127.0.0.1:0" } },
            }
        );

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    [Fact]
    public async Task By_a_password_a_root_and_a_certificate()
    {
        await _simulator.OnlineAsync("LADDER", "\"serialNumber\":\"SN-1\"");
        await CallAsync("LADDER", "ChangeConfiguration", new { key = "AuthorizationKey", value = Key });
        await CallAsync("LADDER", "ChangeConfiguration", new { key = "SecurityProfile", value = "1" });
        var security = await SecurityAsync("LADDER", 1);
        ((bool?)security["passwordKnown"]).ShouldBe(true);

        await CallAsync("LADDER", "ChangeConfiguration", new { key = "AuthorizationKey", value = OtherKey });
        await Await.ForAsync(() => SecurityAsync("LADDER"), it => (bool?)it["nextPasswordKnown"] == false);

        var root = (await _simulator.SendAsync("GET", "/csms/ca/root.pem")).Text;
        await CallAsync(
            "LADDER",
            "InstallCertificate",
            new { certificateType = "CentralSystemRootCertificate", certificate = root }
        );
        await CallAsync("LADDER", "ChangeConfiguration", new { key = "SecurityProfile", value = "2" });
        await SecurityAsync("LADDER", 2);

        await CallAsync("LADDER", "ExtendedTriggerMessage", new { requestedMessage = "SignChargePointCertificate" });
        var own = await Await.ForAsync(
            async () => (await _simulator.SendAsync("GET", "/chargers/LADDER/certificates")).Json.AsArray(),
            all => all.Any(it => (string?)it!["kind"] == "ChargePointCertificate")
        );
        ((string?)own.First(it => (string?)it!["kind"] == "ChargePointCertificate")!["subject"])!.ShouldContain(
            "CN=SN-1"
        );
        await CallAsync("LADDER", "ChangeConfiguration", new { key = "SecurityProfile", value = "3" });
        await SecurityAsync("LADDER", 3);
        var charger = await _simulator.UntilAsync("LADDER", it => (string?)it["connection"] == "connected");
        ((string?)charger["registration"]).ShouldBe("Accepted");

        // The page shows what the charger really uses.
        var secure = (await _simulator.SendAsync("GET", "/csms/addresses")).Json;
        ((string?)charger["effectiveCsmsUrl"])!.ShouldStartWith("wss://127.0.0.1:");
        ((string?)charger["effectiveCsmsUrl"]).ShouldBe((string?)secure["secureUrl"]);
        ((string?)secure["url"])!.ShouldStartWith("ws://127.0.0.1:");
        var shown = (await _simulator.SendAsync("GET", "/chargers/LADDER/security")).Json;
        ((int?)shown["profile"]).ShouldBe(3);
        ((int?)shown["fallbackProfile"]).ShouldBeNull();
        ((bool?)shown["passwordSet"]).ShouldBe(true);
        ((bool?)shown["tls"]).ShouldBe(true);
        ((string?)shown["clientCertificate"]!["subject"])!.ShouldContain("CN=SN-1");
        shown.ToJsonString().ShouldNotContain(OtherKey);

        // What it would not do itself, nobody else does in its place.
        (await StatusAsync("LADDER", tls: false, password: OtherKey)).ShouldBe(403);
        (await StatusAsync("LADDER", tls: true, password: OtherKey)).ShouldBe(403);
    }

    [Fact]
    public async Task A_certificate_opens_the_door_of_its_charge_point_only()
    {
        var authority = _simulator.App.Services.GetRequiredService<Server.Csms.Ca.CertificateAuthority>();
        using var mine = ClientCertificate(authority, "DESK-1");
        (await StatusAsync("DESK-1", tls: true, certificate: mine)).ShouldBe(101);
        (await StatusAsync("DESK-2", tls: true, certificate: mine)).ShouldBe(403);
        (await StatusAsync("DESK-1", tls: true)).ShouldBe(101, "nobody has said that it has to show one");
        await _simulator.SendAsync("PUT", "/csms/chargers/DESK-1/security", """{"securityProfile":3}""");
        (await StatusAsync("DESK-1", tls: true)).ShouldBe(403);
        (await StatusAsync("DESK-1", tls: true, certificate: mine)).ShouldBe(101);
    }

    [Fact]
    public async Task A_charger_that_is_refused_shows_why_and_how_to_have_that_forgotten()
    {
        await _simulator.SendAsync("PUT", "/csms/chargers/SHUT/security", """{"securityProfile":3}""");
        await _simulator.CreateAsync("SHUT");
        await _simulator.SendAsync("POST", "/chargers/SHUT/start");
        var charger = await _simulator.UntilAsync("SHUT", it => it["connectionDetail"] is not null);
        ((string?)charger["connectionDetail"]).ShouldBe(
            "HTTP 403: the CSMS does not let this identity in. It says: This charge point is on security profile 3: "
                + "come with TLS and its certificate. To have that forgotten: DELETE /csms/chargers/SHUT/security."
        );
        (await _simulator.SendAsync("DELETE", "/csms/chargers/SHUT/security")).Status.ShouldBe(204);
        await _simulator.UntilAsync("SHUT", it => (string?)it["connection"] == "connected");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_does_not_pass_the_handshake()
    {
        using var directory = new TemporaryDirectory();
        using var other = new Server.Csms.Ca.CertificateAuthority(
            new CsmsSettings { DataDirectory = directory.Path },
            new FixedTime()
        );
        using var foreign = ClientCertificate(other, "DESK-1");
        (await StatusAsync("DESK-1", tls: true, certificate: foreign)).ShouldBe(0);
        (await StatusAsync("DESK-1", tls: true)).ShouldBe(101);
    }

    private static X509Certificate2 ClientCertificate(Server.Csms.Ca.CertificateAuthority authority, string name)
    {
        var (csr, key) = Requests.Make(name);
        using (key)
        {
            var chain = authority.IssueChargePoint(
                Server.Csms.Ca.CertificateAuthority.Read(csr, out _).ShouldNotBeNull(),
                days: 10
            );
            using var bare = X509Certificate2.CreateFromPem(chain);
            return bare.CopyWithPrivateKey(key);
        }
    }

    private async Task CallAsync(string id, string action, object payload)
    {
        var body = JsonSerializer.Serialize(new { action, payload });
        // It may just be reconnecting.
        var answer = await Await.ForAsync(
            () => _simulator.SendAsync("POST", $"/csms/chargers/{id}/calls", body),
            it => it.Status != 409
        );
        answer.Status.ShouldBe(200, answer.Text);
        ((string?)answer.Json["payload"]?["status"]).ShouldBe("Accepted", answer.Text);
    }

    private async Task<JsonNode> SecurityAsync(string id) =>
        (await _simulator.SendAsync("GET", $"/csms/chargers/{id}/security")).Json;

    private Task<JsonNode> SecurityAsync(string id, int profile) =>
        Await.ForAsync(() => SecurityAsync(id), it => (int?)it["securityProfile"] == profile);

    /// <summary>The status of a handshake: 101 for a connection, 0 where TLS already failed.</summary>
    private async Task<int> StatusAsync(
        string id,
        bool tls,
        string? password = null,
        X509Certificate2? certificate = null
    )
    {
        var address = new Uri(_simulator.App.Urls.Single(url => url.StartsWith(tls ? "https:" : "http:")));
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.CollectHttpResponseDetails = true;
        if (password is not null)
        {
            byte[] credentials = [.. System.Text.Encoding.UTF8.GetBytes($"{id}:"), .. Convert.FromHexString(password)];
            socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(credentials)}");
        }
        if (certificate is not null)
        {
            socket.Options.ClientCertificates.Add(certificate);
        }
        using var root = X509Certificate2.CreateFromPem((await _simulator.SendAsync("GET", "/csms/ca/root.pem")).Text);
        socket.Options.RemoteCertificateValidationCallback = (_, server, _, errors) =>
            !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && Leads(server, root);
        var uri = new UriBuilder(address) { Scheme = tls ? "wss" : "ws", Path = $"/ocpp/{id}" }.Uri;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await socket.ConnectAsync(uri, limit.Token);
            // The refusal of a client certificate arrives after the handshake in TLS 1.3, which then is no connection.
            socket.Abort();
            return 101;
        }
        catch (WebSocketException)
        {
            return (int)socket.HttpStatusCode;
        }
    }

    private static bool Leads(X509Certificate? server, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return server is X509Certificate2 certificate && chain.Build(certificate);
    }
}
