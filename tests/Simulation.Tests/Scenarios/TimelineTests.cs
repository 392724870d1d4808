using Simulation.Scenarios;

namespace Simulation.Tests.Scenarios;

public sealed class TimelineTests
{
    [Fact]
    public void The_oldest_entries_go_and_are_counted_and_the_hash_covers_all()
    {
        using var whole = new Timeline();
        using var shorter = new Timeline();
        Fill(whole, 0, Timeline.MaxEntries + 5);
        Fill(shorter, 1, Timeline.MaxEntries + 5);

        whole.Total.ShouldBe(Timeline.MaxEntries + 5);
        whole.Dropped.ShouldBeGreaterThan(0);
        var first = whole.Read(0, 3);
        first.Select(entry => entry.Seq).ShouldBe([whole.Dropped + 1, whole.Dropped + 2, whole.Dropped + 3]);
        whole.Read(whole.Total - 1, 10).ShouldHaveSingleItem().Seq.ShouldBe(whole.Total);
        whole.Read(whole.Total, 10).ShouldBeEmpty();
        whole.Read(long.MaxValue, 10).ShouldBeEmpty();
        whole.Hash.ShouldNotBe(shorter.Hash);
    }

    private static void Fill(Timeline timeline, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var offset = TimeSpan.FromSeconds(i);
            timeline.Add(offset, ScenarioBench.Start + offset, "CP1", 1, TimelineOrigin.Consequence, "it", $"{i}");
        }
    }
}
