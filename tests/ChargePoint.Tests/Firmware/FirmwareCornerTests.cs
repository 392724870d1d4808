using System.Text;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Firmware;

/// <summary>Where firmware updates meet what else goes on: OCPP 1.6 §4.5, §5.13, §5.17, §5.19; security whitepaper §4.7.</summary>
public sealed class FirmwareCornerTests
{
    private const string Location = "http://files.example/fw/model-1.4.2.bin";
    private static readonly byte[] File = Encoding.ASCII.GetBytes("some firmware");

    [Fact]
    public void The_restart_and_the_new_firmware_are_told_as_security_events()
    {
        ChargePointBench bench = Bench(
            new Dictionary<string, string> { ["SecurityProfile"] = "1", ["AuthorizationKey"] = new string('a', 40) }
        );
        bench.Update();
        bench.WaitSeconds(60);
        bench
            .Calls("SecurityEventNotification")
            .Select(call => call.Text("type"))
            .ShouldBe(["ResetOrReboot", "StartupOfTheDevice", "FirmwareUpdated"]);
        bench.Calls("SecurityEventNotification")[2].Text("techInfo")!.ShouldContain("1.4.2");
    }

    [Fact]
    public void Without_a_security_profile_a_plain_update_tells_no_security_event()
    {
        ChargePointBench bench = Bench();
        bench.Update();
        bench.WaitSeconds(60).Calls("SecurityEventNotification").ShouldBeEmpty();
    }

    [Fact]
    public void A_trigger_tells_how_far_it_has_come_and_otherwise_Idle()
    {
        ChargePointBench bench = Bench().Charging();
        Triggered(bench).ShouldBe("Idle");
        bench.Update(retrieveDate: bench.Now.ToUtc() + TimeSpan.FromMinutes(1));
        Triggered(bench).ShouldBe("Idle");
        bench.WaitSeconds(61);
        Triggered(bench).ShouldBe("Downloading");
        bench.WaitSeconds(10);
        Triggered(bench).ShouldBe("Downloaded");
        bench.Present("TAG1");
        Triggered(bench).ShouldBe("Installing");
        bench.WaitSeconds(60);
        Triggered(bench).ShouldBe("Idle");
        bench.Update("http://files.example/none.bin", retries: 0);
        bench.WaitSeconds(30);
        Triggered(bench).ShouldBe("Idle");
    }

    [Theory]
    [InlineData(0, 0, new double[] { 0 })]
    [InlineData(-3, -5, new double[] { 0 })]
    [InlineData(2, 0, new double[] { 0, 6, 12 })]
    public void Retries_that_make_no_sense_come_down_to_the_least(int retries, int retryInterval, double[] at)
    {
        ChargePointBench bench = Bench();
        bench.Update("http://files.example/none.bin", retries: retries, retryInterval: retryInterval);
        bench.WaitSeconds(200);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "DownloadFailed"]);
        bench.Transfers.Started.Select(it => (it.At - bench.Transfers.Started[0].At).TotalSeconds).ShouldBe(at);
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z")]
    [InlineData("2026-05-04T08:00:00.0000000")]
    [InlineData("2026-05-04T10:00:00+02:00")]
    public void A_retrieve_date_that_has_passed_is_now(string retrieveDate)
    {
        ChargePointBench bench = Bench();
        bench.Call("UpdateFirmware", new { location = Location, retrieveDate });
        bench.Transfers.Started.Count.ShouldBe(1);
        bench.FirmwareStatuses().ShouldBe(["Downloading"]);
    }

    [Fact]
    public void A_second_request_while_the_first_waits_for_transactions_gives_the_connectors_back()
    {
        ChargePointBench bench = Bench().Charging("TAG1", 1);
        bench.Update();
        bench.WaitSeconds(60).Statuses(2).ShouldBe(["Unavailable"]);
        bench.Forget().Update(retrieveDate: bench.Now.ToUtc() + TimeSpan.FromHours(1));
        bench.Statuses(2).ShouldBe(["Available"]);
        bench.FirmwareStatuses().ShouldBeEmpty();
        bench.Present("TAG2", 2).PlugIn(2).WaitSeconds(10).Statuses(2)[^1].ShouldBe("Charging");
    }

    [Fact]
    public void A_reservation_ends_and_none_is_taken_while_it_is_installed()
    {
        ChargePointBench bench = Bench();
        Reserve(bench, 1).ShouldBe("Accepted");
        bench.Forget().Update();
        bench.WaitSeconds(10);
        bench.Statuses(1).ShouldBe(["Unavailable"]);
        Reserve(bench, 2).ShouldBe("Unavailable");
        bench.WaitSeconds(60).Statuses(1)[^1].ShouldBe("Available");
        bench.Statuses(2)[^1].ShouldBe("Available");
    }

    [Fact]
    public void A_fault_that_clears_during_the_installation_leaves_the_connector_Unavailable()
    {
        ChargePointBench bench = Bench();
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null));
        bench.Forget().Update();
        bench.WaitSeconds(7).FirmwareStatuses()[^1].ShouldBe("Installing");
        bench.Statuses(1).ShouldBeEmpty();
        bench.Must(new FaultCleared(1));
        bench.Statuses(1).ShouldBe(["Unavailable"]);
        bench.WaitSeconds(60).Statuses(1)[^1].ShouldBe("Available");
    }

    [Fact]
    public void Operative_during_the_installation_counts_once_it_is_over()
    {
        ChargePointBench bench = Bench();
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Inoperative" });
        bench.Forget().Update();
        bench.WaitSeconds(7);
        bench.Call("ChangeAvailability", new { connectorId = 1, type = "Operative" });
        bench.Statuses(1).ShouldBeEmpty();
        bench.WaitSeconds(60).Statuses(1).ShouldBe(["Available"]);
    }

    [Fact]
    public void Before_it_is_accepted_it_is_carried_out_and_told_afterwards()
    {
        var bench = new ChargePointBench(ChargePointBench.OneSocket with { FirmwareVersion = "1.0.0" });
        bench.Transfers.File(Location, File);
        // Also after its restart.
        bench.Csms.Once("BootNotification", Pending(), Pending());
        bench.PowerOn().Forget();
        bench.Update();
        bench.WaitSeconds(20).FirmwareStatuses().ShouldBeEmpty();
        bench.WaitSeconds(120);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
        bench.Calls("BootNotification")[^1].Text("firmwareVersion").ShouldBe("1.4.2");
    }

    [Fact]
    public void A_status_that_triggers_have_crowded_out_is_told_all_the_same()
    {
        ChargePointBench bench = Bench();
        bench.Update("http://files.example/none.bin", retries: 0);
        bench.WaitSeconds(4).Csms.On("Heartbeat", Reply.None);
        bench.Call("TriggerMessage", new { requestedMessage = "Heartbeat" });
        bench.WaitSeconds(2);
        for (int i = 0; i < 100; i++)
        {
            bench.Call("TriggerMessage", new { requestedMessage = "DiagnosticsStatusNotification" });
        }
        bench.Csms.Normally("Heartbeat");
        bench.WaitSeconds(120);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "DownloadFailed"]);
    }

    [Fact]
    public void Each_transfer_has_its_result_although_all_three_run_at_once()
    {
        ChargePointBench bench = Bench();
        bench.Transfers.Next(TransferOutcome.Failed, TransferOutcome.PermissionDenied, TransferOutcome.Done);
        bench.Update(retries: 0);
        bench.Call("GetDiagnostics", new { location = "http://files.example/d", retries = 0 });
        bench.Call(
            "GetLog",
            new
            {
                logType = "DiagnosticsLog",
                requestId = 3,
                log = new { remoteLocation = "http://files.example/l" },
            }
        );
        bench.WaitSeconds(60);
        bench.FirmwareStatuses()[^1].ShouldBe("DownloadFailed");
        bench.StatusesOf("DiagnosticsStatusNotification")[^1].ShouldBe("UploadFailed");
        bench.StatusesOf("LogStatusNotification")[^1].ShouldBe("Uploaded");
    }

    private static ChargePointBench Bench(IReadOnlyDictionary<string, string>? configuration = null)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets with
            {
                FirmwareVersion = "1.0.0",
                Configuration = configuration ?? new Dictionary<string, string>(),
            }
        );
        bench.Transfers.File(Location, File);
        return bench;
    }

    private static Reply Pending() =>
        Reply.Result(
            new
            {
                status = "Pending",
                currentTime = ChargePointBench.Start.ToString(),
                interval = 40,
            }
        );

    private static string? Triggered(ChargePointBench bench)
    {
        bench.Call("TriggerMessage", new { requestedMessage = "FirmwareStatusNotification" });
        return bench.Calls("FirmwareStatusNotification")[^1].Text("status");
    }

    private static string Reserve(ChargePointBench bench, int connectorId) =>
        bench.Call(
            "ReserveNow",
            new
            {
                connectorId,
                expiryDate = "2026-05-05T00:00:00Z",
                idTag = "TAG1",
                reservationId = connectorId,
            }
        )["status"]!.GetValue<string>();
}
