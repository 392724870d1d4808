using FsCheck;
using FsCheck.Fluent;
using Ocpp;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Loops;

public sealed class DueHeapTests
{
    [Fact]
    public void The_earliest_comes_first_whatever_was_entered_moved_or_taken_out()
    {
        var time = new VirtualTimeLoop(default);
        var options = new FleetOptions { VirtualTime = time };
        var shard = new FleetShard(time, options, new NullStore(), new FleetShared(options, default));
        var chargers = Enumerable
            .Range(0, 20)
            .Select(i => new SimulatedCharger(VirtualFleet.Definition($"CP{i}"), null, shard, i).Runtime)
            .ToList();
        var change = Gen.Choose(0, 19).SelectMany(who => Gen.Choose(-1, 5).Select(due => (who, due)));

        Prop.ForAll(Gen.ListOf(change).ToArbitrary(), changes => Agrees(chargers, changes)).QuickCheckThrowOnFailure();
    }

    private static bool Agrees(List<ChargerRuntime> chargers, IEnumerable<(int Who, int Due)> changes)
    {
        var heap = new DueHeap();
        chargers.ForEach(charger => charger.HeapPlace = -1);
        var expected = new SortedSet<(long Due, int Who)>();
        foreach (var (who, due) in changes)
        {
            expected.RemoveWhere(entry => entry.Who == who);
            if (due >= 0)
            {
                expected.Add((due, who));
            }
            heap.Set(chargers[who], due < 0 ? Instant.Never : new Instant(due));
            if (
                heap.Count != expected.Count
                || (heap.Count > 0 && (heap.NextDue.Ticks, heap.Next.Ordinal) != expected.Min)
            )
            {
                return false;
            }
        }
        while (heap.Count > 0)
        {
            if (heap.Next.Ordinal != expected.Min.Who)
            {
                return false;
            }
            expected.Remove(expected.Min);
            heap.Set(heap.Next, Instant.Never);
        }
        return expected.Count == 0;
    }
}
