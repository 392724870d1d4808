using System.Text;
using ChargePoints;
using ChargePoints.Tests.Firmware;
using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>The security log and signed firmware: security whitepaper, use cases N01, L01 and L02.</summary>
public sealed class SignedFirmwareCases : IDisposable
{
    private const string Location = "https://files.example/fw/model-1.4.2.bin";
    private static readonly byte[] File = Encoding.ASCII.GetBytes("some signed firmware");
    private readonly FirmwareSigner _manufacturer = new();

    /// <inheritdoc/>
    public void Dispose() => _manufacturer.Dispose();

    [Case("079", "Get Security Log")]
    public void Security_log()
    {
        using var test = TestSystem.Booted(Secured());
        string remoteLocation = "https://files.example/logs";
        string? filename = test.Send(
                "GetLog",
                new
                {
                    logType = "SecurityLog",
                    requestId = 3,
                    log = new { remoteLocation },
                },
                "Accepted"
            )
            .Text("filename");
        test.Expect("LogStatusNotification", new { status = "Uploading", requestId = 3 });
        test.Expect("LogStatusNotification", new { status = "Uploaded", requestId = 3 }, 60);
        Encoding.UTF8.GetString(test.Files.Files[$"{remoteLocation}/{filename}"]).ShouldContain("StartupOfTheDevice");
    }

    [Case("080", "Secure Firmware Update")]
    public void Signed_update()
    {
        using var test = Ready();
        Ask(test, _manufacturer.Sign(File, SignatureKind.Pss));
        foreach (string status in (string[])["Downloading", "Downloaded", "SignatureVerified"])
        {
            Expect(test, status);
        }
        test.ExpectStatus(1, "Unavailable");
        Expect(test, "Installing");
        test.Expect("BootNotification", new { firmwareVersion = "1.4.2" }, 120);
        test.ExpectStatuses("Available");
        Expect(test, "Installed");
        test.Wait(5);
        test.Csms.Received.ShouldContain(frame =>
            frame.Calls("SecurityEventNotification") && frame.Text("type") == "FirmwareUpdated"
        );
    }

    [Case("081", "Secure Firmware Update - Invalid Signature")]
    public void Invalid_signature()
    {
        using var test = Ready();
        Ask(test, _manufacturer.Sign([1, 2, 3], SignatureKind.Pss));
        foreach (string status in (string[])["Downloading", "Downloaded", "InvalidSignature"])
        {
            Expect(test, status);
        }
        test.Expect("SecurityEventNotification", new { type = "InvalidFirmwareSignature" });
        test.ExpectSilence(60);
    }

    private TestSystem Ready()
    {
        TestSystem test = TestSystem.Booted(Secured());
        test.Send(
            "InstallCertificate",
            new { certificateType = "ManufacturerRootCertificate", certificate = _manufacturer.RootPem },
            "Accepted"
        );
        test.Files.Put(Location, File);
        return test;
    }

    private void Ask(TestSystem test, string signature) =>
        test.Send(
            "SignedUpdateFirmware",
            new
            {
                requestId = 9,
                firmware = new
                {
                    location = Location,
                    retrieveDateTime = test.Now.ToString(),
                    signingCertificate = _manufacturer.Certificate(),
                    signature,
                },
            },
            "Accepted"
        );

    private static void Expect(TestSystem test, string status) =>
        test.Expect("SignedFirmwareStatusNotification", new { status, requestId = 9 }, 120);

    // In security profile 1, where security events are kept and told.
    private static ChargePointSettings Secured() =>
        ChargePointBench.OneSocket with
        {
            FirmwareVersion = "1.0.0",
            Configuration = new Dictionary<string, string>
            {
                ["SecurityProfile"] = "1",
                ["AuthorizationKey"] = "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF",
            },
        };
}
