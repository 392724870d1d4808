using Ocpp;
using TestKit;

namespace ChargePoints.Tests.StateMachine;

/// <summary>What a charge point has saved costs what has changed, however much waits in its queue.</summary>
public sealed class SavingTests
{
    [Fact]
    public void Each_part_is_written_as_the_whole_state_would_write_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets,
            ("HeartbeatInterval", "77"),
            ("StopTxnSampledData", "SoC")
        );
        bench.Charge().WaitSeconds(33);
        bench.Call("ChangeAvailability", new { connectorId = 2, type = "Inoperative" });
        foreach (DurableParts part in DurableState.Parts)
        {
            string whole = System.Text.Encoding.UTF8.GetString(bench.ChargePoint.Durable.Write(part));
            System.Text.Encoding.UTF8.GetString(bench.ChargePoint.Write(part)).ShouldBe(whole);
        }
    }

    [Fact]
    public void A_full_queue_makes_no_sample_dearer()
    {
        ChargePointBench few = Offline(samples: 20);
        ChargePointBench many = Offline(samples: 1_900);
        BytesOfSaving(many).ShouldBe(BytesOfSaving(few));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Offline_transactions_are_delivered_at_a_cost_that_grows_with_their_number_only(bool killed)
    {
        long few = BytesToDeliver(100, killed);
        long many = BytesToDeliver(400, killed);
        ((double)many / few).ShouldBeLessThan(5);
    }

    private static ChargePointBench Offline(int samples)
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("AllowOfflineTxForUnknownId", "true"));
        return bench.GoOffline().Charge("NEW").WaitSeconds(10 * samples);
    }

    private static long BytesOfSaving(ChargePointBench bench)
    {
        bench.ChargePoint.Write(DurableParts.Registers);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            bench.ChargePoint.Write(DurableParts.Registers);
        }
        // The array itself is as long as its numbers: to the nearest 32 bytes.
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100 / 32;
    }

    private static long BytesToDeliver(int transactions, bool killed)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("AllowOfflineTxForUnknownId", "true"),
            ("MeterValueSampleInterval", "0")
        );
        bench.GoOffline();
        for (int i = 0; i < transactions; i++)
        {
            bench.Charge($"TAG{i % 3}").WaitSeconds(5).Present($"TAG{i % 3}").Unplug();
        }
        if (killed)
        {
            bench.Kill().PowerOn();
        }
        long before = bench.Saved.BytesWritten;
        bench.Forget().GoOnline();
        string[] expected =
        [
            .. Enumerable.Repeat(new[] { "StartTransaction", "StopTransaction" }, transactions).SelectMany(x => x),
        ];
        bench.Actions().Where(action => action.EndsWith("Transaction", StringComparison.Ordinal)).ShouldBe(expected);
        bench
            .Calls("StopTransaction")
            .Select(stop => stop.Number("transactionId"))
            .ShouldBe(Enumerable.Range(1001, transactions).Select(id => (int?)id));
        bench.ChargePoint.Durable.Transactions.ShouldBeEmpty();
        return bench.Saved.BytesWritten - before;
    }
}
