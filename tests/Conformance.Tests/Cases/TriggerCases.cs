using Conformance.Tests.Harness;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Remote trigger: OCPP 1.6 §5.17.</summary>
public sealed class TriggerCases
{
    [Case("054", "Trigger Message")]
    public void Trigger()
    {
        using var test = TestSystem.Booted();
        test.Send("TriggerMessage", new { requestedMessage = "MeterValues", connectorId = 1 }, "Accepted");
        SentFrame values = test.Expect("MeterValues", new { connectorId = 1 });
        values.Payload["meterValue"]![0]!["sampledValue"]!
            .AsArray()
            .ShouldAllBe(value => (string?)value!["context"] == "Trigger");
        test.Send("TriggerMessage", new { requestedMessage = "Heartbeat" }, "Accepted");
        test.Expect("Heartbeat");
        test.Send("TriggerMessage", new { requestedMessage = "StatusNotification", connectorId = 1 }, "Accepted");
        test.ExpectStatus(1, "Available");
        test.Send("TriggerMessage", new { requestedMessage = "DiagnosticsStatusNotification" }, "Accepted");
        test.Expect("DiagnosticsStatusNotification", new { status = "Idle" });
        test.Send("TriggerMessage", new { requestedMessage = "FirmwareStatusNotification" }, "Accepted");
        test.Expect("FirmwareStatusNotification", new { status = "Idle" });
    }

    [Case("055", "Trigger Message - Rejected", Note = "Rejected.")]
    public void Trigger_of_an_unknown_connector()
    {
        using var test = TestSystem.Booted();
        SentFrame answer = test.Send("TriggerMessage", new { requestedMessage = "MeterValues", connectorId = 2 });
        (answer.Text("status") == "Rejected" || answer.ErrorCode.Length > 0).ShouldBeTrue($"{answer}");
        test.ExpectSilence(10, "MeterValues");
    }
}
