using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>A snapshot shares with the one before it what has not changed, so that whoever watches need not compare.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void An_evse_that_has_not_changed_keeps_its_snapshot()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        ChargePointSnapshot before = bench.ChargePoint.Snapshot;
        bench.Charge();
        ChargePointSnapshot after = bench.ChargePoint.Snapshot;
        after.Version.ShouldBeGreaterThan(before.Version);
        after.Evses[0].ShouldNotBeSameAs(before.Evses[0]);
        after.Evses[1].ShouldBeSameAs(before.Evses[1]);
        before.Evses[0].Transaction.ShouldBeNull();
    }

    [Fact]
    public void A_power_step_of_one_evse_leaves_the_others_alone_and_keeps_its_transaction()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Charge().WaitSeconds(3).Charge("TAG2", 2).WaitSeconds(8);
        ChargePointSnapshot before = bench.ChargePoint.Snapshot;
        bench.WaitSeconds(3);
        ChargePointSnapshot after = bench.ChargePoint.Snapshot;
        after.Evses[0].ShouldBeSameAs(before.Evses[0]);
        after.Evses[1].EnergyMilliWh.ShouldBeGreaterThan(before.Evses[1].EnergyMilliWh);
        after.Evses[1].Transaction.ShouldBeSameAs(before.Evses[1].Transaction);
    }

    [Fact]
    public void A_change_of_the_charge_point_alone_takes_over_all_evses()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        ChargePointSnapshot before = bench.ChargePoint.Snapshot;
        bench.Must(new FaultStarted(0, Ocpp.V16.ChargePointErrorCode.InternalError, null));
        bench.ChargePoint.Snapshot.Evses.ShouldBeSameAs(before.Evses);
    }
}
