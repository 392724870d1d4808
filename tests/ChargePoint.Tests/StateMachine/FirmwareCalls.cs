using System.Globalization;
using ChargePoints.Tests.Firmware;
using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>What a CSMS may ask for with firmware, diagnostics and logs, and what becomes of the files, as chance has it.</summary>
internal static class FirmwareCalls
{
    private static readonly string[] Locations =
    [
        "http://files.example/fw-2.0.bin",
        "ftp://user:pass@files.example/none.bin",
        "gopher://files.example/fw",
    ];

    private static readonly FirmwareSigner Signer = new();
    private static readonly string Certificate = Signer.Certificate();

    public static void Any(ChargePointBench bench, Func<int, int> random)
    {
        bench.Transfers.File(Locations[0], [.. Enumerable.Repeat((byte)'x', random(2) * 10)]);
        bench.Transfers.Next([.. Enum.GetValues<TransferOutcome>().Skip(1).Where(_ => random(8) == 0)]);
        string location = Locations[random(Locations.Length)];
        string date = (bench.Now.ToUtc() + TimeSpan.FromSeconds(random(120) - 60)).ToString(
            "O",
            CultureInfo.InvariantCulture
        );
        switch (random(5))
        {
            case 0:
                bench.TryCall(
                    "UpdateFirmware",
                    new
                    {
                        location,
                        retrieveDate = date,
                        retries = random(3),
                    }
                );
                break;
            case 1:
                bench.TryCall("GetDiagnostics", new { location, startTime = date });
                break;
            case 2:
                var log = new { remoteLocation = location };
                bench.TryCall(
                    "GetLog",
                    new
                    {
                        log,
                        logType = "DiagnosticsLog",
                        requestId = random(100),
                        retries = 1,
                    }
                );
                break;
            case 3:
                bench.TryCall(
                    "InstallCertificate",
                    new { certificateType = "ManufacturerRootCertificate", certificate = Signer.RootPem }
                );
                break;
            default:
                var firmware = new
                {
                    location,
                    retrieveDateTime = date,
                    installDateTime = date,
                    signingCertificate = Certificate,
                    signature = Signer.Sign([.. Enumerable.Repeat((byte)'x', 10)], SignatureKind.Pkcs1),
                };
                bench.TryCall("SignedUpdateFirmware", new { requestId = random(100), firmware });
                break;
        }
    }
}
