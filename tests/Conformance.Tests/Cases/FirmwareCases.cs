using System.Text;
using ChargePoints;
using Conformance.Tests.Harness;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Firmware and diagnostics: OCPP 1.6 §4.4, §4.5, §5.9, §5.19.</summary>
public sealed class FirmwareCases
{
    private const string Location = "http://files.example/fw/model-1.4.2.bin";

    [Case("044_1", "Firmware Update - Download and Install")]
    public void Update()
    {
        using var test = TestSystem.Booted(Version1());
        Ask(test);
        Expect(test, "Downloading");
        Expect(test, "Downloaded");
        test.ExpectStatus(1, "Unavailable");
        Expect(test, "Installing");
        test.Expect("BootNotification", new { firmwareVersion = "1.4.2" }, 120);
        test.ExpectStatuses("Available");
        Expect(test, "Installed");
        test.Charging();
    }

    [Case("044_2", "Firmware Update - Download Failed")]
    public void Download_failed()
    {
        using var test = TestSystem.Booted(Version1());
        Ask(test, "http://files.example/fw/none.bin");
        Expect(test, "Downloading");
        Expect(test, "DownloadFailed");
        test.ExpectSilence(60);
        test.Charging();
    }

    [Case("044_3", "Firmware Update - Installation Failed")]
    public void Installation_failed()
    {
        using var test = TestSystem.Booted(Version1(Quirk.FirmwareInstallFails));
        Ask(test);
        Expect(test, "Downloading");
        Expect(test, "Downloaded");
        test.ExpectStatus(1, "Unavailable");
        Expect(test, "Installing");
        test.ExpectInAnyOrder(
            ("FirmwareStatusNotification", new { status = "InstallationFailed" }),
            ("StatusNotification", new { connectorId = 1, status = "Available" })
        );
        test.Charging();
    }

    [Case("045_1", "Get Diagnostics")]
    public void Diagnostics()
    {
        using var test = TestSystem.Booted();
        string location = "ftp://files.example/uploads";
        string? fileName = test.Send("GetDiagnostics", new { location }).Text("fileName");
        fileName.ShouldNotBeNullOrEmpty();
        test.Expect("DiagnosticsStatusNotification", new { status = "Uploading" });
        test.Expect("DiagnosticsStatusNotification", new { status = "Uploaded" }, 60);
        // The file says what the wire has seen.
        Encoding.UTF8.GetString(test.Files.Files[$"{location}/{fileName}"]).ShouldContain("BootNotification");
    }

    [Case("045_2", "Get Diagnostics - Upload Failed", Note = "To a server with a protocol that it does not have.")]
    public void Diagnostics_failed()
    {
        using var test = TestSystem.Booted();
        test.Send("GetDiagnostics", new { location = "sftp://files.example/uploads", retries = 0 });
        test.Expect("DiagnosticsStatusNotification", new { status = "Uploading" });
        test.Expect("DiagnosticsStatusNotification", new { status = "UploadFailed" }, 60);
    }

    private static ChargePointSettings Version1(params Quirk[] quirks) =>
        ChargePointBench.OneSocket with
        {
            FirmwareVersion = "1.0.0",
            Quirks = quirks,
        };

    private static void Ask(TestSystem test, string location = Location)
    {
        test.Files.Put(Location, "some firmware"u8.ToArray());
        test.Send(
                "UpdateFirmware",
                new
                {
                    location,
                    retrieveDate = test.Now.ToString(),
                    retries = 1,
                    retryInterval = 10,
                }
            )
            .Payload.ShouldBeEmpty();
    }

    private static void Expect(TestSystem test, string status) =>
        test.Expect("FirmwareStatusNotification", new { status }, 120);
}
