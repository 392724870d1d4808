using Ocpp;
using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>Runs alone: what other tests allocate meanwhile would be counted.</summary>
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
public sealed class CostTestsRunAlone;

/// <summary>Ten thousand charge points are cheap because one is: nothing is allocated for nothing, and little is held.</summary>
[Collection(nameof(CostTests))]
public sealed class CostTests
{
    [Fact]
    public void A_step_in_which_nothing_happens_allocates_nothing()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
        bench.Charge("TAG1").Charge("TAG2", 2);
        Effects effects = new();
        Instant soon = bench.Now + TimeSpan.FromSeconds(1);
        for (int i = 0; i < 100; i++)
        {
            bench.ChargePoint.Step(TimeDue.Instance, soon, effects);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            bench.ChargePoint.Step(TimeDue.Instance, soon, effects);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_charging_charge_point_with_two_evses_holds_less_than_8_KB()
    {
        const int Count = 500;
        var chargePoints = new ChargePoint[Count];
        Charging(0);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++)
        {
            chargePoints[i] = Charging(i);
        }
        long bytesEach = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        GC.KeepAlive(chargePoints);
        bytesEach.ShouldBeLessThan(8 * 1024);
    }

    private static ChargePoint Charging(int number)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets with
            {
                Id = $"CP{number:0000}",
                Configuration = new Dictionary<string, string> { ["MeterValueSampleInterval"] = "10" },
            }
        );
        return bench.Charge("TAG1").Charge("TAG2", 2).WaitSeconds(60).ChargePoint;
    }
}
