using Conformance.Tests.Harness;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Sessions that end at the charge point: OCPP 1.6 §4.10, §3.5.3, §9.1.</summary>
public sealed class StopCases
{
    private const string StopOnUnplug = "StopTransactionOnEVSideDisconnect";
    private const string UnlockOnUnplug = "UnlockConnectorOnEVSideDisconnect";
    private const string Disconnected = "EV side disconnected";

    [Case("068", "Stop Transaction - IdTag StopTransaction matches IdTag StartTransaction")]
    public void Same_tag()
    {
        using var test = TestSystem.Booted();
        int id = test.Charging();
        test.Present(OtherTag);
        test.ExpectSilence(10, "Authorize");
        test.Present(Tag);
        test.ExpectStop(id, "Local").Text("idTag").ShouldBe(Tag);
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case("069", "Stop Transaction - ParentIdTag StopTransaction matches ParentIdTag StartTransaction")]
    public void Same_group()
    {
        using var test = TestSystem.Booted();
        test.Script.Tag(Tag, "Accepted", "GROUP").Tag(OtherTag, "Accepted", "GROUP");
        int id = test.Charging();
        test.Present(OtherTag);
        test.Expect("Authorize", new { idTag = OtherTag });
        test.ExpectStop(id, "Local").Text("idTag").ShouldBe(OtherTag);
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case(
        "005_1",
        "EV Side Disconnected - StopTransactionOnEVSideDisconnect true, UnlockConnectorOnEVSideDisconnect true"
    )]
    public void Unplugged_stops_and_unlocks()
    {
        using var test = TestSystem.Booted();
        test.Configure(StopOnUnplug, "true");
        test.Configure(UnlockOnUnplug, "true");
        int id = test.Charging();
        test.UnplugAtCar();
        test.ExpectStop(id, "EVDisconnected");
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case(
        "005_2",
        "EV Side Disconnected - StopTransactionOnEVSideDisconnect true, UnlockConnectorOnEVSideDisconnect false",
        Note = "Socket: Finishing, Unlocked. Fixed cable: Available, NotSupported."
    )]
    public void Unplugged_stops_and_stays_locked()
    {
        using var socket = TestSystem.Booted();
        socket.Configure(StopOnUnplug, "true");
        socket.Configure(UnlockOnUnplug, "false");
        int id = socket.Charging();
        socket.UnplugAtCar();
        socket.ExpectStop(id, "EVDisconnected");
        socket.TryDo(new ChargePoints.Unplug(1, ChargePoints.UnplugSide.Evse)).ShouldNotBeNull();
        socket.Send("UnlockConnector", new { connectorId = 1 }, "Unlocked");
        socket.Unplug();
        socket.ExpectStatus(1, "Available");

        using var cable = TestSystem.Booted(ChargePointBench.OneFixedCable);
        cable.Configure(StopOnUnplug, "true");
        id = cable.Charging();
        cable.UnplugAtCar();
        cable.ExpectStop(id, "EVDisconnected", "Available");
        cable.Send("UnlockConnector", new { connectorId = 1 }, "NotSupported");
    }

    [Case(
        "005_3",
        "EV Side Disconnected - StopTransactionOnEVSideDisconnect false",
        Note = "Socket: Finishing. Fixed cable: Available."
    )]
    public void Unplugged_goes_on()
    {
        foreach (bool isFixed in (bool[])[false, true])
        {
            using var test = TestSystem.Booted(isFixed ? ChargePointBench.OneFixedCable : null);
            test.Configure(StopOnUnplug, "false");
            int id = test.Charging();
            test.UnplugAtCar();
            test.ExpectStatus(1, "SuspendedEV", info: Disconnected);
            test.ExpectSilence(10);
            test.Send("RemoteStopTransaction", new { transactionId = id }, "Accepted");
            test.ExpectStop(id, "Remote", isFixed ? "Available" : "Finishing");
            if (!isFixed)
            {
                test.Unplug();
                test.ExpectStatus(1, "Available");
            }
        }
    }
}
