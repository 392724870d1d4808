using ChargePoints;

namespace Server.Tests;

public sealed class QuirksTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task Every_quirk_is_listed_in_the_words_of_the_README_and_can_be_set()
    {
        var list = await simulator.SendAsync("GET", "/quirks");
        var quirks = list.Json.AsArray();
        quirks.Count.ShouldBe(Enum.GetValues<Quirk>().Length);
        list.Headers["X-Total-Count"].ShouldBe($"{quirks.Count}");

        var readme = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "README.md"))).Select(line =>
            line.Replace("`", "", StringComparison.Ordinal)
        );
        quirks.Select(quirk => $"| {quirk!["name"]} | {quirk["summary"]} |").ShouldBeSubsetOf(readme);

        var names = string.Join(',', quirks.Select(quirk => quirk!["name"]!.ToJsonString()));
        var charger = await simulator.CreateAsync("ALL", $"\"quirks\":[{names}]");
        charger["quirks"]!.AsArray().Count.ShouldBe(quirks.Count);
    }
}
