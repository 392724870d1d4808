using System.Text;
using TestKit;

namespace ChargePoints.Tests.Firmware;

/// <summary>UpdateFirmware at the wire: OCPP 1.6 §4.5, §5.19, certification cases 044_1, 044_2 and 044_3.</summary>
public sealed class UpdateFirmwareTests
{
    private const string Location = "http://files.example/fw/model-1.4.2.bin";
    private static readonly byte[] File = Encoding.ASCII.GetBytes("some firmware");

    private static ChargePointSettings TwoSockets => ChargePointBench.TwoSockets with { FirmwareVersion = "1.0.0" };

    [Fact]
    public void A_file_is_fetched_installed_and_runs_after_a_restart()
    {
        ChargePointBench bench = Bench();
        bench.Update();
        bench.Sent[0].Payload.ShouldBeEmpty();
        bench.WaitSeconds(60);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
        bench
            .Actions()
            .Where(action => action is "FirmwareStatusNotification" or "BootNotification")
            .ShouldBe([
                "FirmwareStatusNotification",
                "FirmwareStatusNotification",
                "FirmwareStatusNotification",
                "BootNotification",
                "FirmwareStatusNotification",
            ]);
        bench.TheCall("BootNotification").Text("firmwareVersion").ShouldBe("1.4.2");
        bench.Statuses(0).ShouldBe(["Available"]);
        bench.Statuses(1).ShouldBe(["Unavailable", "Available"]);
        bench.Statuses(2).ShouldBe(["Unavailable", "Available"]);
        bench.Sent[^1].Action.ShouldBe("FirmwareStatusNotification");
        bench.ChargePoint.Snapshot.FirmwareVersion.ShouldBe("1.4.2");
        bench.ChargePoint.Snapshot.Firmware!.Phase.ShouldBe(FirmwarePhase.Installed);
    }

    [Fact]
    public void The_times_of_its_statuses_are_kept_offline_and_over_a_power_loss()
    {
        ChargePointBench bench = Bench();
        DateTimeOffset begun = bench.Now.ToUtc();
        bench.Update();
        bench.GoOffline().WaitSeconds(8);
        IReadOnlyList<FirmwareMilestone> before = bench.ChargePoint.Snapshot.Firmware!.Statuses;
        before.Select(it => it.Status).ShouldBe(["Downloading", "Downloaded", "Installing"]);
        before[0].Time.ShouldBe(begun);
        before[1].Time.ShouldBe(begun + bench.Transfers.Duration);
        bench.Kill().WaitSeconds(5).GoOnline().PowerOn().WaitSeconds(120);
        IReadOnlyList<FirmwareMilestone> after = bench.ChargePoint.Snapshot.Firmware!.Statuses;
        after.Take(3).ShouldBe(before);
        after.Skip(3).Select(it => it.Status).ShouldBe(["Installed"]);
        bench.Update("http://files.example/none.bin", retries: 0);
        bench.ChargePoint.Snapshot.Firmware!.Statuses.Single().Status.ShouldBe("Downloading");
    }

    [Fact]
    public void It_waits_for_the_retrieve_date_by_its_own_clock()
    {
        ChargePointBench bench = Bench();
        bench.Csms.ClockOffset = TimeSpan.FromHours(1);
        bench.Call("Reset", new { type = "Hard" });
        bench.WaitSeconds(20).Forget();
        DateTimeOffset clock = (bench.Now + bench.ChargePoint.Snapshot.ClockOffset).ToUtc();
        bench.Update(retrieveDate: clock + TimeSpan.FromMinutes(30));
        bench.WaitSeconds(1_790).FirmwareStatuses().ShouldBeEmpty();
        bench.Transfers.Started.ShouldBeEmpty();
        bench.WaitSeconds(11).FirmwareStatuses().ShouldContain("Downloading");
        bench.WaitSeconds(60).FirmwareStatuses()[^1].ShouldBe("Installed");
    }

    [Fact]
    public void Attempts_are_retries_and_one_and_then_it_has_failed()
    {
        ChargePointBench bench = Bench();
        bench.Update("http://files.example/none.bin", retries: 3, retryInterval: 20);
        bench.WaitSeconds(200);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "DownloadFailed"]);
        bench
            .Transfers.Started.Select(it => (it.At - bench.Transfers.Started[0].At).TotalSeconds)
            .ShouldBe([0, 25, 50, 75]);
        bench.Calls("BootNotification").ShouldBeEmpty();
        bench.Statuses(1).ShouldBeEmpty();
        bench.Charge().Statuses(1)[^1].ShouldBe("Charging");
    }

    [Fact]
    public void Without_retries_in_the_request_the_defaults_hold()
    {
        ChargePointBench bench = Bench();
        bench.Update("http://files.example/none.bin");
        bench.WaitSeconds(200);
        bench.Transfers.Started.Count.ShouldBe(1 + RetryPlan.DefaultRetries);
        TimeSpan interval = TimeSpan.FromSeconds(RetryPlan.DefaultIntervalSeconds) + bench.Transfers.Duration;
        (bench.Transfers.Started[1].At - bench.Transfers.Started[0].At).ShouldBe(interval);
    }

    [Fact]
    public void An_attempt_that_succeeds_late_is_a_success()
    {
        ChargePointBench bench = Bench();
        bench.Transfers.Next(TransferOutcome.NotSupported, TransferOutcome.PermissionDenied);
        bench.Update(retries: 2, retryInterval: 5);
        bench.WaitSeconds(120);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
    }

    [Theory]
    [InlineData("sftp://files.example/fw.bin")]
    [InlineData("file:///etc/passwd")]
    [InlineData("urn:firmware:1")]
    public void What_cannot_be_fetched_is_not_tried(string location)
    {
        ChargePointBench bench = Bench();
        bench.Update(location, retries: 3);
        bench.WaitSeconds(120);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "DownloadFailed"]);
        bench.Transfers.Started.ShouldBeEmpty();
    }

    [Fact]
    public void Running_transactions_end_first_and_no_new_one_starts()
    {
        ChargePointBench bench = Bench().Charging("TAG1", 1);
        bench.Update();
        bench.WaitSeconds(600);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded"]);
        bench.Statuses(1).ShouldBeEmpty();
        bench.Statuses(2).ShouldBe(["Unavailable"]);
        bench.Do(new PlugIn(2, null)).ShouldNotBeNull();
        bench.Call("RemoteStartTransaction", new { idTag = "TAG2" })["status"]!.GetValue<string>().ShouldBe("Rejected");
        bench
            .Do(new SetStatus(2, Ocpp.V16.ChargePointStatus.Preparing, Ocpp.V16.ChargePointErrorCode.NoError, null))
            .ShouldNotBeNull();
        bench.Forget().Present("TAG1", 1);
        bench.Statuses(1).ShouldBe(["Finishing", "Unavailable"]);
        bench.Actions().ShouldContain("StopTransaction");
        bench.FirmwareStatuses().ShouldBe(["Installing"]);
        bench.Unplug(1).WaitSeconds(60);
        bench.FirmwareStatuses().ShouldBe(["Installing", "Installed"]);
        bench.Statuses(1)[^1].ShouldBe("Available");
        bench.Statuses(2)[^1].ShouldBe("Available");
        bench.Calls("StopTransaction").Count.ShouldBe(1);
    }

    [Fact]
    public void A_driver_who_has_not_started_is_turned_away()
    {
        ChargePointBench bench = Bench().PlugIn(1).Forget();
        bench.Update();
        bench.WaitSeconds(7);
        bench.Statuses(1).ShouldBe(["Available", "Unavailable"]);
        bench.WaitSeconds(60).Statuses(1)[^1].ShouldBe("Preparing");
    }

    [Fact]
    public void A_connector_that_the_operator_put_out_of_use_stays_so()
    {
        ChargePointBench bench = Bench();
        bench.Call("ChangeAvailability", new { connectorId = 2, type = "Inoperative" });
        bench.Forget().Update();
        bench.WaitSeconds(60);
        bench.Statuses(1).ShouldBe(["Unavailable", "Available"]);
        bench.Statuses(2).ShouldBe(["Unavailable"]);
        bench.ChargePoint.Snapshot.Evses[1].Status.ShouldBe(Ocpp.V16.ChargePointStatus.Unavailable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_installation_that_fails_leaves_the_old_firmware_and_available_connectors(bool emptyFile)
    {
        ChargePointBench bench = emptyFile
            ? Bench()
            : ChargePointBench.Booted(TwoSockets with { Quirks = [Quirk.FirmwareInstallFails] });
        bench.Transfers.File(Location, emptyFile ? [] : File);
        bench.Update();
        bench.WaitSeconds(60);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded", "Installing", "InstallationFailed"]);
        bench.Calls("BootNotification").ShouldBeEmpty();
        bench.Statuses(1).ShouldBe(["Unavailable", "Available"]);
        bench.Statuses(2).ShouldBe(["Unavailable", "Available"]);
        bench.ChargePoint.Snapshot.FirmwareVersion.ShouldBe("1.0.0");
        bench.Charge().Statuses(1)[^1].ShouldBe("Charging");
    }

    [Fact]
    public void A_second_request_takes_the_place_of_the_first_until_it_is_installed()
    {
        ChargePointBench bench = Bench();
        bench.Transfers.File("http://files.example/fw-2.0.0.bin", File);
        bench.Update();
        bench.WaitSeconds(2).Update("http://files.example/fw-2.0.0.bin");
        bench.Transfers.Running.ShouldBe(1);
        bench.WaitSeconds(6);
        bench.ChargePoint.Snapshot.Firmware!.Phase.ShouldBe(FirmwarePhase.Installing);
        SentFrame late = bench.TryCall("UpdateFirmware", Request())!;
        late.ErrorCode.ShouldBe("GenericError");
        bench.WaitSeconds(60);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloading", "Downloaded", "Installing", "Installed"]);
        bench.TheCall("BootNotification").Text("firmwareVersion").ShouldBe("2.0.0");
    }

    [Fact]
    public void What_could_not_be_told_offline_is_told_in_order_afterwards()
    {
        ChargePointBench bench = Bench();
        bench.Update(retrieveDate: bench.Now.ToUtc() + TimeSpan.FromSeconds(30));
        bench.WaitSeconds(10).GoOffline().WaitSeconds(600);
        bench.FirmwareStatuses().ShouldBeEmpty();
        bench.GoOnline().WaitSeconds(10);
        bench.TheCall("BootNotification").Text("firmwareVersion").ShouldBe("1.4.2");
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
    }

    [Fact]
    public void A_status_whose_answer_the_broken_link_took_is_told_again()
    {
        ChargePointBench bench = Bench();
        bench.Csms.Once("FirmwareStatusNotification", Reply.None);
        bench.Update(retries: 0);
        bench.WaitSeconds(1).GoOffline().GoOnline().WaitSeconds(60);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloading", "Downloaded", "Installing", "Installed"]);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(64)]
    [InlineData(68)]
    [InlineData(78)]
    public void A_kill_at_any_time_costs_no_more_than_the_phase_it_hits(int seconds)
    {
        ChargePointBench bench = Bench();
        bench.Update(retrieveDate: bench.Now.ToUtc() + TimeSpan.FromMinutes(1));
        bench.WaitSeconds(seconds).Kill().WaitSeconds(5).PowerOn().WaitSeconds(120);
        bench.FirmwareStatuses().Distinct().ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
        bench.Calls("BootNotification")[^1].Text("firmwareVersion").ShouldBe("1.4.2");
        bench.Statuses(1)[^1].ShouldBe("Available");
    }

    [Fact]
    public void The_installed_version_survives_and_gives_way_to_a_new_definition()
    {
        ChargePointBench bench = Bench();
        bench.Update();
        bench.WaitSeconds(60).Kill().PowerOn().WaitSeconds(5);
        bench.Calls("BootNotification")[^1].Text("firmwareVersion").ShouldBe("1.4.2");
        bench.Kill(TwoSockets with { FirmwareVersion = "9.9" }).PowerOn().WaitSeconds(5);
        bench.Calls("BootNotification")[^1].Text("firmwareVersion").ShouldBe("9.9");
    }

    [Fact]
    public void A_reset_during_the_download_only_begins_it_anew()
    {
        ChargePointBench bench = Bench();
        bench.Update();
        bench.WaitSeconds(2);
        bench.Call("Reset", new { type = "Hard" });
        bench.Transfers.Running.ShouldBe(0);
        bench.WaitSeconds(90);
        bench.FirmwareStatuses().ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
        bench.Calls("BootNotification").Select(boot => boot.Text("firmwareVersion")).ShouldBe(["1.0.0", "1.4.2"]);
    }

    [Fact]
    public void Installed_is_told_only_once_registration_is_accepted()
    {
        ChargePointBench bench = Bench();
        bench.Csms.Once(
            "BootNotification",
            Reply.Result(
                new
                {
                    status = "Pending",
                    currentTime = "2026-05-04T08:00:30Z",
                    interval = 30,
                }
            )
        );
        bench.Update();
        bench.WaitSeconds(35).FirmwareStatuses()[^1].ShouldBe("Installing");
        bench.WaitSeconds(30).FirmwareStatuses()[^1].ShouldBe("Installed");
    }

    [Fact]
    public void A_password_in_the_location_is_shown_nowhere()
    {
        ChargePointBench bench = Bench();
        bench.Update("ftp://user:secret@files.example/fw.bin", retries: 0);
        bench.WaitSeconds(60);
        bench.Events.ShouldAllBe(it => !it.Detail.Contains("secret"));
        bench.ChargePoint.Snapshot.Firmware!.Location.ShouldNotContain("secret");
        bench.ChargePoint.Snapshot.Firmware.Location.ShouldContain("files.example/fw.bin");
    }

    [Fact]
    public void With_the_profile_switched_off_it_is_not_supported()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            TwoSockets with
            {
                Configuration = new Dictionary<string, string> { ["SupportedFeatureProfiles"] = "Core" },
            }
        );
        bench.TryCall("UpdateFirmware", Request())!.ErrorCode.ShouldBe("NotSupported");
        bench.TryCall("GetDiagnostics", new { location = "ftp://a/b" })!.ErrorCode.ShouldBe("NotSupported");
    }

    [Fact]
    public void Where_only_signed_firmware_is_taken_a_plain_request_is_not_supported()
    {
        ChargePointBench bench = ChargePointBench.Booted(TwoSockets with { Quirks = [Quirk.SignedFirmwareOnly] });
        bench.TryCall("UpdateFirmware", Request())!.ErrorCode.ShouldBe("NotSupported");
    }

    private static ChargePointBench Bench()
    {
        ChargePointBench bench = ChargePointBench.Booted(TwoSockets);
        bench.Transfers.File(Location, File);
        return bench;
    }

    private static object Request() => new { location = Location, retrieveDate = "2026-05-04T08:00:00Z" };
}
