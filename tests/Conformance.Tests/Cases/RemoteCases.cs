using Conformance.Tests.Harness;
using Ocpp.Rpc;
using TestKit;
using static Conformance.Tests.Cases.Steps;

namespace Conformance.Tests.Cases;

/// <summary>Started and stopped by the CSMS, and unlocked: OCPP 1.6 §5.11, §5.12, §5.18.</summary>
public sealed class RemoteCases
{
    [Case("010", "Remote Start Charging Session - Cable Plugged in First")]
    public void Plugged_first()
    {
        using var test = TestSystem.Booted();
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Send("RemoteStartTransaction", new { idTag = Tag, connectorId = 1 }, "Accepted");
        test.Expect("Authorize", new { idTag = Tag });
        test.ExpectStart();
    }

    [Case(
        "011_1",
        "Remote Start Charging Session - Remote Start First",
        Note = "With AuthorizeRemoteTxRequests true and false."
    )]
    public void Remote_start_first()
    {
        foreach (bool authorizes in (bool[])[true, false])
        {
            using var test = TestSystem.Booted();
            test.Configure("AuthorizeRemoteTxRequests", authorizes ? "true" : "false");
            test.Send("RemoteStartTransaction", new { idTag = Tag, connectorId = 1 }, "Accepted");
            if (authorizes)
            {
                test.Expect("Authorize", new { idTag = Tag });
            }
            test.ExpectStatus(1, "Preparing");
            test.Wait(10);
            test.PlugIn();
            test.ExpectStart();
        }
    }

    [Case("011_2", "Remote Start Charging Session - Time Out")]
    public void Remote_start_and_no_cable()
    {
        using var test = TestSystem.Booted();
        test.Configure("ConnectionTimeOut", "20");
        test.Send("RemoteStartTransaction", new { idTag = Tag, connectorId = 1 }, "Accepted");
        test.Expect("Authorize", new { idTag = Tag });
        SentFrame preparing = test.ExpectStatus(1, "Preparing");
        SentFrame available = test.ExpectStatus(1, "Available", withinSeconds: 21);
        (available.At - preparing.At).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Case("012", "Remote Stop Charging Session")]
    public void Remote_stop()
    {
        using var test = TestSystem.Booted();
        int id = test.Charging();
        test.Send("RemoteStopTransaction", new { transactionId = id }, "Accepted");
        test.ExpectStop(id, "Remote");
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case("026", "Remote Start Charging Session - Rejected")]
    public void Remote_start_rejected()
    {
        using var test = TestSystem.Booted();
        test.Charging();
        test.Send("RemoteStartTransaction", new { idTag = OtherTag, connectorId = 1 }, "Rejected");
        test.ExpectSilence(10, "Authorize");
    }

    [Case("027", "Remote Start Transaction - Connector Id Shall Not Be 0", Note = "Rejected.")]
    public void Remote_start_connector_zero()
    {
        using var test = TestSystem.Booted();
        SentFrame answer = test.Send("RemoteStartTransaction", new { idTag = Tag, connectorId = 0 });
        (answer.Type == MessageType.CallError || answer.Text("status") == "Rejected").ShouldBeTrue($"{answer}");
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.ExpectSilence(10);
    }

    [Case("028", "Remote Stop Transaction - Rejected")]
    public void Remote_stop_rejected()
    {
        using var test = TestSystem.Booted();
        int id = test.Charging();
        test.Send("RemoteStopTransaction", new { transactionId = id + 1 }, "Rejected");
        test.ExpectSilence(10);
    }

    [Case("017_1", "Unlock Connector - No Charging Session Running - Not Fixed Cable")]
    public void Unlock_idle_socket()
    {
        using var test = TestSystem.Booted();
        test.Send("UnlockConnector", new { connectorId = 1 }, "Unlocked");
        test.ExpectSilence(5);
    }

    [Case("017_2", "Unlock Connector - No Charging Session Running - Fixed Cable")]
    public void Unlock_idle_fixed_cable()
    {
        using var test = TestSystem.Booted(ChargePointBench.OneFixedCable);
        test.Send("UnlockConnector", new { connectorId = 1 }, "NotSupported");
        test.ExpectSilence(5);
    }

    [Case("018_1", "Unlock Connector - With Charging Session - Not Fixed Cable")]
    public void Unlock_charging_socket()
    {
        using var test = TestSystem.Booted();
        int id = test.Charging();
        test.Send("UnlockConnector", new { connectorId = 1 }, "Unlocked");
        test.ExpectStop(id, "UnlockCommand");
        test.Unplug();
        test.ExpectStatus(1, "Available");
    }

    [Case("018_2", "Unlock Connector - With Charging Session - Fixed Cable")]
    public void Unlock_charging_fixed_cable()
    {
        using var test = TestSystem.Booted(ChargePointBench.OneFixedCable);
        test.Charging();
        test.Send("UnlockConnector", new { connectorId = 1 }, "NotSupported");
        test.ExpectSilence(10);
    }

    [Case("030", "Unlock Connector - Unlock Failure")]
    public void Unlock_failure()
    {
        using var test = TestSystem.Booted();
        test.PlugIn();
        test.ExpectStatus(1, "Preparing");
        test.Inject(new Simulation.Chaos.LockFailure { EvseId = 1 });
        test.Send("UnlockConnector", new { connectorId = 1 }, "UnlockFailed");
    }

    [Case("031", "Unlock Connector - Unknown Connector")]
    public void Unlock_unknown_connector()
    {
        using var test = TestSystem.Booted();
        test.Send("UnlockConnector", new { connectorId = 2 }, "NotSupported");
    }
}
