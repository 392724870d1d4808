using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Server.Csms;
using Server.Csms.Ca;
using Server.Hosting;
using Server.Storage;

namespace Server.Tests.Csms;

/// <summary>What the authority signs for whom, over the API and the wire.</summary>
public sealed class SigningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private CsmsSettings Settings => new() { DataDirectory = _directory.Path };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("CP1")]
    [InlineData("SN-1")]
    [InlineData("BOX-1")]
    public async Task A_certificate_is_sent_as_soon_as_it_was_asked_for(string commonName)
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await BootedAsync(app);

        (await AskAsync(charger, commonName)).ShouldBe("Accepted");

        var chain = await SignedAsync(charger);
        using var leaf = X509Certificate2.CreateFromPem(chain);
        CertificateAuthority.CommonName(leaf.SubjectName).ShouldBe(commonName);
        using var root = X509Certificate2.CreateFromPem(await app.Http.GetStringAsync("/csms/ca/root.pem"));
        using var issuer = X509Certificate2.CreateFromPem(await app.Http.GetStringAsync("/csms/ca/charge-points.pem"));
        leaf.Issuer.ShouldBe(issuer.Subject);
        issuer.Issuer.ShouldBe(root.Subject);
        var view = await app.GetAsync("/csms/chargers/CP1");
        view.GetProperty("certificateRequest").GetProperty("status").GetString().ShouldBe("Accepted");
    }

    [Fact]
    public async Task Nobody_gets_a_certificate_in_anothers_name()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        using var charger = await BootedAsync(app);
        (await AskAsync(charger, "CP2")).ShouldBe("Rejected");
        var garbage = await charger.CallAsync("SignCertificate", """{"csr":"none"}""");
        garbage.GetProperty("status").GetString().ShouldBe("Rejected");
        // Nothing is on its way: the next frame is the answer to this.
        await charger.CallAsync("Heartbeat", "{}");
        var refused = await app.PostAsync("/csms/chargers/CP1/certificate", "{}");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task By_hand_it_is_sent_when_somebody_says_so_and_for_as_long_as_he_says()
    {
        await using var app = await CsmsApp.StartAsync(Settings with { SignCertificates = false });
        (await app.GetAsync("/csms/ca")).GetProperty("automatic").GetBoolean().ShouldBeFalse();
        using var charger = await BootedAsync(app);
        (await AskAsync(charger, "SN-1")).ShouldBe("Accepted");
        await charger.CallAsync("Heartbeat", "{}");

        (await app.PostAsync("/csms/chargers/CP1/certificate", """{"validDays":0}""")).StatusCode.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        var pending = app.PostAsync("/csms/chargers/CP1/certificate", """{"validDays":10}""");
        var chain = await SignedAsync(charger);
        var signed = await (await pending).Content.ReadFromJsonAsync<JsonElement>();

        signed.GetProperty("certificateChain").GetString().ShouldBe(chain);
        signed.GetProperty("call").GetProperty("payload").GetProperty("status").GetString().ShouldBe("Accepted");
        using var leaf = X509Certificate2.CreateFromPem(chain);
        // From a day before, because chargers' clocks are wrong.
        (leaf.NotAfter - leaf.NotBefore).TotalDays.ShouldBe(11);

        await app.Http.PutAsJsonAsync("/csms/ca/signing", new { automatic = true });
        (await AskAsync(charger, "SN-1")).ShouldBe("Accepted");
        (await SignedAsync(charger)).ShouldNotBe(chain);
    }

    [Fact]
    public async Task How_certificates_are_sent_stays_as_it_was_set_over_a_restart()
    {
        await using (var app = await CsmsApp.StartAsync(Settings))
        {
            (await app.GetAsync("/csms/ca")).GetProperty("automatic").GetBoolean().ShouldBeTrue();
            var set = await app.Http.PutAsJsonAsync("/csms/ca/signing", new { automatic = false });
            set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        await using var again = await CsmsApp.StartAsync(Settings with { SignCertificates = true });
        (await again.GetAsync("/csms/ca")).GetProperty("automatic").GetBoolean().ShouldBeFalse();
        using var charger = await BootedAsync(again);
        (await AskAsync(charger, "SN-1")).ShouldBe("Accepted");
        // Nothing is on its way: the next frame is the answer to this.
        await charger.CallAsync("Heartbeat", "{}");
        await again.Http.PutAsJsonAsync("/csms/ca/signing", new { automatic = true });
        new SigningSwitch(Settings with { SignCertificates = false }).Automatic.ShouldBeTrue();
    }

    [Fact]
    public void How_certificates_are_sent_is_not_changed_when_it_cannot_be_kept()
    {
        var signing = new SigningSwitch(Settings);
        var path = Path.Combine(_directory.Path, "csms-ca", "signing");
        // A directory is in the way of what is written first.
        Directory.CreateDirectory($"{path}.new");
        Should.Throw<StoreTroubleException>(() => signing.Set(automatic: false)).Message.ShouldContain(path);
        signing.Automatic.ShouldBeTrue();
        Directory.Delete($"{path}.new");
        signing.Set(automatic: false);
        new SigningSwitch(Settings).Automatic.ShouldBeFalse();
    }

    [Fact]
    public void What_does_not_say_how_certificates_are_sent_ends_the_start_and_says_what_to_mend()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_directory.Path, "csms-ca"));
        var path = Path.Combine(directory.FullName, "signing");
        File.WriteAllText(path, "sometimes");
        Should.Throw<StartFailureException>(() => new SigningSwitch(Settings)).Message.ShouldContain(path);
    }

    [Fact]
    public async Task A_file_is_signed_as_firmware()
    {
        await using var app = await CsmsApp.StartAsync(Settings);
        await app.Http.PutAsync("/csms/files/firmware.bin", new ByteArrayContent("firmware"u8.ToArray()));
        var answer = await app.PostAsync(
            "/csms/ca/firmware-signatures",
            """{"file":"firmware.bin","algorithm":"rsa-pss"}"""
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var signed = await answer.Content.ReadFromJsonAsync<JsonElement>();
        signed
            .GetProperty("sha256")
            .GetString()
            .ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("firmware"u8.ToArray())));
        using var manufacturer = X509Certificate2.CreateFromPem(
            await app.Http.GetStringAsync("/csms/ca/manufacturer.pem")
        );
        using var certificate = X509Certificate2.CreateFromPem(signed.GetProperty("signingCertificate").GetString()!);
        certificate.Issuer.ShouldBe(manufacturer.Subject);
        (await app.PostAsync("/csms/ca/firmware-signatures", """{"file":"none"}""")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    private static async Task<CsmsClient> BootedAsync(CsmsApp app)
    {
        var charger = await app.ConnectAsync("CP1");
        await charger.CallAsync(
            "BootNotification",
            """{"chargePointVendor":"V","chargePointModel":"M","chargePointSerialNumber":"SN-1","chargeBoxSerialNumber":"BOX-1"}"""
        );
        return charger;
    }

    private static async Task<string?> AskAsync(CsmsClient charger, string commonName)
    {
        var (csr, key) = Requests.Make(commonName);
        key.Dispose();
        var answer = await charger.CallAsync("SignCertificate", JsonSerializer.Serialize(new { csr }));
        return answer.GetProperty("status").GetString();
    }

    private static async Task<string> SignedAsync(CsmsClient charger)
    {
        var call = (await charger.ReceiveAsync()).ShouldNotBeNull();
        call[2].GetString().ShouldBe("CertificateSigned");
        await charger.SendAsync($$"""[3,"{{call[1].GetString()}}",{"status":"Accepted"}]""");
        return call[3].GetProperty("certificateChain").GetString()!;
    }
}
