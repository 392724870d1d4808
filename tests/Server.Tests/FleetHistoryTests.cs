using Server.Live;

namespace Server.Tests;

public sealed class FleetHistoryTests(Simulator simulator) : IClassFixture<Simulator>
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_history_has_power_that_flowed_before_anybody_looked()
    {
        await simulator.OnlineAsync("F1");
        await simulator.SendAsync("POST", "/chargers/F1/evses/1/start-transaction", """{"idTag":"TAG"}""");

        var answer = await Await.ForAsync(
            () => simulator.SendAsync("GET", "/fleet/history"),
            history => history.Json.AsArray().Any(sample => (double)sample!["powerW"]! > 1000)
        );

        var times = answer.Json.AsArray().Select(sample => (DateTimeOffset)sample!["time"]!).ToList();
        times.ShouldBe(times.Order());
        answer.Headers["X-Total-Count"].ShouldBe(times.Count.ToString());
        var later = await simulator.SendAsync("GET", $"/fleet/history?from={times[^1]:yyyy-MM-ddTHH:mm:ss.fffffffZ}");
        later.Json.AsArray().Select(sample => (DateTimeOffset)sample!["time"]!).First().ShouldBe(times[^1]);
        (await simulator.SendAsync("GET", "/fleet/history?from=yesterday")).ShouldBeInvalid("from");
    }

    [Fact]
    public void The_history_covers_an_hour_and_no_more()
    {
        var history = new FleetHistory();
        for (var i = 0; i < 1000; i++)
        {
            history.Add("a", At(i));
        }

        var samples = history.Read("a");
        samples.Count.ShouldBe(FleetHistory.MostSamples);
        samples[0].ShouldBe(At(1000 - FleetHistory.MostSamples));
        samples[^1].ShouldBe(At(999));
        (samples[^1].Time - samples[0].Time).ShouldBeGreaterThan(TimeSpan.FromMinutes(59));
    }

    [Fact]
    public void Another_location_begins_anew()
    {
        var history = new FleetHistory();
        history.Add("a", At(1));
        history.Read("b").ShouldBeEmpty();
        history.Add("b", At(2));
        history.Read("b").ShouldBe([At(2)]);
        history.Read("a").ShouldBeEmpty();
    }

    private static FleetSample At(int i) => new(Start.AddSeconds(i * FleetHistory.IntervalSeconds), i);
}
