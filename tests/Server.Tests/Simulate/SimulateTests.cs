using System.Text.Json.Nodes;

namespace Server.Tests.Simulate;

/// <summary>The sub-command simulate, as its user calls it.</summary>
public sealed class SimulateTests
{
    private static readonly string[] Names = ["timeline.jsonl", "wire.jsonl", "sessions.csv", "summary.json"];

    [Theory]
    [InlineData("normal_charge", "timeScale=10")]
    [InlineData("chaos_mix", "everySeconds=40")]
    [InlineData("firmware_wave", "waves=2")]
    public async Task Two_runs_are_the_same_bit_for_bit(string scenario, string parameter)
    {
        var (first, again, other) = (Scratch.Directory(), Scratch.Directory(), Scratch.Directory());
        string[] arguments =
        [
            "--scenario",
            scenario,
            "--chargers",
            "12",
            "--duration",
            "15m",
            "--parameter",
            parameter,
            "--sample-interval",
            "10",
        ];

        (await RunAsync([.. arguments, "--seed", "3", "--out", first])).ShouldBe(0);
        (await RunAsync([.. arguments, "--seed", "3", "--out", again])).ShouldBe(0);
        (await RunAsync([.. arguments, "--seed", "4", "--out", other])).ShouldBe(0);

        foreach (var name in Names)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(first, name));
            bytes.Length.ShouldBeGreaterThan(100);
            (await File.ReadAllBytesAsync(Path.Combine(again, name))).SequenceEqual(bytes).ShouldBeTrue(name);
            (await File.ReadAllBytesAsync(Path.Combine(other, name))).SequenceEqual(bytes).ShouldBeFalse(name);
        }

        Directory.GetFiles(first).Length.ShouldBe(Names.Length);
        var wire = (await File.ReadAllLinesAsync(Path.Combine(first, "wire.jsonl"))).Select(line =>
            JsonNode.Parse(line)!
        );
        wire.Count(line => $"{line["frame"]}".Contains("StartTransaction", StringComparison.Ordinal))
            .ShouldBeGreaterThan(4);
        var timeline = (await File.ReadAllLinesAsync(Path.Combine(first, "timeline.jsonl")))
            .Select(line => JsonNode.Parse(line)!)
            .ToList();
        timeline.Select(line => (long)line["seq"]!).ShouldBe(Enumerable.Range(1, timeline.Count).Select(i => (long)i));
        if (scenario == "firmware_wave")
        {
            timeline
                .Count(line => $"{line["detail"]}".Contains("Installed", StringComparison.Ordinal))
                .ShouldBeGreaterThanOrEqualTo(10);
        }
    }

    [Fact]
    public async Task The_sessions_have_what_the_meters_had_and_the_chargers_come_from_a_file()
    {
        var directory = Scratch.Directory();
        Directory.CreateDirectory(directory);
        var fleet = Path.Combine(directory, "fleet.json");
        await File.WriteAllTextAsync(
            fleet,
            """[{ "id": "A,1", "evses": [{ "id": 1 }, { "id": 2, "currentType": "DC" }] }, { "id": "B", "evses": [{ "id": 1 }] }]"""
        );

        (await RunAsync("--scenario", "offline_fault", "--fleet", fleet, "--out", directory)).ShouldBe(0);

        var rows = await File.ReadAllLinesAsync(Path.Combine(directory, "sessions.csv"));
        rows[0].ShouldStartWith("charger_id,evse_id,transaction_id,id_tag,");
        rows.Length.ShouldBe(4);
        rows.Count(row => row.StartsWith("\"A,1\",", StringComparison.Ordinal)).ShouldBe(2);
        rows.Skip(1).ShouldAllBe(row => row.EndsWith(",Stopped"));
        var summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(directory, "summary.json")))!;
        ((double)summary["energyWh"]!).ShouldBeGreaterThan(500);
        ((string?)summary["end"]).ShouldBe("finished");
    }

    [Theory]
    [InlineData("Accepted", 0)]
    [InlineData("Blocked", 1)]
    public async Task A_file_is_simulated_and_an_expectation_that_fails_gives_exit_code_1(string status, int exitCode)
    {
        var directory = Scratch.Directory();
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, "scenario.yaml");
        await File.WriteAllTextAsync(
            file,
            $$"""
            name: mine
            duration: 5m
            steps:
              - for-each:
                  steps:
                    - wait-for: { registration: Accepted }
                    - start-transaction: { idTag: TAG }
                    - expect:
                        answer: StartTransaction
                        where: { idTagInfo.status: {{status}} }
                        save: { id: transactionId }
                        within: 10s
            """
        );

        (await RunAsync("--scenario", file, "--chargers", "3", "--out", directory)).ShouldBe(exitCode);

        var summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(directory, "summary.json")))!;
        ((long)summary["expectationsMet"]!).ShouldBe(exitCode == 0 ? 3 : 0);
        ((long)summary["expectationsFailed"]!).ShouldBe(exitCode == 0 ? 0 : 3);
        (await File.ReadAllTextAsync(Path.Combine(directory, "timeline.jsonl")))
            .Contains("what came did not fit: [3,")
            .ShouldBe(exitCode == 1);
    }

    [Theory]
    [InlineData("--scenario", "nothing")]
    [InlineData("--scenario", "normal_charge", "--duration", "5x")]
    [InlineData("--scenario", "normal_charge", "--duration", "8d")]
    [InlineData("--scenario", "normal_charge", "--duration", "")]
    [InlineData("--scenario", "normal_charge", "--seed", "-1")]
    [InlineData("--scenario", "normal_charge", "--chargers", "0")]
    [InlineData("--scenario", "normal_charge", "--chargers", "ten")]
    [InlineData("--scenario", "normal_charge", "--start", "tomorrow")]
    [InlineData("--scenario", "normal_charge", "--model", "nothing")]
    [InlineData("--scenario", "normal_charge", "--parameter", "stayMinutes=-1")]
    [InlineData("--scenario", "normal_charge", "--parameter", "stayMinutes")]
    [InlineData("--scenario", "normal_charge", "--fleet", "/no/such/file.json")]
    [InlineData("--scenario", "normal_charge", "--sample-interval", "-1")]
    public async Task What_is_wrong_ends_it_with_exit_code_2_and_nothing_is_written(params string[] arguments)
    {
        var directory = Scratch.Directory();

        (await RunAsync([.. arguments, "--out", directory])).ShouldBe(2);

        Directory.Exists(directory).ShouldBeFalse();
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_told()
    {
        var directory = Scratch.Directory();
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, "file");
        await File.WriteAllTextAsync(file, "");

        (await RunAsync("--scenario", "normal_charge", "--out", Path.Combine(file, "below"))).ShouldBe(2);
    }

    private static Task<int> RunAsync(params string[] arguments) => Program.Main(["simulate", .. arguments]);
}
