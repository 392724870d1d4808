using Server.Hosting;

namespace Server.Tests.Csms;

/// <summary>/csms/id-tags on the whole server.</summary>
public sealed class IdTagsTests
{
    [Fact]
    public async Task A_tag_that_was_removed_stays_away_over_a_restart_and_the_others_stay()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        await using (var simulator = await Simulator.StartAsync(settings))
        {
            foreach (var tag in new[] { "KEPT", "A/B %2F", "Twice" })
            {
                var set = await simulator.SendAsync(
                    "POST",
                    "/csms/id-tags",
                    $$"""{"idTag":"{{tag}}","status":"Blocked","expiryDate":"2030-01-01T00:00:00Z"}"""
                );
                set.Status.ShouldBe(200, set.Text);
            }

            (await RemoveAsync(simulator, "a/b %2f")).Status.ShouldBe(204);
            (await RemoveAsync(simulator, "Twice")).Status.ShouldBe(204);
            await simulator.SendAsync("POST", "/csms/id-tags", """{"idTag":"TWICE","status":"Invalid"}""");
            (await TagsAsync(simulator)).ShouldBe(["KEPT Blocked", "TWICE Invalid"]);
            (await RemoveAsync(simulator, "A/B %2F")).ShouldBeProblem(404, "'A/B %2F' was not set");
            (await simulator.SendAsync("DELETE", "/csms/id-tags")).Status.ShouldBe(400);
            (await TagsAsync(simulator)).Length.ShouldBe(2, "no parameter must not be all");
        }

        await using var again = await Simulator.StartAsync(settings);
        (await TagsAsync(again)).ShouldBe(["KEPT Blocked", "TWICE Invalid"]);
    }

    [Fact]
    public async Task A_removed_tag_is_accepted_as_any_other()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.OnlineAsync("C1");
        await simulator.SendAsync("POST", "/csms/id-tags", """{"idTag":"CARD","status":"Blocked"}""");
        await simulator.SendAsync("POST", "/chargers/C1/evses/1/start-transaction", """{"idTag":"CARD"}""");
        await simulator.UntilAsync(
            "C1",
            charger => ((string?)charger["evses"]![0]!["reader"]?.ToJsonString())?.Contains("Blocked") == true
        );

        (await RemoveAsync(simulator, "CARD")).Status.ShouldBe(204);
        (await simulator.SendAsync("POST", "/chargers/C1/evses/1/present-tag", """{"idTag":"CARD"}""")).Status.ShouldBe(
            202
        );
        await simulator.UntilAsync("C1", charger => charger["evses"]![0]!["transaction"] is not null);
    }

    private static Task<Answer> RemoveAsync(Simulator simulator, string tag) =>
        simulator.SendAsync("DELETE", $"/csms/id-tags?idTag={Uri.EscapeDataString(tag)}");

    private static async Task<string[]> TagsAsync(Simulator simulator) =>
        [
            .. (await simulator.SendAsync("GET", "/csms/id-tags"))
                .Json.AsArray()
                .Select(tag => $"{tag!["idTag"]} {tag["status"]}"),
        ];
}
