using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Disturbances;

/// <summary>What disturbs a charge point is the world's doing: it holds over a reset and ends with the process.</summary>
public sealed class DisturbanceTests
{
    [Fact]
    public void A_killed_process_comes_back_undisturbed()
    {
        var settings = new ChargePointSettings
        {
            Id = "CP1",
            Evses = [new EvseSettings { Id = 1 }, new EvseSettings { Id = 2 }],
        };
        var bench = new ChargePointBench(settings);
        bench.PowerOn().WaitSeconds(5).Charging();
        bench.WaitSeconds(30);
        double usualW = bench.ChargePoint.Snapshot.Evses[0].PowerW;
        bench.Must(new SetPowerFactor(1, 4)).Must(new SkewClock(TimeSpan.FromHours(2)));
        bench.Must(new Suspend(2, SuspendingSide.Evse, true)).Must(new LockFailure(2, true));
        bench.Must(new FaultStarted(2, ChargePointErrorCode.GroundFailure, null));
        bench.WaitSeconds(30);
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(4 * usualW, 0.1 * usualW);
        bench.Saved.Read()!.Connectors[0].PowerFactor.ShouldBe(4);

        bench.Kill().PowerOn().WaitSeconds(30);

        ChargePointSnapshot after = bench.ChargePoint.Snapshot;
        after.ClockOffset.TotalSeconds.ShouldBe(0, 1);
        after.Evses[1].Status.ShouldBe(ChargePointStatus.Available);
        bench.Saved.Read()!.Connectors[0].PowerFactor.ShouldBeNull();
        if (after.Evses[0].Transaction is not null)
        {
            after.Evses[0].PowerW.ShouldBe(usualW, 0.1 * usualW);
        }
        bench.Charging(evseId: 2);
        after = bench.WaitSeconds(10).ChargePoint.Snapshot;
        after.Evses[1].Status.ShouldBe(ChargePointStatus.Charging);
    }

    [Fact]
    public void What_is_out_of_range_is_refused_and_changes_nothing()
    {
        var bench = new ChargePointBench();
        bench.PowerOn().WaitSeconds(5).Charging();
        double before = bench.ChargePoint.Snapshot.Evses[0].PowerW;
        bench.Do(new SetPowerFactor(1, -1))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.Do(new SetPowerFactor(1, double.NaN))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.Do(new SetPowerFactor(9, 2))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.Do(new Suspend(9, SuspendingSide.Ev, true))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.Do(new SkewClock(TimeSpan.FromDays(4000)))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.ChargePoint.Snapshot.Evses[0].PowerW.ShouldBe(before);
        bench.ChargePoint.Snapshot.ClockOffset.TotalSeconds.ShouldBe(0, 1);
    }
}
