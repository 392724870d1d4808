using Conformance.Tests.Harness;
using Ocpp.V16;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Faults: OCPP 1.6 §4.9, §7.6.</summary>
public sealed class FaultCases
{
    [Case("041", "Fault Behavior", Note = "Neither tags nor remote starts start anything.")]
    public void Fault_behavior()
    {
        using var test = TestSystem.Booted();
        test.Inject(new Simulation.Chaos.Fault { EvseId = 1, ErrorCode = ChargePointErrorCode.HighTemperature });
        test.ExpectStatus(1, "Faulted", "HighTemperature");
        test.TryDo(new ChargePoints.PlugIn(1, null));
        test.TryDo(new ChargePoints.PresentTag(1, Tag));
        test.Send("RemoteStartTransaction", new { idTag = Tag, connectorId = 1 }, "Rejected");
        test.Wait(30);
        test.Unread("StartTransaction").ShouldBeEmpty();
    }
}
