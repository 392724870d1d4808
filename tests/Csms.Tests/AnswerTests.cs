using Ocpp.V16;

namespace Csms.Tests;

public sealed class AnswerTests
{
    [Fact]
    public void Boot_is_accepted_with_time_and_heartbeat_interval()
    {
        var central = new CentralSystem(new() { HeartbeatIntervalSeconds = 77 });
        var wire = new Wire(central, boot: false);
        var answer = wire.Call(
            "BootNotification",
            """{"chargePointVendor":"Acme","chargePointModel":"AC22","firmwareVersion":"1.2"}"""
        );
        answer.GetProperty("status").GetString().ShouldBe("Accepted");
        answer.GetProperty("interval").GetInt32().ShouldBe(77);
        answer.GetProperty("currentTime").GetDateTimeOffset().ShouldBe(Wire.Origin);
        var view = central.FindChargePoint("CP1").ShouldNotBeNull();
        view.Boot!.FirmwareVersion.ShouldBe("1.2");
        view.Registration.ShouldBe(RegistrationStatus.Accepted);
        view.Online.ShouldBeTrue();
    }

    [Theory]
    [InlineData(RegistrationStatus.Pending)]
    [InlineData(RegistrationStatus.Rejected)]
    public void Boot_is_answered_as_set_for_the_identity_and_calls_are_refused(RegistrationStatus status)
    {
        var central = new CentralSystem(new() { RetryIntervalSeconds = 9 });
        central.SetRegistration("CP1", status);
        var wire = new Wire(central, boot: false);
        var boot = wire.Call("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        boot.GetProperty("status").GetString().ShouldBe(status.ToString());
        boot.GetProperty("interval").GetInt32().ShouldBe(9);
        wire.Refusal("Heartbeat", "{}").ShouldBe("SecurityError");
        wire.Refusal("Authorize", """{"idTag":"T"}""").ShouldBe("SecurityError");

        central.SetRegistration("CP1", RegistrationStatus.Accepted).ShouldBeTrue();
        new CentralSystem(new() { MaxChargePoints = 0 }).SetRegistration("CP1", status).ShouldBeFalse();
        wire.Call("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""")
            .GetProperty("status")
            .GetString()
            .ShouldBe("Accepted");
        wire.Call("Heartbeat", "{}");
    }

    [Fact]
    public void Calls_before_the_first_boot_are_refused()
    {
        var wire = new Wire(new CentralSystem(new()), boot: false);
        wire.Refusal("Heartbeat", "{}").ShouldBe("SecurityError");
        wire.Refusal(
                "MeterValues",
                """{"connectorId":1,"meterValue":[{"timestamp":"2026-01-01T00:00:00Z","sampledValue":[{"value":"1"}]}]}"""
            )
            .ShouldBe("SecurityError");
    }

    [Fact]
    public void A_pending_charge_point_may_send_what_it_was_triggered_to_send()
    {
        var central = new CentralSystem(new() { Registration = RegistrationStatus.Pending });
        var wire = new Wire(central);
        const string status = """{"connectorId":1,"errorCode":"NoError","status":"Available"}""";
        wire.Refusal("StatusNotification", status).ShouldBe("SecurityError");
        wire.BeginCall(Actions.TriggerMessage, """{"requestedMessage":"StatusNotification"}""");
        wire.Receive($$"""[3,"{{wire.LastCall("TriggerMessage")}}",{"status":"Accepted"}]""");
        wire.Call("StatusNotification", status);
        wire.Refusal("Heartbeat", "{}").ShouldBe("SecurityError");
    }

    [Fact]
    public void Acceptance_outlives_a_reconnect()
    {
        var central = new CentralSystem(new());
        new Wire(central).Disconnect();
        new Wire(central, boot: false).Call("Heartbeat", "{}");
    }

    [Fact]
    public void Heartbeat_tells_the_time()
    {
        var wire = new Wire(new CentralSystem(new()));
        wire.Now += TimeSpan.FromHours(5);
        var time = wire.Call("Heartbeat", "{}").GetProperty("currentTime").GetDateTimeOffset();
        time.ShouldBe(Wire.Origin.AddHours(5));
    }

    [Fact]
    public void Statuses_are_kept_by_connector_and_stamped_when_they_are_not()
    {
        var central = new CentralSystem(new());
        var wire = new Wire(central);
        wire.Call("StatusNotification", """{"connectorId":2,"errorCode":"NoError","status":"Charging"}""");
        wire.Call(
            "StatusNotification",
            """{"connectorId":0,"errorCode":"NoError","status":"Available","timestamp":"2025-12-31T00:00:00Z"}"""
        );
        wire.Call(
            "StatusNotification",
            """{"connectorId":2,"errorCode":"GroundFailure","status":"Faulted","info":"wet"}"""
        );
        // More connectors than any charge point has: answered, not kept.
        wire.Call("StatusNotification", """{"connectorId":2000000000,"errorCode":"NoError","status":"Available"}""");
        var connectors = central.FindChargePoint("CP1")!.Connectors;
        connectors.Select(c => c.ConnectorId).ShouldBe([0, 2]);
        connectors[1].Status.ShouldBe(ChargePointStatus.Faulted);
        connectors[1].Timestamp.ShouldBe(Wire.Origin);
        connectors[0].Timestamp.ShouldBe(Wire.Origin.AddDays(-1));
    }

    [Fact]
    public void Notifications_of_other_profiles_are_kept_and_answered()
    {
        var central = new CentralSystem(new() { MaxSecurityEvents = 2 });
        var wire = new Wire(central);
        wire.Call("DiagnosticsStatusNotification", """{"status":"Uploading"}""");
        wire.Call("FirmwareStatusNotification", """{"status":"Downloaded"}""");
        wire.Call("SignedFirmwareStatusNotification", """{"status":"InvalidSignature","requestId":1}""");
        wire.Call("LogStatusNotification", """{"status":"UploadFailure","requestId":1}""");
        foreach (var type in new[] { "ResetOrReboot", "SettingSystemTime", "MemoryExhaustion" })
        {
            wire.Call("SecurityEventNotification", $$"""{"type":"{{type}}","timestamp":"2026-01-01T00:00:00Z"}""");
        }
        var view = central.FindChargePoint("CP1")!;
        view.DiagnosticsStatus.ShouldBe(DiagnosticsStatus.Uploading);
        view.FirmwareStatus.ShouldBe(FirmwareStatus.Downloaded);
        view.SignedFirmwareStatus.ShouldBe(SignedFirmwareStatus.InvalidSignature);
        view.LogStatus.ShouldBe(UploadLogStatus.UploadFailure);
        view.SecurityEvents.Select(e => e.Type).ShouldBe(["SettingSystemTime", "MemoryExhaustion"]);
    }

    [Fact]
    public void Data_of_an_unknown_vendor_and_certificate_requests_are_declined()
    {
        var wire = new Wire(new CentralSystem(new()));
        wire.Call("DataTransfer", """{"vendorId":"org.example","data":"x"}""")
            .GetProperty("status")
            .GetString()
            .ShouldBe("UnknownVendorId");
        wire.Call("SignCertificate", """{"csr":"-----BEGIN CERTIFICATE REQUEST-----"}""")
            .GetProperty("status")
            .GetString()
            .ShouldBe("Rejected");
    }

    [Fact]
    public void Actions_of_a_central_system_are_not_served()
    {
        var wire = new Wire(new CentralSystem(new()));
        wire.Refusal("Reset", """{"type":"Soft"}""").ShouldBe("NotSupported");
        wire.Refusal("Reboot", "{}").ShouldBe("NotImplemented");
    }

    [Fact]
    public void Only_listed_identities_are_admitted()
    {
        var central = new CentralSystem(new() { Identities = new HashSet<string> { "CP1" } });
        _ = new Wire(central, "CP1");
        central.Connect("CP2", default, _ => { }, _ => { }, out var refusal).ShouldBeNull();
        refusal.ShouldBe(ConnectRefusal.UnknownIdentity);
        central.FindChargePoint("CP2").ShouldBeNull();
    }
}
