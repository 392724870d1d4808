using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Firmware;

/// <summary>SignedUpdateFirmware at the wire: security whitepaper §4, certification cases 080 and 081.</summary>
public sealed class SignedUpdateFirmwareTests : IDisposable
{
    private const string Location = "https://files.example/fw/model-1.4.2.bin";
    private static readonly byte[] File = Encoding.ASCII.GetBytes("some signed firmware");
    private readonly FirmwareSigner _signer = new();

    [Theory]
    [InlineData(SignatureKind.Pss)]
    [InlineData(SignatureKind.Pkcs1)]
    [InlineData(SignatureKind.EcdsaDer)]
    [InlineData(SignatureKind.EcdsaPlain)]
    public void A_signed_file_is_verified_installed_and_runs_after_a_restart(SignatureKind kind)
    {
        ChargePointBench bench = Bench();
        Ask(bench, kind).ShouldBe("Accepted");
        bench.WaitSeconds(60);
        Statuses(bench).ShouldBe(["Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"]);
        bench.Calls("SignedFirmwareStatusNotification").ShouldAllBe(call => call.Number("requestId") == 7);
        bench.TheCall("BootNotification").Text("firmwareVersion").ShouldBe("1.4.2");
        bench.Statuses(1).ShouldBe(["Unavailable", "Available"]);
        bench.FirmwareStatuses().ShouldBeEmpty();
        Events(bench).ShouldBe(["FirmwareUpdated"]);
    }

    [Fact]
    public void A_signature_by_openssl_whose_salt_is_as_long_as_fits_is_valid()
    {
        RsaPss.IsValid(OpenSslSignature.Key, OpenSslSignature.MaximumSalt, OpenSslSignature.Sha256).ShouldBeTrue();
        byte[] changed = [.. OpenSslSignature.Sha256];
        changed[3] ^= 1;
        RsaPss.IsValid(OpenSslSignature.Key, OpenSslSignature.MaximumSalt, changed).ShouldBeFalse();
    }

    [Fact]
    public void It_is_fetched_and_installed_at_its_dates()
    {
        ChargePointBench bench = Bench();
        DateTimeOffset now = bench.Now.ToUtc();
        Ask(bench, retrieve: now + TimeSpan.FromMinutes(5), install: now + TimeSpan.FromMinutes(20))
            .ShouldBe("Accepted");
        bench.WaitSeconds(5 * 60 - 1);
        Statuses(bench).ShouldBe(["DownloadScheduled"]);
        bench.WaitSeconds(14 * 60);
        Statuses(bench)
            .ShouldBe(["DownloadScheduled", "Downloading", "Downloaded", "SignatureVerified", "InstallScheduled"]);
        bench.Statuses(1).ShouldBeEmpty();
        bench.Kill().PowerOn().WaitSeconds(90);
        Statuses(bench)[^2..].ShouldBe(["Installing", "Installed"]);
        bench.Calls("BootNotification")[^1].Text("firmwareVersion").ShouldBe("1.4.2");
    }

    [Theory]
    [InlineData("other file")]
    [InlineData("other key")]
    [InlineData("not base64")]
    [InlineData("empty")]
    public void A_signature_that_does_not_match_ends_it(string what)
    {
        ChargePointBench bench = Bench();
        using var other = new FirmwareSigner();
        string signature = what switch
        {
            "other file" => _signer.Sign([1, 2, 3], SignatureKind.Pss),
            "other key" => other.Sign(File, SignatureKind.Pss),
            "not base64" => "!!!",
            _ => "",
        };
        Ask(bench, signature: signature).ShouldBe("Accepted");
        bench.WaitSeconds(60);
        Statuses(bench).ShouldBe(["Downloading", "Downloaded", "InvalidSignature"]);
        Events(bench).ShouldBe(["InvalidFirmwareSignature"]);
        bench.Calls("BootNotification").ShouldBeEmpty();
        bench.Statuses(1).ShouldBeEmpty();
        bench.ChargePoint.Snapshot.FirmwareVersion.ShouldBe("1.0.0");
    }

    [Theory]
    [InlineData("self-signed")]
    [InlineData("expired")]
    [InlineData("of an intermediate")]
    [InlineData("the root itself")]
    [InlineData("for other use")]
    [InlineData("no certificate")]
    [InlineData("no root")]
    public void A_certificate_that_the_manufacturer_did_not_issue_is_refused(string what)
    {
        ChargePointBench bench = Bench(what == "no root" ? [] : [_signer.RootPem]);
        string certificate = what switch
        {
            "self-signed" => _signer.SelfSigned(),
            "expired" => _signer.Certificate(to: new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)),
            "of an intermediate" => _signer.CertificateOfIntermediate(),
            "the root itself" => _signer.RootPem,
            "for other use" => _signer.Certificate(usage: X509KeyUsageFlags.KeyAgreement),
            "no certificate" => "nonsense",
            _ => _signer.Certificate(),
        };
        Ask(bench, certificate: certificate).ShouldBe("InvalidCertificate");
        bench.WaitSeconds(60);
        Statuses(bench).ShouldBeEmpty();
        Events(bench).ShouldBe(["InvalidFirmwareSigningCertificate"]);
        bench.Transfers.Started.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_request_cancels_the_first_until_it_is_installed()
    {
        ChargePointBench bench = Bench();
        Ask(bench).ShouldBe("Accepted");
        bench.WaitSeconds(2);
        Ask(bench, requestId: 8).ShouldBe("AcceptedCanceled");
        bench.WaitSeconds(6);
        Ask(bench, requestId: 9).ShouldBe("Rejected");
        bench.WaitSeconds(60);
        bench
            .Calls("SignedFirmwareStatusNotification")
            .Select(call => (call.Number("requestId"), call.Text("status")))
            .ShouldBe([
                (7, "Downloading"),
                (8, "Downloading"),
                (8, "Downloaded"),
                (8, "SignatureVerified"),
                (8, "Installing"),
                (8, "Installed"),
            ]);
        Ask(bench, requestId: 10).ShouldBe("Accepted");
    }

    [Fact]
    public void The_quirk_tells_of_the_reboot()
    {
        ChargePointBench bench = Bench(quirk: Quirk.ReportsInstallRebooting);
        Ask(bench);
        bench.WaitSeconds(60);
        Statuses(bench)[^3..].ShouldBe(["Installing", "InstallRebooting", "Installed"]);
    }

    [Fact]
    public void A_download_that_fails_is_told_with_the_request()
    {
        ChargePointBench bench = Bench();
        bench.Transfers.Next(TransferOutcome.Failed, TransferOutcome.Failed, TransferOutcome.Failed);
        Ask(bench);
        bench.WaitSeconds(120);
        Statuses(bench).ShouldBe(["Downloading", "DownloadFailed"]);
        bench.Calls("SignedFirmwareStatusNotification")[^1].Number("requestId").ShouldBe(7);
    }

    [Fact]
    public void The_statuses_for_triggers_are_as_the_standard_has_them()
    {
        ChargePointBench bench = Bench();
        ChargePoint cp = bench.ChargePoint;
        FirmwareManagement.SignedFirmwareStatus(cp).ShouldBe(Notice.Of(SignedFirmwareStatus.Idle, null));
        FirmwareManagement.FirmwareStatus(cp).ShouldBe(Notice.Of(FirmwareStatus.Idle));
        Ask(bench);
        FirmwareManagement.SignedFirmwareStatus(cp).ShouldBe(Notice.Of(SignedFirmwareStatus.Downloading, 7));
        FirmwareManagement.FirmwareStatus(cp).ShouldBe(Notice.Of(FirmwareStatus.Downloading));
        bench.WaitSeconds(60);
        FirmwareManagement.SignedFirmwareStatus(cp).ShouldBe(Notice.Of(SignedFirmwareStatus.Idle, null));
        FirmwareManagement.FirmwareStatus(cp).ShouldBe(Notice.Of(FirmwareStatus.Idle));
        Ask(bench, signature: "");
        bench.WaitSeconds(60);
        FirmwareManagement.SignedFirmwareStatus(cp).ShouldBe(Notice.Of(SignedFirmwareStatus.InvalidSignature, 7));
        FirmwareManagement.FirmwareStatus(cp).ShouldBe(Notice.Of(FirmwareStatus.Idle));
    }

    [Fact]
    public void A_trigger_tells_the_last_status_with_its_request_and_Idle_once_installed()
    {
        ChargePointBench bench = Bench();
        Triggered(bench).ShouldBe(("Idle", null));
        Ask(bench);
        Triggered(bench).ShouldBe(("Downloading", 7));
        bench.WaitSeconds(10);
        Triggered(bench).ShouldBe(("Installing", 7));
        bench.WaitSeconds(60);
        Triggered(bench).ShouldBe(("Idle", null));
        Ask(bench, signature: "", requestId: 8);
        bench.WaitSeconds(60);
        Triggered(bench).ShouldBe(("InvalidSignature", 8));
        bench.Kill().PowerOn().WaitSeconds(5);
        Triggered(bench).ShouldBe(("InvalidSignature", 8));
    }

    [Fact]
    public void Plain_and_signed_updates_take_each_others_place()
    {
        ChargePointBench bench = Bench();
        bench.Update(Location);
        bench.WaitSeconds(2);
        Ask(bench, requestId: 8).ShouldBe("AcceptedCanceled");
        bench.WaitSeconds(2).Update(Location);
        bench.Transfers.Running.ShouldBe(1);
        bench.WaitSeconds(60);
        Statuses(bench).ShouldBe(["Downloading"]);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloading", "Downloaded", "Installing", "Installed"]);
    }

    [Fact]
    public void A_certificate_that_is_refused_leaves_the_update_under_way_alone()
    {
        ChargePointBench bench = Bench();
        Ask(bench);
        bench.WaitSeconds(2);
        Ask(bench, certificate: _signer.SelfSigned(), requestId: 8).ShouldBe("InvalidCertificate");
        bench.WaitSeconds(60);
        bench.Calls("SignedFirmwareStatusNotification").ShouldAllBe(call => call.Number("requestId") == 7);
        Statuses(bench)[^1].ShouldBe("Installed");
    }

    [Fact]
    public void Running_transactions_end_before_signed_firmware_is_installed()
    {
        ChargePointBench bench = Bench().Charging();
        Ask(bench);
        bench.WaitSeconds(600);
        Statuses(bench).ShouldBe(["Downloading", "Downloaded", "SignatureVerified"]);
        bench.Statuses(1).ShouldBeEmpty();
        bench.Present("TAG1").WaitSeconds(60);
        Statuses(bench)[^2..].ShouldBe(["Installing", "Installed"]);
    }

    public void Dispose() => _signer.Dispose();

    private static (string? Status, int? RequestId) Triggered(ChargePointBench bench)
    {
        bench.Call("ExtendedTriggerMessage", new { requestedMessage = "FirmwareStatusNotification" });
        SentFrame told = bench.Calls("SignedFirmwareStatusNotification")[^1];
        return (told.Text("status"), told.Number("requestId"));
    }

    private static ChargePointBench Bench(IReadOnlyList<string> roots, Quirk? quirk = null)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                FirmwareVersion = "1.0.0",
                Quirks = quirk is { } one ? [one] : [],
            }
        );
        bench.Transfers.File(Location, File);
        foreach (string certificate in roots)
        {
            string status = bench.Call(
                "InstallCertificate",
                new { certificateType = "ManufacturerRootCertificate", certificate }
            )["status"]!.GetValue<string>();
            status.ShouldBe("Accepted");
        }
        bench.Forget();
        return bench;
    }

    private ChargePointBench Bench(Quirk? quirk = null) => Bench([_signer.RootPem], quirk);

    private static List<string> Statuses(ChargePointBench bench) =>
        [.. bench.StatusesOf("SignedFirmwareStatusNotification")];

    private static IEnumerable<string> Events(ChargePointBench bench) =>
        bench.Calls("SecurityEventNotification").Select(call => call.Text("type")!);

    private string Ask(
        ChargePointBench bench,
        SignatureKind kind = SignatureKind.Pss,
        string? signature = null,
        string? certificate = null,
        int requestId = 7,
        DateTimeOffset? retrieve = null,
        DateTimeOffset? install = null
    )
    {
        bool ec = kind is SignatureKind.EcdsaDer or SignatureKind.EcdsaPlain;
        var firmware = new Dictionary<string, string>
        {
            ["location"] = Location,
            ["retrieveDateTime"] = (retrieve ?? bench.Now.ToUtc()).ToString("O", CultureInfo.InvariantCulture),
            ["signingCertificate"] = certificate ?? _signer.Certificate(ec),
            ["signature"] = signature ?? _signer.Sign(File, kind),
        };
        if (install is { } at)
        {
            firmware["installDateTime"] = at.ToString("O", CultureInfo.InvariantCulture);
        }
        return bench.Call("SignedUpdateFirmware", new { requestId, firmware })["status"]!.GetValue<string>();
    }
}
