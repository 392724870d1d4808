using ChargePoints;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Loops;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var first = Run(seed: 42);
        var again = Run(seed: 42);
        var other = Run(seed: 43);

        first.Count.ShouldBeGreaterThan(1000);
        again.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    // Ten chargers, two sessions each, an outage of the CSMS in the middle and disconnects on the way.
    private static List<string> Run(ulong seed)
    {
        using var fleet = new VirtualFleet(seed: seed);
        var chargers = Enumerable
            .Range(0, 10)
            .Select(i => fleet.Fleet.Add(VirtualFleet.Definition($"CP{i}", seed: seed), null))
            .ToList();
        chargers.ForEach(charger => charger.Start());
        fleet.Time.Advance(TimeSpan.FromSeconds(5));
        foreach (var (i, charger) in chargers.Index())
        {
            fleet.Post(charger, new PlugIn(1, null));
            fleet.Post(charger, new PresentTag(1, $"TAG{i}"));
            fleet.Time.Advance(TimeSpan.FromSeconds(7));
            fleet.Post(charger, new PlugIn(2, null));
            fleet.Post(charger, new PresentTag(2, $"TAG{i + 10}"));
        }
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        foreach (var charger in chargers.Take(5))
        {
            fleet.Time.Await(charger.InjectAsync(new Simulation.Chaos.Disconnect()), TimeSpan.FromSeconds(1));
        }
        fleet.Csms.Refusal = "down";
        fleet.Time.Advance(TimeSpan.FromMinutes(3));
        fleet.Csms.Refusal = null;
        fleet.Time.Advance(TimeSpan.FromMinutes(20));
        var stopped = fleet.Fleet.StopAsync(TimeSpan.FromSeconds(8));
        fleet.Time.Await(stopped, TimeSpan.FromSeconds(30));
        return fleet.Csms.Trace;
    }
}
