using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Server.Csms;
using Server.Hosting;

namespace Server.Tests;

/// <summary>
/// Firmware, diagnostics and logs between a charger and the file store of the embedded central system: over real sockets, by calls of that
/// system, and as the API shows them.
/// </summary>
public sealed class FileStoreJourneyTests : IAsyncLifetime
{
    // A date that has passed.
    private const string AtOnce = "2020-01-01T00:00:00Z";
    private const string Key = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF";

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
    public async Task Firmware_is_fetched_installed_and_runs_after_a_restart()
    {
        await _simulator.OnlineAsync("FW", """ "firmwareVersion":"1.0.0" """);
        await PutAsync("model-2.5.0.bin", "some firmware");

        var answer = await CallAsync(
            "FW",
            "UpdateFirmware",
            new { location = Files("model-2.5.0.bin"), retrieveDate = AtOnce }
        );
        answer["payload"]!.AsObject().ShouldBeEmpty();
        var firmware = await EndAsync("FW");

        ((string?)firmware["update"]!["phase"]).ShouldBe("installed", firmware.ToJsonString());
        ((long?)firmware["update"]!["bytes"]).ShouldBe("some firmware".Length);
        ((string?)firmware["version"]).ShouldBe("2.5.0");
        ((string?)(await _simulator.ChargerAsync("FW"))["firmwareVersion"]).ShouldBe("2.5.0");
        var seen = await SeenAsync("FW", it => (string?)it["firmwareStatus"] == "Installed");
        seen.ToJsonString().ShouldContain("2.5.0");
        (await ToldAsync("FW", "FirmwareStatusNotification")).ShouldBe([
            "Downloading",
            "Downloaded",
            "Installing",
            "Installed",
        ]);
        // Of connector 0 and 1 at the first boot, Unavailable for the installation, and both again after the restart.
        (await ToldAsync("FW", "StatusNotification")).ShouldBe([
            "Available",
            "Available",
            "Unavailable",
            "Available",
            "Available",
        ]);
    }

    [Fact]
    public async Task Signed_firmware_is_verified_installed_and_told_as_a_security_event()
    {
        await _simulator.OnlineAsync("SIGNED", """ "firmwareVersion":"1.0.0" """);
        await InstallManufacturerAsync("SIGNED");
        await PutAsync("model-3.1.bin", "signed firmware");

        (await UpdateSignedAsync("SIGNED", "model-3.1.bin", 77, await SignAsync("model-3.1.bin"))).ShouldBe("Accepted");
        var firmware = await EndAsync("SIGNED");

        ((string?)firmware["update"]!["phase"]).ShouldBe("installed", firmware.ToJsonString());
        ((int?)firmware["update"]!["requestId"]).ShouldBe(77);
        ((string?)firmware["version"]).ShouldBe("3.1");
        await SeenAsync("SIGNED", it => (string?)it["signedFirmwareStatus"] == "Installed");
        (await ToldAsync("SIGNED", "SignedFirmwareStatusNotification")).ShouldBe([
            "Downloading",
            "Downloaded",
            "SignatureVerified",
            "Installing",
            "Installed",
        ]);
        await EventAsync("SIGNED", "FirmwareUpdated");
    }

    [Fact]
    public async Task Firmware_that_was_tampered_with_or_is_signed_by_somebody_else_is_refused()
    {
        await _simulator.OnlineAsync("WARY", """ "firmwareVersion":"1.0.0" """);
        await InstallManufacturerAsync("WARY");
        await PutAsync("model-3.1.bin", "signed firmware");
        var signed = await SignAsync("model-3.1.bin");
        await PutAsync("model-3.1.bin", "tampered firmware");

        (await UpdateSignedAsync("WARY", "model-3.1.bin", 1, signed)).ShouldBe("Accepted");
        var firmware = await EndAsync("WARY");

        ((string?)firmware["update"]!["phase"]).ShouldBe("invalid-signature", firmware.ToJsonString());
        ((string?)firmware["version"]).ShouldBe("1.0.0");
        await SeenAsync("WARY", it => (string?)it["signedFirmwareStatus"] == "InvalidSignature");
        await EventAsync("WARY", "InvalidFirmwareSignature");

        using var root = Root();
        signed["signingCertificate"] = root.ExportCertificatePem();
        (await UpdateSignedAsync("WARY", "model-3.1.bin", 2, signed)).ShouldBe("InvalidCertificate");
        await EventAsync("WARY", "InvalidFirmwareSigningCertificate");
    }

    [Fact]
    public async Task Diagnostics_arrive_with_log_and_state_and_without_secrets()
    {
        await _simulator.OnlineAsync("DIAG", """ "evses":[{"id":1},{"id":2}] """);
        await AcceptAsync("DIAG", "ChangeConfiguration", new { key = "AuthorizationKey", value = Key });
        await AcceptAsync(
            "DIAG",
            "SendLocalList",
            """{"listVersion":7,"updateType":"Full","localAuthorizationList":[{"idTag":"LISTED","idTagInfo":{"status":"Accepted"}}]}"""
        );
        await AcceptAsync(
            "DIAG",
            "ReserveNow",
            """{"connectorId":2,"expiryDate":"2199-01-01T00:00:00Z","idTag":"RESERVED","reservationId":41}"""
        );
        await AcceptAsync(
            "DIAG",
            "SetChargingProfile",
            """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":93,"stackLevel":1,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":17.5}]}}}"""
        );

        var location = Files("")
            .TrimEnd('/')
            .Replace("http://", "http://user:hunter2secret@", StringComparison.Ordinal);
        var answer = await CallAsync("DIAG", "GetDiagnostics", new { location });
        var name = (string)answer["payload"]!["fileName"]!;
        var uploads = await UploadedAsync("DIAG", "diagnostics");

        ((string?)uploads["status"]).ShouldBe("Uploaded", uploads.ToJsonString());
        await SeenAsync("DIAG", it => (string?)it["diagnosticsStatus"] == "Uploaded");
        (await ToldAsync("DIAG", "DiagnosticsStatusNotification")).ShouldBe(["Uploading", "Uploaded"]);
        var file = (await _simulator.SendAsync("GET", $"/csms/files/{name}")).Text;
        file.Length.ShouldBe((int)uploads["bytes"]!);
        file.ShouldStartWith("Diagnostics of DIAG at ");
        file.ShouldContain("registration Accepted");
        file.ShouldContain("connector 2: Reserved NoError");
        file.ShouldContain("HeartbeatInterval = ");
        file.ShouldContain("LISTED");
        file.ShouldContain("\"idTag\":\"RESERVED\"");
        file.ShouldContain("17.5");
        // The log: what went over the wire, and what it was asked for just now.
        file.ShouldContain("BootNotification");
        file.ShouldContain("GetDiagnostics");
        file.ShouldNotContain("hunter2secret");
        file.ShouldNotContain(Key, Case.Insensitive);
    }

    [Theory]
    [InlineData("SecurityLog", "StartupOfTheDevice")]
    [InlineData("DiagnosticsLog", "BootNotification")]
    public async Task Logs_arrive_with_what_has_happened(string logType, string entry)
    {
        await _simulator.OnlineAsync("LOGS", $"\"securityProfile\":1,\"password\":\"{Key}\"");

        var answer = await CallAsync(
            "LOGS",
            "GetLog",
            new
            {
                logType,
                requestId = 5,
                log = new { remoteLocation = Files("") },
            }
        );
        ((string?)answer["payload"]!["status"]).ShouldBe("Accepted");
        var upload = await UploadedAsync("LOGS", "log");

        ((string?)upload["status"]).ShouldBe("Uploaded", upload.ToJsonString());
        ((int?)upload["requestId"]).ShouldBe(5);
        await SeenAsync("LOGS", it => (string?)it["logStatus"] == "Uploaded");
        var file = (await _simulator.SendAsync("GET", $"/csms/files/{answer["payload"]!["filename"]}")).Text;
        file.ShouldContain(entry);
        file.ShouldNotContain(Key, Case.Insensitive);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_tried_again_and_then_told_as_a_failure()
    {
        await _simulator.OnlineAsync("LOST");
        await CallAsync(
            "LOST",
            "GetLog",
            new
            {
                logType = "SecurityLog",
                requestId = 6,
                retries = 1,
                retryInterval = 1,
                log = new { remoteLocation = $"{Address("http")}/csms/nowhere" },
            }
        );

        var upload = await UploadedAsync("LOST", "log");

        ((string?)upload["status"]).ShouldBe("UploadFailure", upload.ToJsonString());
        ((int?)upload["failedAttempts"]).ShouldBe(2);
        ((string?)upload["detail"])!.ShouldContain("404");
    }

    [Fact]
    public async Task Https_is_trusted_by_the_root_that_the_charger_has_and_by_no_other()
    {
        await PutAsync("model-2.0.bin", "some firmware");
        var location = $"{Address("https")}/csms/files/model-2.0.bin";
        using var other = Root();
        var csms = (await _simulator.SendAsync("GET", "/csms/ca/root.pem")).Text;
        await WithRootAsync("TRUSTS", csms, location);
        await WithRootAsync("DOUBTS", other.ExportCertificatePem(), location);

        var trusts = await FirmwareAsync("TRUSTS", it => it["update"]?["bytes"] is not null);
        ((string?)trusts["update"]!["version"]).ShouldBe("2.0");
        var doubts = await EndAsync("DOUBTS");
        ((string?)doubts["update"]!["phase"]).ShouldBe("download-failed");
        ((string?)doubts["update"]!["detail"])!.ShouldStartWith("TLS: ");
    }

    private async Task WithRootAsync(string id, string certificate, string location)
    {
        await _simulator.OnlineAsync(id);
        await AcceptAsync(
            id,
            "InstallCertificate",
            new { certificateType = "CentralSystemRootCertificate", certificate }
        );
        await CallAsync(
            id,
            "UpdateFirmware",
            new
            {
                location,
                retrieveDate = AtOnce,
                retries = 0,
            }
        );
    }

    private string Address(string scheme) =>
        _simulator.App.Urls.Single(url => url.StartsWith($"{scheme}:", StringComparison.Ordinal)).TrimEnd('/');

    private string Files(string name) => $"{Address("http")}/csms/files/{name}";

    private async Task PutAsync(string name, string content)
    {
        using var body = new StringContent(content);
        (await _simulator.Http.PutAsync(Files(name), body)).EnsureSuccessStatusCode();
    }

    private async Task InstallManufacturerAsync(string id) =>
        await AcceptAsync(
            id,
            "InstallCertificate",
            new
            {
                certificateType = "ManufacturerRootCertificate",
                certificate = (await _simulator.SendAsync("GET", "/csms/ca/manufacturer.pem")).Text,
            }
        );

    private async Task<JsonNode> SignAsync(string file)
    {
        var answer = await _simulator.SendAsync(
            "POST",
            "/csms/ca/firmware-signatures",
            $$"""{"file":"{{file}}","algorithm":"rsa-pss"}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    private async Task<string?> UpdateSignedAsync(string id, string file, int requestId, JsonNode signed)
    {
        var answer = await CallAsync(
            id,
            "SignedUpdateFirmware",
            new
            {
                requestId,
                firmware = new
                {
                    location = Files(file),
                    retrieveDateTime = AtOnce,
                    signingCertificate = (string?)signed["signingCertificate"],
                    signature = (string?)signed["signature"],
                },
            }
        );
        return (string?)answer["payload"]!["status"];
    }

    private Task AcceptAsync(string id, string action, string payload) =>
        AcceptAsync(id, action, JsonNode.Parse(payload)!);

    private async Task AcceptAsync(string id, string action, object payload)
    {
        var answer = await CallAsync(id, action, payload);
        ((string?)answer["payload"]?["status"]).ShouldBe("Accepted", answer.ToJsonString());
    }

    private async Task<JsonNode> CallAsync(string id, string action, object payload)
    {
        var body = JsonSerializer.Serialize(new { action, payload });
        // It may just be reconnecting.
        var answer = await Await.ForAsync(
            () => _simulator.SendAsync("POST", $"/csms/chargers/{id}/calls", body),
            it => it.Status != 409
        );
        answer.Status.ShouldBe(200, answer.Text);
        return answer.Json;
    }

    private Task<JsonNode> EndAsync(string id) =>
        FirmwareAsync(
            id,
            it =>
                (string?)it["update"]?["phase"]
                    is "installed"
                        or "download-failed"
                        or "invalid-signature"
                        or "installation-failed"
        );

    private Task<JsonNode> FirmwareAsync(string id, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(async () => (await _simulator.SendAsync("GET", $"/chargers/{id}/firmware")).Json, wanted);

    private async Task<JsonNode> UploadedAsync(string id, string kind) =>
        (
            await Await.ForAsync(
                async () => (await _simulator.SendAsync("GET", $"/chargers/{id}/diagnostics")).Json,
                it => (string?)it[kind]?["status"] is not (null or "" or "Uploading")
            )
        )[kind]!;

    private Task<JsonNode> SeenAsync(string id, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(async () => (await _simulator.SendAsync("GET", $"/csms/chargers/{id}")).Json, wanted);

    /// <summary>The statuses of the calls of an action that it has sent, in order.</summary>
    private async Task<IEnumerable<string?>> ToldAsync(string id, string action)
    {
        var log = await _simulator.SendAsync("GET", $"/chargers/{id}/logs?limit=5000&direction=out&action={action}");
        return log
            .Json.AsArray()
            .OrderBy(entry => (long)entry!["seq"]!)
            .Select(entry => (string?)entry!["payload"]!["status"]);
    }

    private Task<JsonArray> EventAsync(string id, string type) =>
        Await.ForAsync(
            async () => (await _simulator.SendAsync("GET", $"/chargers/{id}/security-events")).Json.AsArray(),
            events => events.Any(it => (string?)it!["type"] == type && (bool?)it["delivered"] == true)
        );

    private static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Somebody else", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
    }
}
