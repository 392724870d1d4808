using ChargePoints;
using Simulation.Logs;
using Simulation.Transport;

namespace Simulation.Tests.Fleet;

/// <summary>An error of the simulator in one charger: it stands still and says why, the others go on, and nothing of it is lost.</summary>
public sealed class FailureTests
{
    [Fact]
    public void A_driver_whose_act_fails_is_told_and_that_charger_alone_stops_until_it_is_started_again()
    {
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        var (bad, good) = (fleet.Booted("BAD"), fleet.Booted("GOOD"));
        Charge(fleet, bad);
        fleet.Until(() => bad.Snapshot.Evses[0].Transaction?.Id is not null);
        store.FailsFor = "BAD";

        Action act = () => fleet.Post(bad, new StopTransaction(1, Ocpp.V16.Reason.Local));
        act.ShouldThrow<InvalidOperationException>().Message.ShouldBe("full");

        Stands(bad);
        fleet.Post(bad, new PlugIn(2, null)).Refusal!.Detail.ShouldContain("start it again");
        Charge(fleet, good);
        fleet.Fleet.Counters.ChargersFailed.ShouldBe(1);

        // What the step that failed has changed is saved after all.
        store.FailsFor = null;
        fleet.Csms.Refusal = "busy";
        bad.Start();
        fleet.Time.Advance(TimeSpan.FromSeconds(1));
        bad.Failure.ShouldBeNull();
        store.Read("BAD").Messages.Single().Action.ShouldBe("StopTransaction");
        fleet.Csms.Refusal = null;
        fleet.Until(() => bad.Snapshot.QueuedMessages == 0);
        store.Read("BAD").Messages.ShouldBeEmpty();
    }

    [Fact]
    public void A_timer_that_fails_stops_that_charger_alone()
    {
        var store = new SlowStore { CommitsAtOnce = true };
        using var fleet = new VirtualFleet(store);
        var (bad, good) = (fleet.Booted("BAD"), fleet.Booted("GOOD"));
        Charge(fleet, bad);
        store.FailsFor = "BAD";

        // The next meter value.
        fleet.Until(() => bad.Failure is not null);

        Stands(bad);
        Charge(fleet, good);
        fleet.Fleet.Counters.ChargersFailed.ShouldBe(1);
    }

    private static void Stands(SimulatedCharger charger)
    {
        charger.Failure.ShouldBe("InvalidOperationException: full");
        charger.Link.State.ShouldBe(LinkState.Off);
        charger.Log.Read(10, filter: new LogFilter { Type = "charger-failed" }).Count.ShouldBe(1);
    }

    private static void Charge(VirtualFleet fleet, SimulatedCharger charger)
    {
        fleet.Post(charger, new PlugIn(1, null)).Refusal.ShouldBeNull();
        fleet.Post(charger, new PresentTag(1, "TAG1")).Refusal.ShouldBeNull();
        fleet.Until(() => charger.Snapshot.Evses[0].PowerW > 0);
        charger.Failure.ShouldBeNull();
    }
}
