using System.Runtime.CompilerServices;
using ChargePoints.Tests.SmartCharging;
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
    public void Charging_profiles_allocate_nothing_between_their_changes_and_wake_it_for_each()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets,
            ("MeterValueSampleInterval", "0")
        );
        bench.Charge("TAG1").Charge("TAG2", 2);
        (int, double)[] periods = [.. Enumerable.Range(0, 50).Select(i => (i * 3, 20.0 + (i % 2)))];
        bench.Set(0, ProfileJson.Of(1, "ChargePointMaxProfile", periods: periods));
        Effects effects = new();
        Instant soon = bench.Now + TimeSpan.FromSeconds(1);
        Allocated(bench.ChargePoint, TimeDue.Instance, soon, effects);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            bench.ChargePoint.Step(TimeDue.Instance, soon, effects);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        long bytes = 0;
        for (int i = 1; i <= 40; i++)
        {
            Instant change = bench.Now + TimeSpan.FromSeconds(3 * i);
            bench.ChargePoint.Step(TimeDue.Instance, change, effects);
            before = GC.GetAllocatedBytesForCurrentThread();
            StepResult idle = bench.ChargePoint.Step(TimeDue.Instance, change, effects);
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            (idle.Due - change).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(3), "it wakes for the next change");
        }
        bytes.ShouldBe(0);
    }

    [Fact]
    public void A_day_of_24_periods_is_held_in_less_than_2_and_a_half_KB() =>
        (BytesOfBooted(withProfile: true) - BytesOfBooted(withProfile: false)).ShouldBeInRange(500, 2_560);

    // By itself, so that what one call holds is gone when the next one counts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long BytesOfBooted(bool withProfile)
    {
        const int Count = 300;
        (int, double)[] periods = [.. Enumerable.Range(0, 24).Select(i => (i * 3_600, 6.0 + i))];
        Booted();
        var chargePoints = new ChargePoint[Count];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++)
        {
            chargePoints[i] = Booted();
        }
        long bytesEach = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        GC.KeepAlive(chargePoints);
        return bytesEach;

        ChargePoint Booted()
        {
            ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.TwoSockets);
            return (
                withProfile ? bench.Set(0, ProfileJson.Of(1, "TxDefaultProfile", periods: periods)) : bench
            ).ChargePoint;
        }
    }

    [Fact]
    public void A_sample_that_is_sent_saved_and_answered_allocates_less_than_2_KB()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("HeartbeatInterval", "0")).Charge().WaitSeconds(35);
        Instant now = bench.Now;
        Effects effects = new();
        long bytes = 0;
        int samples = 0;
        for (int i = 0; i < 60; i++)
        {
            now += TimeSpan.FromSeconds(10);
            bytes += Allocated(bench.ChargePoint, TimeDue.Instance, now, effects);
            SendFrame sent = effects.Items.OfType<SendFrame>().Single();
            sent.Action.ShouldBe("MeterValues");
            FrameReceived answer = new(System.Text.Encoding.UTF8.GetBytes($"[3,\"{sent.MessageId}\",{{}}]"));
            bytes += Allocated(bench.ChargePoint, answer, now, effects);
            samples++;
        }
        (bytes / samples).ShouldBeLessThan(2_048);
    }

    private static long Allocated(ChargePoint chargePoint, ChargePointInput input, Instant now, Effects effects)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        chargePoint.Step(input, now, effects);
        for (int i = 0; i < effects.Items.Count; i++)
        {
            if (effects.Items[i] is SaveState save)
            {
                for (int part = 1; part <= (int)save.Parts; part <<= 1)
                {
                    _ = ((int)save.Parts & part) != 0 ? chargePoint.Write((DurableParts)part) : null;
                }
            }
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
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
