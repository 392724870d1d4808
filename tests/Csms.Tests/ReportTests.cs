using Ocpp.V16;

namespace Csms.Tests;

/// <summary>What charge points say of transfers, certificates and vendors' matters.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Status_notifications_of_transfers_are_kept_in_their_order_with_their_request()
    {
        var central = new CentralSystem(new());
        var wire = new Wire(central);
        wire.Call("DiagnosticsStatusNotification", """{"status":"Uploading"}""");
        wire.Now += TimeSpan.FromSeconds(5);
        wire.Call("FirmwareStatusNotification", """{"status":"Downloading"}""");
        wire.Call("LogStatusNotification", """{"status":"Uploaded","requestId":7}""");
        wire.Call("SignedFirmwareStatusNotification", """{"status":"SignatureVerified","requestId":8}""");
        var view = central.FindChargePoint("CP1").ShouldNotBeNull();
        view.Reports.ShouldBe([
            new(Wire.Origin, "DiagnosticsStatusNotification", "Uploading"),
            new(Wire.Origin.AddSeconds(5), "FirmwareStatusNotification", "Downloading"),
            new(Wire.Origin.AddSeconds(5), "LogStatusNotification", "Uploaded", 7),
            new(Wire.Origin.AddSeconds(5), "SignedFirmwareStatusNotification", "SignatureVerified", 8),
        ]);
        view.DiagnosticsStatus.ShouldBe(DiagnosticsStatus.Uploading);
        view.FirmwareStatus.ShouldBe(FirmwareStatus.Downloading);
        view.LogStatus.ShouldBe(UploadLogStatus.Uploaded);
        view.SignedFirmwareStatus.ShouldBe(SignedFirmwareStatus.SignatureVerified);
    }

    [Fact]
    public void What_is_kept_has_bounds()
    {
        var central = new CentralSystem(
            new()
            {
                MaxReports = 2,
                MaxDataTransfers = 2,
                MaxSecurityEvents = 2,
            }
        );
        var wire = new Wire(central);
        for (var i = 1; i <= 5; i++)
        {
            wire.Call("LogStatusNotification", $$"""{"status":"Uploading","requestId":{{i}}}""");
            wire.Call("DataTransfer", $$"""{"vendorId":"v{{i}}","data":"{{new string('x', 5000)}}"}""")
                .GetProperty("status")
                .GetString()
                .ShouldBe("UnknownVendorId");
            wire.Call("SecurityEventNotification", $$"""{"type":"T{{i}}","timestamp":"2026-01-01T00:00:00Z"}""");
        }
        var view = central.FindChargePoint("CP1").ShouldNotBeNull();
        view.Reports.Select(r => r.RequestId).ShouldBe([4, 5]);
        view.DataTransfers.Select(d => d.VendorId).ShouldBe(["v4", "v5"]);
        view.DataTransfers[0].Data!.Length.ShouldBe(1000);
        view.SecurityEvents.Select(e => e.Type).ShouldBe(["T4", "T5"]);
    }

    [Theory]
    [InlineData(true, GenericStatus.Accepted)]
    [InlineData(false, GenericStatus.Rejected)]
    [InlineData(null, GenericStatus.Rejected)]
    public void A_certificate_request_is_answered_as_its_signer_says(bool? will, GenericStatus expected)
    {
        var central = new CentralSystem(new());
        CertificateAsked? asked = null;
        if (will is { } answer)
        {
            central.CertificateRequested = request =>
            {
                asked = request;
                return answer;
            };
        }
        var wire = new Wire(central);
        wire.Call("SignCertificate", """{"csr":"-----BEGIN"}""")
            .GetProperty("status")
            .GetString()
            .ShouldBe($"{expected}");
        central
            .FindChargePoint("CP1")!
            .CertificateRequest.ShouldBe(new CsmsCertificateRequest(Wire.Origin, "-----BEGIN", expected));
        if (will is not null)
        {
            asked.ShouldNotBeNull().ChargePointId.ShouldBe("CP1");
            asked.Boot!.ChargePointVendor.ShouldBe("V");
            asked.Csr.ShouldBe("-----BEGIN");
        }
    }

    [Theory]
    [InlineData("DiagnosticsStatusNotification", """{"status":"Uploading"}""")]
    [InlineData("FirmwareStatusNotification", """{"status":"Installed"}""")]
    [InlineData("SignedFirmwareStatusNotification", """{"status":"Installed"}""")]
    [InlineData("LogStatusNotification", """{"status":"Uploaded"}""")]
    [InlineData("SecurityEventNotification", """{"type":"T","timestamp":"2026-01-01T00:00:00Z"}""")]
    [InlineData("SignCertificate", """{"csr":"x"}""")]
    [InlineData("DataTransfer", """{"vendorId":"v"}""")]
    public void Nothing_of_it_is_taken_before_the_boot_is_accepted(string action, string payload)
    {
        var central = new CentralSystem(new());
        new Wire(central, boot: false).Refusal(action, payload).ShouldBe("SecurityError");
        var view = central.FindChargePoint("CP1").ShouldNotBeNull();
        view.Reports.ShouldBeEmpty();
        view.DataTransfers.ShouldBeEmpty();
        view.SecurityEvents.ShouldBeEmpty();
        view.CertificateRequest.ShouldBeNull();
    }

    [Theory]
    [InlineData("SignChargePointCertificate", "SignCertificate", """{"csr":"x"}""")]
    [InlineData("FirmwareStatusNotification", "SignedFirmwareStatusNotification", """{"status":"Idle"}""")]
    [InlineData("LogStatusNotification", "LogStatusNotification", """{"status":"Idle"}""")]
    public void A_pending_charge_point_may_send_what_an_extended_trigger_asked_for(
        string message,
        string action,
        string payload
    )
    {
        var wire = new Wire(new CentralSystem(new() { Registration = RegistrationStatus.Pending }));
        wire.Refusal(action, payload).ShouldBe("SecurityError");
        wire.BeginCall(Actions.ExtendedTriggerMessage, $$"""{"requestedMessage":"{{message}}"}""");
        wire.Receive($$"""[3,"{{wire.LastCall("ExtendedTriggerMessage")}}",{"status":"Accepted"}]""");
        wire.Call(action, payload);
    }
}
