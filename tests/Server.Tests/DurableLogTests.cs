using System.Text.Json.Nodes;
using Ocpp;
using Server.Hosting;
using Server.Logs;
using LogCategory = Simulation.Logs.LogCategory;

namespace Server.Tests;

/// <summary>The logs of a location on the disk.</summary>
public sealed class DurableLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Files_are_of_bounded_size_and_the_oldest_go()
    {
        var directory = Scratch.Directory();
        using var log = new DurableLogFile(directory, 64 * 1024 * 1024);
        for (var i = 0; i < 110; i++)
        {
            log.Add(Line(i, new string('x', 1024 * 1024)));
            log.Flush(Start + TimeSpan.FromSeconds(i));
        }

        var files = new DirectoryInfo(directory).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        files.Count.ShouldBeGreaterThan(2);
        files.ShouldAllBe(file => file.Length <= 16 * 1024 * 1024 && DurableLogFile.IsName(file.Name));
        files.Sum(file => file.Length).ShouldBeLessThanOrEqualTo(64 * 1024 * 1024);
        var seqs = files.SelectMany(file => Lines(file.FullName)).Select(line => (int)line["seq"]!).ToList();
        seqs.ShouldBe(Enumerable.Range(seqs[0], 110 - seqs[0]));
    }

    [Fact]
    public void What_could_not_be_written_is_counted_and_said_once_it_can_be_again()
    {
        var directory = Scratch.Directory();
        File.WriteAllText(directory, "in the way");
        using var log = new DurableLogFile(directory, 64 * 1024 * 1024);
        log.Add(Line(1, "one"));
        log.Flush(Start);
        log.Problem.ShouldNotBeNull();
        log.Lost.ShouldBe(1);
        File.Delete(directory);
        log.Add(Line(2, "two"));
        log.Add(Line(3, "three"));
        log.Flush(Start + TimeSpan.FromSeconds(9));
        log.Lost.ShouldBe(3);

        log.Add(Line(4, "four"));
        log.Flush(Start + TimeSpan.FromSeconds(10));

        log.Problem.ShouldBeNull();
        log.Lost.ShouldBe(0);
        var lines = Lines(Directory.GetFiles(directory).ShouldHaveSingleItem());
        lines.Select(line => (string?)line["type"]).ShouldBe(["lines-lost", "t"]);
        ((string?)lines[0]["payload"]).ShouldNotBeNull().ShouldStartWith("3 lines");
        ((int?)lines[1]["seq"]).ShouldBe(4);
    }

    [Fact]
    public async Task The_log_of_a_location_that_wants_it_is_on_the_disk_and_goes_on_after_a_restart()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        await using (var first = await Simulator.StartAsync(settings))
        {
            var location = (string)(await first.SendAsync("GET", "/locations")).Json[0]!["id"]!;
            location.ShouldBe("default");
            await first.OnlineAsync("DL1");
            (await first.SendAsync("GET", "/logs/files")).Json.AsArray().ShouldBeEmpty();
            var patched = await first.SendAsync("PATCH", "/locations/default", """{"durableLog":true}""");
            ((bool?)patched.Json["durableLog"]).ShouldBe(true, patched.Text);
            await first.OnlineAsync("DL2");
            await Await.ForAsync(() => TextAsync(first), text => Boots(text, "DL2"));
            Boots(await TextAsync(first), "DL1").ShouldBeFalse();
            var file = (await first.SendAsync("GET", "/logs/files?locationId=default")).Json[0]!;
            ((long)file["bytes"]!).ShouldBeGreaterThan(0);
            (await first.SendAsync("DELETE", $"/logs/files/default/{(string)file["name"]!}")).ShouldBeProblem(
                409,
                "being written"
            );
            ((string?)patched.Json["durableLogProblem"]).ShouldBeNull();
        }

        await using var second = await Simulator.StartAsync(settings);
        await Await.ForAsync(() => FilesAsync(second), files => files.Count == 2);
        var all = await TextAsync(second);
        // The end of the first life, and the beginning of the second.
        all.ShouldContain("\"type\":\"powered-off\"");
        (await second.SendAsync("PATCH", "/locations/default", """{"durableLog":false}""")).Status.ShouldBe(200);
        var oldest = (string)(await FilesAsync(second))[0]!["name"]!;
        (await second.SendAsync("DELETE", $"/logs/files/default/{oldest}")).Status.ShouldBe(204);
        (await FilesAsync(second)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/logs/files/default/simulator.db")]
    [InlineData("/logs/files/..%2F/simulator.db")]
    [InlineData("/logs/files/default/..%2F..%2Fsimulator.db")]
    [InlineData("/logs/files/default/log-20260101T000000000-00.jsonl")]
    [InlineData("/logs/files/%2e%2e/log-20260101T000000000-00.jsonl")]
    public async Task No_other_file_is_to_be_had(string path)
    {
        await using var simulator = await Simulator.StartAsync(new() { NoDemo = true });
        (await simulator.SendAsync("GET", path)).Status.ShouldBe(404);
        (await simulator.SendAsync("DELETE", path)).Status.ShouldBe(404);
    }

    private static bool Boots(string text, string id) =>
        text.Split('\n')
            .Any(line =>
                line.Contains($"\"chargerId\":\"{id}\"", StringComparison.Ordinal)
                && line.Contains("BootNotification", StringComparison.Ordinal)
            );

    private static async Task<JsonArray> FilesAsync(Simulator simulator) =>
        (await simulator.SendAsync("GET", "/logs/files")).Json.AsArray();

    private static async Task<string> TextAsync(Simulator simulator)
    {
        var text = "";
        foreach (var file in await FilesAsync(simulator))
        {
            text += (await simulator.SendAsync("GET", $"/logs/files/default/{(string)file!["name"]!}")).Text;
        }

        return text;
    }

    private static List<JsonNode> Lines(string path) => [.. File.ReadLines(path).Select(line => JsonNode.Parse(line)!)];

    private static Simulation.Logs.LogEntry Line(long seq, string payload) =>
        new()
        {
            Seq = seq,
            Time = Instant.FromUtc(Start),
            ChargerId = "CP1",
            Category = LogCategory.System,
            Type = "t",
            Payload = payload,
        };
}
