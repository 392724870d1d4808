using ChargePoints.Tests.Firmware;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Diagnostics;

/// <summary>GetDiagnostics (OCPP 1.6 §4.4, §5.9, cases 045_1, 045_2) and GetLog (security whitepaper §5, case 079) at the wire.</summary>
public sealed class UploadTests
{
    private const string Location = "ftp://files.example/uploads/";

    [Fact]
    public void Diagnostics_are_named_sent_and_told()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string? name = GetDiagnostics(bench);
        name.ShouldBe("CP001-diagnostics-20260504T080000Z.txt");
        bench.Sent[0].Action.ShouldBe("GetDiagnostics");
        bench.WaitSeconds(60);
        Diagnostics(bench).ShouldBe(["Uploading", "Uploaded"]);
        Upload upload = bench.Transfers.Started.Single().Request.ShouldBeOfType<Upload>();
        upload.ShouldBe(new Upload(Location, name!, UploadContent.Diagnostics, null, null));
        bench.ChargePoint.Snapshot.Uploads!.Diagnostics!.Status.ShouldBe("Uploaded");
        bench.ChargePoint.Snapshot.Uploads.Diagnostics.Bytes.ShouldBe(1_000);
        bench.ChargePoint.Snapshot.Uploads.Log.ShouldBeNull();
    }

    [Theory]
    [InlineData("-1", "_1-diagnostics-20260504T080000Z.txt")]
    [InlineData(".hidden", "_hidden-diagnostics-20260504T080000Z.txt")]
    [InlineData("RDAM 1+2", "RDAM_1_2-diagnostics-20260504T080000Z.txt")]
    public void The_name_is_one_that_any_server_takes(string id, string name) =>
        GetDiagnostics(ChargePointBench.Booted(ChargePointBench.OneSocket with { Id = id })).ShouldBe(name);

    [Fact]
    public void Attempts_are_retries_and_one_and_then_it_has_failed()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Transfers.Next(TransferOutcome.Failed, TransferOutcome.PermissionDenied, TransferOutcome.BadMessage);
        GetDiagnostics(
            bench,
            new
            {
                location = Location,
                retries = 2,
                retryInterval = 30,
            }
        );
        bench.WaitSeconds(200);
        Diagnostics(bench).ShouldBe(["Uploading", "UploadFailed"]);
        bench
            .Transfers.Started.Select(it => (it.At - bench.Transfers.Started[0].At).TotalSeconds)
            .ShouldBe([0, 35, 70]);
        bench.ChargePoint.Snapshot.Uploads!.Diagnostics!.Bytes.ShouldBeNull();
    }

    [Fact]
    public void Without_anything_in_that_time_there_is_no_file()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        GetDiagnostics(bench, new { location = Location, startTime = "2030-01-01T00:00:00Z" }).ShouldBeNull();
        GetDiagnostics(bench, new { location = Location, stopTime = "2020-01-01T00:00:00Z" }).ShouldBeNull();
        GetDiagnostics(
                bench,
                new
                {
                    location = Location,
                    startTime = "2026-05-04T08:00:00Z",
                    stopTime = "2026-05-04T07:00:00Z",
                }
            )
            .ShouldBeNull();
        bench.WaitSeconds(60);
        Diagnostics(bench).ShouldBeEmpty();
        bench.Transfers.Started.ShouldBeEmpty();
    }

    [Fact]
    public void The_time_asked_for_is_that_of_its_own_clock()
    {
        ChargePointBench bench = new();
        bench.Csms.ClockOffset = TimeSpan.FromHours(2);
        bench.PowerOn();
        GetDiagnostics(
            bench,
            new
            {
                location = Location,
                startTime = "2026-05-04T09:00:00Z",
                stopTime = "2026-05-04T13:00:00+02:00",
            }
        );
        var upload = (Upload)bench.Transfers.Started.Single().Request;
        upload.From!.Value.ToUtc().ShouldBe(new DateTimeOffset(2026, 5, 4, 7, 0, 0, TimeSpan.Zero));
        upload.To!.Value.ToUtc().ShouldBe(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_new_request_takes_the_place_of_the_one_under_way()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        GetDiagnostics(bench);
        bench.WaitSeconds(2);
        GetDiagnostics(bench);
        bench.Transfers.Running.ShouldBe(1);
        bench.WaitSeconds(60);
        Diagnostics(bench).ShouldBe(["Uploading", "Uploading", "Uploaded"]);
    }

    [Fact]
    public void An_upload_that_a_restart_interrupts_has_failed()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        GetDiagnostics(bench);
        GetLog(bench, 5);
        bench.WaitSeconds(1).Kill().PowerOn().WaitSeconds(60);
        Diagnostics(bench).ShouldBe(["Uploading", "UploadFailed"]);
        Logs(bench).ShouldBe([(5, "Uploading"), (5, "UploadFailure")]);
    }

    [Theory]
    [InlineData("SecurityLog", UploadContent.SecurityLog)]
    [InlineData("DiagnosticsLog", UploadContent.Diagnostics)]
    public void A_log_is_named_sent_and_told_with_its_request(string logType, UploadContent content)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        (string status, string? name) = GetLog(bench, 5, logType);
        status.ShouldBe("Accepted");
        bench.WaitSeconds(60);
        Logs(bench).ShouldBe([(5, "Uploading"), (5, "Uploaded")]);
        Diagnostics(bench).ShouldBeEmpty();
        var upload = (Upload)bench.Transfers.Started.Single().Request;
        upload.FileName.ShouldBe(name);
        upload.Content.ShouldBe(content);
    }

    [Theory]
    [InlineData(TransferOutcome.Failed, "UploadFailure")]
    [InlineData(TransferOutcome.PermissionDenied, "PermissionDenied")]
    [InlineData(TransferOutcome.BadMessage, "BadMessage")]
    [InlineData(TransferOutcome.NotSupported, "NotSupportedOperation")]
    public void Each_failure_of_a_log_has_its_status(TransferOutcome outcome, string status)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Transfers.Next(outcome);
        GetLog(bench, 5, retries: 0);
        bench.WaitSeconds(60);
        Logs(bench).ShouldBe([(5, "Uploading"), (5, status)]);
    }

    [Fact]
    public void Whatever_a_server_answers_is_tried_again()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Transfers.Next(TransferOutcome.NotSupported, TransferOutcome.BadMessage);
        GetLog(bench, 5, retries: 2);
        bench.WaitSeconds(120);
        Logs(bench).ShouldBe([(5, "Uploading"), (5, "Uploaded")]);
        bench.Transfers.Started.Count.ShouldBe(3);
    }

    [Fact]
    public void A_log_to_an_unsupported_protocol_is_not_tried()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        GetLog(bench, 5, location: "sftp://files.example/");
        bench.WaitSeconds(60);
        Logs(bench).ShouldBe([(5, "Uploading"), (5, "NotSupportedOperation")]);
        bench.Transfers.Started.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_log_cancels_the_first_and_says_so()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        GetLog(bench, 5);
        bench.WaitSeconds(2);
        GetLog(bench, 6).Status.ShouldBe("AcceptedCanceled");
        bench.Transfers.Running.ShouldBe(1);
        bench.WaitSeconds(60);
        Logs(bench).ShouldBe([(5, "Uploading"), (6, "Uploading"), (6, "Uploaded")]);
        GetLog(bench, 7).Status.ShouldBe("Accepted");
    }

    [Fact]
    public void A_log_of_a_time_to_come_is_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string? status = bench
            .Call(
                "GetLog",
                new
                {
                    logType = "SecurityLog",
                    requestId = 1,
                    log = new { remoteLocation = Location, oldestTimestamp = "2030-01-01T00:00:00Z" },
                }
            )["status"]
            ?.GetValue<string>();
        status.ShouldBe("Rejected");
        bench.WaitSeconds(60);
        Logs(bench).ShouldBeEmpty();
    }

    [Fact]
    public void The_statuses_for_triggers_are_idle_unless_an_upload_is_under_way()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        ChargePoint cp = bench.ChargePoint;
        FirmwareManagement.DiagnosticsStatus(cp).ShouldBe(Notice.Of(DiagnosticsStatus.Idle));
        FirmwareManagement.LogStatus(cp).ShouldBe(Notice.Of(UploadLogStatus.Idle, null));
        GetDiagnostics(bench);
        GetLog(bench, 5);
        FirmwareManagement.DiagnosticsStatus(cp).ShouldBe(Notice.Of(DiagnosticsStatus.Uploading));
        FirmwareManagement.LogStatus(cp).ShouldBe(Notice.Of(UploadLogStatus.Uploading, 5));
        bench.WaitSeconds(60);
        FirmwareManagement.DiagnosticsStatus(cp).ShouldBe(Notice.Of(DiagnosticsStatus.Idle));
        FirmwareManagement.LogStatus(cp).ShouldBe(Notice.Of(UploadLogStatus.Idle, null));
    }

    [Fact]
    public void A_trigger_tells_of_the_log_under_way_with_its_request_and_otherwise_Idle()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        GetLog(bench, 5);
        Triggered().ShouldBe((5, "Uploading"));
        bench.WaitSeconds(60);
        Triggered().ShouldBe((null, "Idle"));

        (int?, string?) Triggered()
        {
            bench.Call("ExtendedTriggerMessage", new { requestedMessage = "LogStatusNotification" });
            return Logs(bench).Last();
        }
    }

    [Fact]
    public void An_idle_charge_point_shows_and_saves_nothing_of_it()
    {
        ChargePointBench bench = ChargePointBench.Booted().Charge();
        bench.WaitSeconds(1_000);
        bench.ChargePoint.Snapshot.Firmware.ShouldBeNull();
        bench.ChargePoint.Snapshot.Uploads.ShouldBeNull();
        bench.ChargePoint.Durable.Firmware.ShouldBeNull();
    }

    private static string? GetDiagnostics(ChargePointBench bench, object? request = null) =>
        bench.Call("GetDiagnostics", request ?? new { location = Location })["fileName"]?.GetValue<string>();

    private static (string Status, string? Name) GetLog(
        ChargePointBench bench,
        int requestId,
        string logType = "SecurityLog",
        int retries = 1,
        string location = Location
    )
    {
        var answer = bench.Call(
            "GetLog",
            new
            {
                logType,
                requestId,
                retries,
                log = new { remoteLocation = location },
            }
        );
        return (answer["status"]!.GetValue<string>(), answer["filename"]?.GetValue<string>());
    }

    private static IReadOnlyList<string> Diagnostics(ChargePointBench bench) =>
        bench.StatusesOf("DiagnosticsStatusNotification");

    private static IEnumerable<(int?, string?)> Logs(ChargePointBench bench) =>
        bench.Calls("LogStatusNotification").Select(call => (call.Number("requestId"), call.Text("status")));
}
