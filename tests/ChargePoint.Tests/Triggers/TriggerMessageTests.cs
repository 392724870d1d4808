using System.Text.Json.Nodes;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Triggers;

/// <summary>TriggerMessage: OCPP 1.6 §5.17, certification cases 054 and 055; ExtendedTriggerMessage follows the same rules.</summary>
public sealed class TriggerMessageTests
{
    [Theory]
    [InlineData("TriggerMessage")]
    [InlineData("ExtendedTriggerMessage")]
    public void A_heartbeat_comes_after_the_answer(string action)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, "Heartbeat", action: action).ShouldBe("Accepted");
        bench.Sent.Select(frame => frame.Action).ShouldBe([action, "Heartbeat"]);
        // It is a heartbeat like any other: the next is due an interval later.
        bench.Forget().WaitSeconds(299.9).Calls("Heartbeat").ShouldBeEmpty();
        bench.WaitSeconds(0.1).Calls("Heartbeat").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("TriggerMessage", 1)]
    [InlineData("ExtendedTriggerMessage", 2)]
    public void A_status_of_one_connector(string action, int connectorId)
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Trigger(bench, "StatusNotification", connectorId, action).ShouldBe("Accepted");
        SentFrame status = bench.TheCall("StatusNotification");
        status.Number("connectorId").ShouldBe(connectorId);
        status.Text("status").ShouldBe("Available");
        bench.Sent[0].Action.ShouldBe(action);
    }

    [Fact]
    public void A_status_of_the_charge_point_itself()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, "StatusNotification", 0).ShouldBe("Accepted");
        bench.TheCall("StatusNotification").Number("connectorId").ShouldBe(0);
    }

    [Fact]
    public void Without_a_connector_the_statuses_of_all()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Trigger(bench, "StatusNotification").ShouldBe("Accepted");
        bench.Calls("StatusNotification").Select(call => call.Number("connectorId")).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void The_status_is_the_present_one_though_it_has_not_lasted_yet()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MinimumStatusDuration", "60"));
        bench.PlugIn().Calls("StatusNotification").ShouldBeEmpty();
        bench.WaitSeconds(10);
        Trigger(bench, "StatusNotification", 1);
        SentFrame status = bench.TheCall("StatusNotification");
        status.Text("status").ShouldBe("Preparing");
        status.Time().ShouldBe(bench.Now.ToUtc() - TimeSpan.FromSeconds(10));
        // Told is told.
        bench.Forget().WaitSeconds(49).Calls("StatusNotification").ShouldBeEmpty();
    }

    [Fact]
    public void Meter_values_of_one_connector_with_its_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets,
            ("MeterValuesSampledData", "Energy.Active.Import.Register,Power.Active.Import,SoC"),
            ("MeterValueSampleInterval", "0")
        );
        bench.Charge("TAG1", 2).WaitSeconds(60).Forget();
        Trigger(bench, "MeterValues", 2).ShouldBe("Accepted");
        SentFrame values = bench.TheCall("MeterValues");
        values.Number("connectorId").ShouldBe(2);
        values.Number("transactionId").ShouldBe(1001);
        Value(values)["timestamp"]!.GetValue<DateTimeOffset>().ShouldBe(bench.Now.ToUtc());
        JsonArray sampled = Value(values)["sampledValue"]!.AsArray();
        sampled.ShouldAllBe(value => (string?)value!["context"] == "Trigger");
        sampled
            .Select(value => (string?)value!["measurand"])
            .Distinct()
            .ShouldBe(["Energy.Active.Import.Register", "Power.Active.Import", "SoC"]);
        double.Parse((string)sampled[0]!["value"]!).ShouldBeGreaterThan(100);
        // They do not take part in the queue of transaction messages, nor in the periodic samples.
        bench.Saved.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void Meter_values_of_every_connector_and_of_the_main_meter()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        Trigger(bench, "MeterValues").ShouldBe("Accepted");
        bench.Calls("MeterValues").Select(call => call.Number("connectorId")).ShouldBe([1, 2]);
        bench.Calls("MeterValues").ShouldAllBe(call => call.Number("transactionId") == null);
        Trigger(bench.Forget(), "MeterValues", 0).ShouldBe("Accepted");
        SentFrame main = bench.TheCall("MeterValues");
        main.Number("connectorId").ShouldBe(0);
        Value(main)["sampledValue"]![0]!["location"]!.GetValue<string>().ShouldBe("Inlet");
    }

    [Fact]
    public void Meter_values_that_cannot_be_measured_are_rejected()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets,
            ("MeterValuesSampledData", "SoC")
        );
        Trigger(bench, "MeterValues").ShouldBe("Rejected");
        bench.PlugIn(2).Forget();
        Trigger(bench, "MeterValues", 1).ShouldBe("Rejected");
        Trigger(bench, "MeterValues").ShouldBe("Accepted");
        bench.TheCall("MeterValues").Number("connectorId").ShouldBe(2);
    }

    [Fact]
    public void Meter_values_of_a_transaction_whose_id_is_not_known_yet_go_without()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("StartTransaction", Reply.None);
        bench.Charge().WaitSeconds(30).Forget();
        Trigger(bench, "MeterValues", 1).ShouldBe("Accepted");
        bench.TheCall("MeterValues").Number("transactionId").ShouldBeNull();
    }

    [Theory]
    [InlineData("TriggerMessage", "StatusNotification")]
    [InlineData("TriggerMessage", "MeterValues")]
    [InlineData("ExtendedTriggerMessage", "StatusNotification")]
    [InlineData("ExtendedTriggerMessage", "MeterValues")]
    public void A_connector_that_does_not_exist_is_rejected(string action, string message)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, message, 2, action).ShouldBe("Rejected");
        bench.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("TriggerMessage")]
    [InlineData("ExtendedTriggerMessage")]
    public void A_connector_that_means_nothing_to_the_message_is_ignored(string action)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, "Heartbeat", 99, action).ShouldBe("Accepted");
        bench.Calls("Heartbeat").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("TriggerMessage")]
    [InlineData("ExtendedTriggerMessage")]
    public void Accepted_already_a_boot_notification_is_rejected(string action)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, "BootNotification", action: action).ShouldBe("Rejected");
        bench.Calls("BootNotification").ShouldBeEmpty();
    }

    [Fact]
    public void Pending_a_boot_notification_comes_before_its_time()
    {
        ChargePointBench bench = Pending(interval: 600);
        bench.Csms.Normally("BootNotification");
        Trigger(bench, "BootNotification").ShouldBe("Accepted");
        bench.Sent.Select(frame => frame.Action).Take(2).ShouldBe(["TriggerMessage", "BootNotification"]);
        bench.Statuses().ShouldBe(["Available"]);
        // Once is enough.
        bench.Forget().WaitSeconds(700).Calls("BootNotification").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TriggerMessage")]
    [InlineData("ExtendedTriggerMessage")]
    public void Pending_what_is_asked_for_is_sent_and_nothing_else(string action)
    {
        ChargePointBench bench = Pending(interval: 600);
        bench.Configure("MeterValueSampleInterval", "1").Configure("ClockAlignedDataInterval", "10").Forget();
        bench.WaitSeconds(60).Sent.ShouldBeEmpty();
        Trigger(bench, "StatusNotification", action: action).ShouldBe("Accepted");
        Trigger(bench, "Heartbeat", action: action).ShouldBe("Accepted");
        Trigger(bench, "MeterValues", 1, action).ShouldBe("Accepted");
        bench
            .Actions(statuses: true)
            .ShouldBe(["StatusNotification", "StatusNotification", "Heartbeat", "MeterValues"]);
        bench.Forget().WaitSeconds(60).Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Before_the_first_answer_to_a_boot_notification_what_is_asked_for_waits()
    {
        var bench = new ChargePointBench();
        bench.Csms.Latency = TimeSpan.FromSeconds(5);
        bench.PowerOn();
        Trigger(bench, "Heartbeat").ShouldBe("Accepted");
        bench.Calls("Heartbeat").ShouldBeEmpty();
        bench.WaitSeconds(20).Calls("Heartbeat").Count.ShouldBe(1);
    }

    [Fact]
    public void What_has_waited_for_the_registration_tells_the_status_of_then()
    {
        var bench = new ChargePointBench();
        bench.Csms.Latency = TimeSpan.FromSeconds(5);
        bench.PowerOn();
        Trigger(bench, "StatusNotification", 1).ShouldBe("Accepted");
        bench.Must(new FaultStarted(1, ChargePointErrorCode.GroundFailure, null)).WaitSeconds(60);
        bench.Statuses().ShouldBe(["Faulted", "Faulted"]);
    }

    [Fact]
    public void While_a_call_is_unanswered_the_message_waits()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Latency = TimeSpan.FromSeconds(5);
        bench.PlugIn();
        Trigger(bench, "Heartbeat").ShouldBe("Accepted");
        bench.Actions(statuses: true).ShouldBe(["StatusNotification"]);
        bench.WaitSeconds(5).Actions(statuses: true).ShouldBe(["StatusNotification", "Heartbeat"]);
    }

    [Fact]
    public void A_charge_point_that_goes_down_rejects()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.On("StopTransaction", Reply.None);
        bench.Charging();
        bench.Call("Reset", new { type = "Soft" });
        Trigger(bench, "Heartbeat").ShouldBe("Rejected");
        Trigger(bench, "Heartbeat", action: "ExtendedTriggerMessage").ShouldBe("Rejected");
    }

    [Theory]
    [InlineData("TriggerMessage", "LogStatusNotification")]
    [InlineData("TriggerMessage", "Nonsense")]
    [InlineData("ExtendedTriggerMessage", "DiagnosticsStatusNotification")]
    public void A_message_that_the_call_does_not_know_breaks_its_constraints(string action, string message)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.TryCall(action, new { requestedMessage = message })!.ErrorCode.ShouldBe("PropertyConstraintViolation");
    }

    [Theory]
    [InlineData("LogStatusNotification", "LogStatusNotification")]
    [InlineData("FirmwareStatusNotification", "SignedFirmwareStatusNotification")]
    public void With_nothing_under_way_the_security_extension_reports_idle_without_a_request(string asked, string sent)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, asked, action: "ExtendedTriggerMessage").ShouldBe("Accepted");
        SentFrame status = bench.TheCall(sent);
        status.Text("status").ShouldBe("Idle");
        status.Payload.ContainsKey("requestId").ShouldBeFalse();
    }

    [Theory]
    [InlineData("DiagnosticsStatusNotification")]
    [InlineData("FirmwareStatusNotification")]
    public void With_nothing_under_way_firmware_management_reports_idle(string message)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        Trigger(bench, message).ShouldBe("Accepted");
        bench.Sent[0].Action.ShouldBe("TriggerMessage");
        bench.TheCall(message).Text("status").ShouldBe("Idle");
    }

    [Fact]
    public void An_upload_that_is_under_way_is_reported_as_such_pending_or_not()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Call("GetDiagnostics", new { location = "http://127.0.0.1/up/" });
        bench.Forget();
        Trigger(bench, "DiagnosticsStatusNotification").ShouldBe("Accepted");
        bench.Calls("DiagnosticsStatusNotification")[0].Text("status").ShouldBe("Uploading");
        ChargePointBench pending = Pending(interval: 600);
        Trigger(pending, "DiagnosticsStatusNotification").ShouldBe("Accepted");
        pending.TheCall("DiagnosticsStatusNotification").Text("status").ShouldBe("Idle");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_for_a_certificate_is_sent_when_its_key_is_made_pending_or_not(bool pending)
    {
        ChargePointBench bench = pending ? Pending(interval: 600) : ChargePointBench.Booted();
        Trigger(bench, "SignChargePointCertificate", action: "ExtendedTriggerMessage").ShouldBe("Accepted");
        bench.WaitSeconds(10).TheCall("SignCertificate").Text("csr")!.ShouldStartWith("-----BEGIN CERTIFICATE REQUEST");
        bench.Sent[0].Action.ShouldBe("ExtendedTriggerMessage");
    }

    [Fact]
    public void Without_an_operators_name_there_is_nothing_to_request_a_certificate_with()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneSocket with { Vendor = "" });
        Trigger(bench, "SignChargePointCertificate", action: "ExtendedTriggerMessage").ShouldBe("Rejected");
        bench.WaitSeconds(10).Calls("SignCertificate").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DiagnosticsStatusNotification")]
    [InlineData("FirmwareStatusNotification")]
    public void Without_firmware_management_its_messages_are_not_implemented(string message)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["SupportedFeatureProfiles"] = "Core,RemoteTrigger" },
            }
        );
        Trigger(bench, message).ShouldBe("NotImplemented");
        bench.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void A_flood_of_triggers_costs_no_more_than_the_last_statuses()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Csms.Latency = TimeSpan.FromSeconds(1);
        for (int i = 0; i < 500; i++)
        {
            Trigger(bench, i % 2 == 0 ? "StatusNotification" : "Heartbeat").ShouldBe("Accepted");
        }
        bench.Forget().WaitSeconds(100).Actions(statuses: true).Count.ShouldBeLessThan(30);
        bench.Present("TAG1").WaitSeconds(5).Calls("Authorize").Count.ShouldBe(1);
    }

    [Fact]
    public void A_flood_of_triggers_keeps_neither_a_driver_nor_a_status_from_being_heard()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Csms.Latency = TimeSpan.FromSeconds(1);
        Trigger(bench, "Heartbeat").ShouldBe("Accepted");
        bench.PlugIn(1).Present("TAG1", 1).PlugIn(2).Forget();
        for (int i = 0; i < 50; i++)
        {
            Trigger(bench, "Heartbeat").ShouldBe("Accepted");
        }
        bench.WaitSeconds(100);
        bench.Calls("Authorize").Count.ShouldBe(1);
        bench.Calls("StartTransaction").Count.ShouldBe(1);
        bench.Statuses(1)[0].ShouldBe("Preparing");
        bench.Statuses(2)[0].ShouldBe("Preparing");
    }

    private static ChargePointBench Pending(int interval)
    {
        var bench = new ChargePointBench();
        bench.Csms.On(
            "BootNotification",
            call =>
                Reply.Result(
                    new
                    {
                        status = "Pending",
                        currentTime = call.At.ToString(),
                        interval,
                    }
                )
        );
        return bench.PowerOn().Forget();
    }

    private static JsonNode Value(SentFrame values) => values.Payload["meterValue"]![0]!;

    private static string Trigger(
        ChargePointBench bench,
        string message,
        int? connectorId = null,
        string action = "TriggerMessage"
    )
    {
        var payload = new JsonObject { ["requestedMessage"] = message };
        if (connectorId is { } id)
        {
            payload["connectorId"] = id;
        }
        return bench.Call(action, payload)["status"]!.GetValue<string>();
    }
}
