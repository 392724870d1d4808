using System.Text.Json.Nodes;
using Server.Hosting;

namespace Server.Tests;

/// <summary>A location's grid connection: what its chargers take of it, an overload, and load management.</summary>
public sealed class SitePowerTests
{
    [Fact]
    public async Task An_overload_is_shown_and_load_management_ends_it()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await PatchAsync(simulator, """{"gridLimitW":15000}""");
        foreach (var id in new[] { "G1", "G2", "G3" })
        {
            await simulator.OnlineAsync(id);
            var started = await simulator.SendAsync(
                "POST",
                $"/chargers/{id}/evses/1/start-transaction",
                $$"""{"idTag":"{{id}}"}"""
            );
            started.Status.ShouldBe(202, started.Text);
        }

        var overloaded = await UntilAsync(simulator, location => (double)location["powerW"]! > 25_000);
        ((bool)overloaded["overloaded"]!).ShouldBeTrue();
        ((bool)overloaded["loadManagement"]!).ShouldBeFalse();
        overloaded["phaseCurrentsA"]!.AsArray().ShouldAllBe(current => (double)current! > 40);

        await PatchAsync(simulator, """{"loadManagement":true}""");
        // Room for 21.7 A a phase: three cars at 7.2 A.
        var managed = await UntilAsync(
            simulator,
            location => !(bool)location["overloaded"]! && (double)location["powerW"]! is > 12_000 and <= 15_000
        );
        ((int)managed["pausedEvses"]!).ShouldBe(0);
        ((double)(await simulator.ChargerAsync("G2"))["evses"]![0]!["limitW"]!).ShouldBe(4_968);

        await PatchAsync(simulator, """{"gridLimitW":9000}""");
        await UntilAsync(simulator, location => (int)location["pausedEvses"]! == 1);
        await simulator.UntilAsync("G3", charger => (string?)charger["evses"]![0]!["status"] == "SuspendedEVSE");

        await PatchAsync(simulator, """{"loadManagement":false,"gridLimitW":null}""");
        await UntilAsync(simulator, location => (double)location["powerW"]! > 25_000);
    }

    [Fact]
    public async Task What_a_car_is_set_to_is_what_charges()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.OnlineAsync("V1");
        (
            await simulator.SendAsync(
                "POST",
                "/vehicles",
                """{"id":"EV","idTag":"TAG","socPercent":81,"chargeLimitPercent":80,"batteryTemperatureC":-5}"""
            )
        ).Status.ShouldBe(201);

        await simulator.SendAsync("POST", "/chargers/V1/evses/1/start-transaction", """{"idTag":"TAG"}""");

        var charger = await simulator.UntilAsync(
            "V1",
            found => (string?)found["evses"]![0]!["status"] == "SuspendedEV"
        );
        ((double)charger["evses"]![0]!["vehicle"]!["socPercent"]!).ShouldBe(81);
    }

    private static async Task PatchAsync(Simulator simulator, string change)
    {
        var answer = await simulator.SendAsync("PATCH", "/locations/default", change);
        answer.Status.ShouldBe(200, answer.Text);
    }

    private static Task<JsonNode> UntilAsync(Simulator simulator, Func<JsonNode, bool> wanted) =>
        Await.ForAsync(async () => (await simulator.SendAsync("GET", "/locations/default")).Json, wanted);
}
