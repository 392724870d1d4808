using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Server.Tests;

/// <summary>Certificates and the security log in the API.</summary>
public sealed class SecurityApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_root_is_installed_shown_and_removed()
    {
        await simulator.CreateAsync("ROOTS");
        using var root = Root();
        var pem = root.ExportCertificatePem();
        var installed = await InstallAsync("ROOTS", "CentralSystemRootCertificate", pem);
        installed.Status.ShouldBe(200, installed.Text);
        var shown = installed.Json.AsArray().ShouldHaveSingleItem()!;
        ((string?)shown["subject"]).ShouldBe("CN=CPO root");
        ((string?)shown["kind"]).ShouldBe("CentralSystemRootCertificate");
        ((string?)shown["pem"]).ShouldBe(pem);
        ((bool?)shown["inUse"]).ShouldBe(false);
        ((string?)shown["hash"]!["hashAlgorithm"]).ShouldBe("SHA256");
        (await simulator.SendAsync("GET", "/chargers/ROOTS/certificates"))
            .Json.ToJsonString()
            .ShouldBe(installed.Json.ToJsonString());
        var path = $"/chargers/ROOTS/certificates/{shown["sha256"]}";
        (await simulator.SendAsync("DELETE", path)).Status.ShouldBe(204);
        (await simulator.SendAsync("DELETE", path)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_chargers_own_certificate_comes_with_a_key_that_is_seen_nowhere_again()
    {
        await simulator.CreateAsync("OWN", "\"serialNumber\":\"SN1\"");
        using var root = Root();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = new CertificateRequest("CN=SN1", key, HashAlgorithmName.SHA256).Create(
            root,
            NotBefore,
            NotAfter,
            [1, 2, 3]
        );
        var pem = leaf.ExportCertificatePem();
        var keyPem = key.ExportPkcs8PrivateKeyPem();
        (await InstallAsync("OWN", "ChargePointCertificate", pem)).Text.ShouldContain("privateKey must be");
        (await InstallAsync("OWN", "ManufacturerRootCertificate", pem, keyPem)).Status.ShouldBe(422);
        var installed = await InstallAsync("OWN", "ChargePointCertificate", pem, keyPem);
        installed.Status.ShouldBe(200, installed.Text);
        var shown = installed.Json.AsArray().ShouldHaveSingleItem()!;
        ((bool?)shown["inUse"]).ShouldBe(true);
        installed.Text.ShouldNotContain("PRIVATE");
        (await simulator.SendAsync("DELETE", $"/chargers/OWN/certificates/{shown["sha256"]}")).Status.ShouldBe(409);
        var secret = Convert.ToBase64String(key.ExportPkcs8PrivateKey());
        SecretsTests.Holds(simulator.DataDir, secret[..40]).ShouldBeFalse();
        (await simulator.SendAsync("GET", "/chargers/OWN/logs")).Text.ShouldNotContain(secret[..40]);
    }

    [Theory]
    [InlineData("""{"kind":"CentralSystemRootCertificate","certificate":"x"}""", 422)]
    [InlineData("""{"kind":"Nonsense","certificate":"x"}""", 422)]
    [InlineData("""{"kind":"CentralSystemRootCertificate"}""", 422)]
    [InlineData("{", 400)]
    public async Task What_cannot_be_installed_is_told(string json, int status)
    {
        await simulator.CreateAsync($"BAD-{status}-{json.Length}");
        (await simulator.SendAsync("POST", $"/chargers/BAD-{status}-{json.Length}/certificates", json)).Status.ShouldBe(
            status
        );
    }

    [Fact]
    public async Task The_security_log_shows_a_boot_and_whether_the_CSMS_knows()
    {
        await simulator.OnlineAsync("EVENTS", $"\"securityProfile\":1,\"password\":\"{new string('a', 40)}\"");
        var log = await Await.ForAsync(
            async () => (await simulator.SendAsync("GET", "/chargers/EVENTS/security-events")).Json.AsArray(),
            events => events.Any(entry => (bool?)entry!["delivered"] == true)
        );
        var entry = log.ShouldHaveSingleItem()!;
        ((string?)entry["type"]).ShouldBe("StartupOfTheDevice");
        ((bool?)entry["critical"]).ShouldBe(true);
    }

    [Fact]
    public async Task An_opened_housing_is_told_and_a_cleared_log_says_so()
    {
        await simulator.OnlineAsync("TAMPER", $"\"securityProfile\":1,\"password\":\"{new string('a', 40)}\"");
        (await TamperAsync("TAMPER", """{"info":"front door"}""")).ShouldBe(202);
        await Await.ForAsync(
            async () => (await simulator.SendAsync("GET", "/chargers/TAMPER/security-events")).Json.AsArray(),
            log =>
                log.Count == 2
                && (string?)log[1]!["type"] == "TamperDetectionActivated"
                && (string?)log[1]!["techInfo"] == "front door"
                && (bool?)log[1]!["delivered"] == true
        );
        (await simulator.SendAsync("DELETE", "/chargers/TAMPER/security-events")).Status.ShouldBe(204);
        var entry = (await simulator.SendAsync("GET", "/chargers/TAMPER/security-events"))
            .Json.AsArray()
            .ShouldHaveSingleItem()!;
        ((string?)entry["type"]).ShouldBe("SecurityLogWasCleared");
        ((long?)entry["seq"]).ShouldBe(3);
    }

    [Fact]
    public async Task A_housing_is_opened_where_somebody_takes_notice_of_it()
    {
        await simulator.CreateAsync("SHUT");
        (await TamperAsync("SHUT", "{}")).ShouldBe(409, "it is off");
        (await TamperAsync("SHUT", """{"info":"a\nb"}""")).ShouldBe(422);
        (await TamperAsync("SHUT", $"{{\"info\":\"{new string('x', 256)}\"}}")).ShouldBe(422);
        (await TamperAsync("NOBODY", "{}")).ShouldBe(404);
        (await simulator.SendAsync("DELETE", "/chargers/NOBODY/security-events")).Status.ShouldBe(404);
    }

    private async Task<int> TamperAsync(string id, string json) =>
        (await simulator.SendAsync("POST", $"/chargers/{id}/tamper", json)).Status;

    [Fact]
    public async Task A_certificate_is_asked_for_only_while_connected()
    {
        await simulator.CreateAsync("ASKS");
        (await simulator.SendAsync("POST", "/chargers/ASKS/certificates/request")).Status.ShouldBe(409);
        (await simulator.SendAsync("POST", "/chargers/NOBODY/certificates/request")).Status.ShouldBe(404);
        (await simulator.SendAsync("GET", "/chargers/NOBODY/certificates")).Status.ShouldBe(404);
        (await simulator.SendAsync("GET", "/chargers/NOBODY/security-events")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Profile_2_without_a_root_says_what_is_missing()
    {
        await simulator.CreateAsync(
            "LACKS",
            $"\"csmsUrl\":\"wss://127.0.0.1:1/ocpp\",\"securityProfile\":2,\"password\":\"{new string('a', 40)}\""
        );
        await simulator.SendAsync("POST", "/chargers/LACKS/start");
        var charger = await simulator.UntilAsync("LACKS", it => (string?)it["connection"] == "waiting");
        ((string?)charger["connectionDetail"]).ShouldBe(
            "Security profile 2 needs a CentralSystemRootCertificate, and none is installed."
        );
    }

    [Fact]
    public async Task How_the_connection_is_secured_is_told_and_the_password_is_not()
    {
        var password = new string('a', 40);
        await simulator.CreateAsync("PLAIN");
        var plain = (await simulator.SendAsync("GET", "/chargers/PLAIN/security")).Json;
        plain
            .ToJsonString()
            .ShouldBe(
                """{"profile":0,"fallbackProfile":null,"passwordSet":false,"tls":false,"clientCertificate":null}"""
            );
        await simulator.CreateAsync(
            "SECURE",
            $"\"csmsUrl\":\"wss://127.0.0.1:1/ocpp\",\"securityProfile\":2,\"password\":\"{password}\""
        );
        var answer = await simulator.SendAsync("GET", "/chargers/SECURE/security");
        answer
            .Json.ToJsonString()
            .ShouldBe(
                """{"profile":2,"fallbackProfile":null,"passwordSet":true,"tls":true,"clientCertificate":null}"""
            );
        answer.Text.ShouldNotContain(password);
        (await simulator.SendAsync("GET", "/chargers/NOBODY/security")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_profile_on_trial_is_shown_with_the_one_to_go_back_to_and_the_address_in_use()
    {
        // It is off, so that the trial does not end.
        await simulator.CreateAsync("TRIAL", "\"csmsUrl\":\"ws://127.0.0.1:1/ocpp\"");
        await simulator.SendAsync(
            "POST",
            "/chargers/TRIAL/config",
            $$"""{"key":"AuthorizationKey","value":"{{new string('a', 40)}}"}"""
        );
        using var root = Root();
        await InstallAsync("TRIAL", "CentralSystemRootCertificate", root.ExportCertificatePem());
        var raised = await simulator.SendAsync(
            "POST",
            "/chargers/TRIAL/config",
            """{"key":"SecurityProfile","value":"2"}"""
        );
        raised.Status.ShouldBe(200, raised.Text);
        var shown = (await simulator.SendAsync("GET", "/chargers/TRIAL/security")).Json;
        ((int?)shown["profile"]).ShouldBe(2);
        ((int?)shown["fallbackProfile"]).ShouldBe(0);
        ((string?)(await simulator.ChargerAsync("TRIAL"))["effectiveCsmsUrl"]).ShouldBe("wss://127.0.0.1:1/ocpp");
    }

    [Fact]
    public async Task The_password_is_listed_among_the_keys_and_shows_no_value()
    {
        await simulator.CreateAsync("KEYS");
        (await SecretAsync()).ShouldBe("""{"key":"AuthorizationKey","value":null,"readonly":false}""");
        var set = await simulator.SendAsync(
            "POST",
            "/chargers/KEYS/config",
            $$"""{"key":"authorizationkey","value":"{{new string('b', 40)}}"}"""
        );
        set.Status.ShouldBe(200, set.Text);
        set.Text.ShouldBe("""{"key":"AuthorizationKey","value":null,"readonly":false}""");
        (await SecretAsync()).ShouldBe(set.Text);

        async Task<string> SecretAsync() =>
            (await simulator.SendAsync("GET", "/chargers/KEYS/config"))
                .Json.AsArray()
                .Single(key => (string?)key!["key"] == "AuthorizationKey")!
                .ToJsonString();
    }

    private Task<Answer> InstallAsync(string id, string kind, string certificate, string? privateKey = null) =>
        simulator.SendAsync(
            "POST",
            $"/chargers/{id}/certificates",
            JsonSerializer.Serialize(
                new
                {
                    kind,
                    certificate,
                    privateKey,
                }
            )
        );

    private static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CPO root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(NotBefore, NotAfter);
    }
}
