using System.Text;
using ChargePoints;
using Ocpp.V16;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Transfers;

/// <summary>What a charger uploads when its CSMS asks for diagnostics or a log: its real log and state, and no secrets.</summary>
public sealed class DiagnosticsFileTests : IDisposable
{
    private const string Folder = "ftp://user:hidden@files.example/up";
    private readonly VirtualFleet _fleet = new();

    [Fact]
    public void Phases_are_told_of_AC_only()
    {
        var definition = VirtualFleet.Definition("CP1");
        var charger = _fleet.Fleet.Add(
            definition with
            {
                ChargePoint = definition.ChargePoint with
                {
                    Evses =
                    [
                        new EvseSettings
                        {
                            Id = 1,
                            CurrentType = CurrentType.DC,
                            ConnectorType = "CCS2",
                            MaxPowerW = 50_000,
                            VoltageV = 400,
                            Cable = CableKind.Fixed,
                        },
                    ],
                },
            },
            null
        );
        charger.Start();
        _fleet.Until(() => charger.Snapshot.Registration is not null);
        Uploaded(Actions.GetDiagnostics, $$"""{"location":"{{Folder}}"}""")
            .ShouldContain("EVSE 1: DC CCS2, 50000 W, 400 V, Fixed");
    }

    [Fact]
    public void Diagnostics_tell_what_it_is_how_it_stands_and_what_happened()
    {
        var charger = _fleet.Booted(
            configuration: new Dictionary<string, string> { ["AuthorizationKey"] = "00112233445566778899AABBCCDDEEFF" }
        );
        _fleet.Post(charger, new PlugIn(1, null));
        _fleet.Post(charger, new PresentTag(1, "TAG1"));
        _fleet.Time.Advance(TimeSpan.FromMinutes(5));

        var file = Uploaded(Actions.GetDiagnostics, $$"""{"location":"{{Folder}}"}""");

        file.ShouldStartWith("Diagnostics of CP1 at 2026-01-01T00:05:");
        file.ShouldContain("EVSE 1: AC Type2, 22000 W, 3 phases, 230 V, Socket");
        file.ShouldContain("HeartbeatInterval = 300");
        file.ShouldContain("SupportedFeatureProfiles = Core,FirmwareManagement");
        file.ShouldContain("connector 1: Charging NoError");
        file.ShouldContain("of TAG1 since 2026-01-01T00:00:");
        file.ShouldContain("connector 2: Available NoError");
        file.ShouldContain("== Saved Transactions");
        file.ShouldContain("BootNotification");
        file.ShouldContain("GetDiagnostics");
        file.ShouldContain("ftp://***@files.example/up");
        file.ShouldNotContain("hidden");
        file.ShouldNotContain("00112233445566778899", Case.Insensitive);
        charger.Snapshot.Uploads!.Diagnostics!.Status.ShouldBe("Uploaded");
        charger.Snapshot.Uploads.Diagnostics.Bytes.ShouldBe(Encoding.UTF8.GetByteCount(file));
    }

    [Fact]
    public void Only_the_log_of_the_time_asked_for_is_in_it()
    {
        var charger = _fleet.Booted();
        _fleet.Time.Advance(TimeSpan.FromMinutes(10));
        _fleet.Post(charger, new PlugIn(1, null));
        _fleet.Time.Advance(TimeSpan.FromMinutes(10));
        _fleet.Post(charger, new PlugIn(2, null));

        var file = Uploaded(
            Actions.GetDiagnostics,
            $$"""{"location":"{{Folder}}","startTime":"2026-01-01T00:05:00Z","stopTime":"2026-01-01T00:15:00Z"}"""
        );

        var log = file[file.IndexOf("== Log", StringComparison.Ordinal)..];
        log.ShouldContain("plugged-in evse=1");
        log.ShouldNotContain("plugged-in evse=2");
        log.ShouldNotContain("BootNotification");
    }

    [Fact]
    public void Local_list_reservations_and_charging_profiles_are_in_it()
    {
        _fleet.Booted();
        Call(
            Actions.SendLocalList,
            """{"listVersion":7,"updateType":"Full","localAuthorizationList":[{"idTag":"LISTED","idTagInfo":{"status":"Blocked"}}]}"""
        );
        Call(
            Actions.ReserveNow,
            """{"connectorId":2,"expiryDate":"2026-01-01T06:00:00Z","idTag":"RESERVED","parentIdTag":"FAMILY","reservationId":41}"""
        );
        Call(
            Actions.SetChargingProfile,
            """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":93,"stackLevel":1,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute","chargingSchedule":{"startSchedule":"2026-01-01T00:00:00Z","chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":17.5}]}}}"""
        );

        var file = Uploaded(Actions.GetDiagnostics, $$"""{"location":"{{Folder}}"}""");

        var list = Section(file, "Saved LocalAuthList");
        list.ShouldContain("\"version\":7");
        list.ShouldContain("LISTED");
        list.ShouldContain("Blocked");
        var reservations = Section(file, "Saved Reservations");
        reservations.ShouldContain("41");
        reservations.ShouldContain("RESERVED");
        reservations.ShouldContain("FAMILY");
        var profiles = Section(file, "Saved ChargingProfiles");
        profiles.ShouldContain("93");
        profiles.ShouldContain("17.5");
    }

    /// <summary>A part that is added to the saved state is shown or, as it may hold secrets, is not: somebody has to say so.</summary>
    [Fact]
    public void All_parts_of_the_saved_state_are_in_it_but_those_that_hold_secrets()
    {
        _fleet.Booted();
        var file = Uploaded(Actions.GetDiagnostics, $$"""{"location":"{{Folder}}"}""");
        DurableState
            .Parts.Where(part => !file.Contains($"== Saved {part}\n", StringComparison.Ordinal))
            .ShouldBe([DurableParts.Configuration, DurableParts.Firmware, DurableParts.Secrets], ignoreOrder: true);
    }

    [Fact]
    public void The_security_log_has_the_security_events()
    {
        var charger = _fleet.Booted();
        var call = _fleet.Csms.CallAsync(
            charger.Id,
            Actions.SignedUpdateFirmware,
            """{"requestId":1,"firmware":{"location":"http://a/b","retrieveDateTime":"2026-01-01T00:00:00Z","signingCertificate":"x","signature":"y"}}""",
            _fleet.Time.Now
        );
        _fleet.Until(() => call.IsCompleted);

        var file = Uploaded(
            Actions.GetLog,
            $$"""{"logType":"SecurityLog","requestId":2,"log":{"remoteLocation":"{{Folder}}" } }"""
        );

        file.ShouldStartWith("Security log of CP1");
        file.ShouldContain("InvalidFirmwareSigningCertificate");
        file.ShouldNotContain("BootNotification");
    }

    [Fact]
    public void A_charger_that_is_removed_gives_its_transfers_up()
    {
        var charger = _fleet.Booted();
        Call(Actions.GetDiagnostics, $$"""{"location":"{{Folder}}"}""");
        _fleet.Time.Await(_fleet.Fleet.RemoveAsync(charger.Id), TimeSpan.FromMinutes(1));
        _fleet.Time.Advance(TimeSpan.FromMinutes(1));
        _fleet.Transfers.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_firmware_update_runs_to_its_end_in_virtual_time()
    {
        var charger = _fleet.Booted();
        _fleet.Transfers.Put("http://files.example/fw-2.0.bin", [1, 2, 3]);
        Call(
            Actions.UpdateFirmware,
            """{"location":"http://files.example/fw-2.0.bin","retrieveDate":"2026-01-01T00:00:00Z"}"""
        );
        _fleet.Until(() => charger.Snapshot.Firmware?.Phase == FirmwarePhase.Installed);
        charger.Snapshot.FirmwareVersion.ShouldBe("2.0");
        _fleet.Csms.Trace.ShouldContain(line => line.Contains("BootNotification") && line.Contains("\"2.0\""));
    }

    public void Dispose() => _fleet.Dispose();

    private static string Section(string file, string title)
    {
        var start = file.IndexOf($"== {title}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, title);
        var end = file.IndexOf("\n== ", start, StringComparison.Ordinal);
        return file[start..end];
    }

    private string Uploaded(OcppAction action, string payload)
    {
        Call(action, payload);
        _fleet.Until(() => _fleet.Transfers.Files.Count == 1);
        _fleet.Time.Advance(TimeSpan.FromSeconds(1));
        return Encoding.UTF8.GetString(_fleet.Transfers.Files.Single().Value);
    }

    private void Call(OcppAction action, string payload)
    {
        var call = _fleet.Csms.CallAsync("CP1", action, payload, _fleet.Time.Now);
        _fleet.Until(() => call.IsCompleted);
    }
}
