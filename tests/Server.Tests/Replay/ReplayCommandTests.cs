using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Server.Tests.Replay;

/// <summary>The sub-command replay, as a process of its own, against the embedded CSMS.</summary>
public sealed class ReplayCommandTests(Simulator simulator) : IClassFixture<Simulator>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private string Csms => simulator.Http.BaseAddress!.ToString().Replace("http", "ws") + "ocpp";

    [Theory]
    [InlineData("RPJ", "json")]
    [InlineData("RPT", "text")]
    public async Task A_recorded_session_is_answered_as_it_was_until_the_tag_is_blocked(string id, string format)
    {
        var log = await RecordAsync(id, $"{id}-TAG", format);
        var report = Scratch.Directory();

        var same = await RunAsync(log, "--csms", Csms, "--speed", "50", "--report", report);

        same.ExitCode.ShouldBe(0, same.Output);
        same.Output.ShouldContain(" 0 differ, 0 missing, 0 not recorded, 0 calls not sent");
        var told = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(report, "replay.json")))!;
        ((bool)told["same"]!).ShouldBeTrue();
        var start = told["calls"]!.AsArray().Single(call => (string?)call!["action"] == "StartTransaction")!;
        ((string?)start["verdict"]).ShouldBe("equal");
        var transaction = (int)start["now"]!["transactionId"]!;
        transaction.ShouldNotBe((int)start["then"]!["transactionId"]!);
        // The CSMS has the transaction of now as a whole: its stop has come with its own id.
        var sessions = await simulator.SendAsync("GET", $"/csms/sessions?chargerId={id}");
        sessions.Status.ShouldBe(200, sessions.Text);
        sessions.Json.AsArray().Single(it => (int)it!["transactionId"]! == transaction)!["stoppedAt"].ShouldNotBeNull();

        var block = $$"""{"idTag":"{{id}}-TAG","status":"Blocked"}""";
        (await simulator.SendAsync("POST", "/csms/id-tags", block)).Status.ShouldBeLessThan(300);
        var differs = await RunAsync(log, "--csms", Csms, "--speed", "50", "--as", $"{id}-2");

        differs.ExitCode.ShouldBe(1, differs.Output);
        differs.Output.ShouldContain("StartTransaction /idTagInfo/status: \"Accepted\" then, \"Blocked\" now");
    }

    [Fact]
    public async Task A_log_that_is_wrong_gives_exit_code_2_and_a_line_for_each_mistake()
    {
        var log = Write("2026-11-22T10:00:00Z -> [2,\"1\",\"Heartbeat\",{}]\n2026-11-22T10:00:00Z -> [2,\"1\"]\n{\n");

        var run = await RunAsync(log, "--csms", "ws://127.0.0.1:9");

        run.ExitCode.ShouldBe(2, run.Output);
        run.Output.ShouldContain($"{log}:2: the frame is no OCPP-J message: a CALL without action and payload");
        run.Output.ShouldContain($"{log}:3: it is no JSON");
    }

    [Theory]
    [InlineData("--csms", "http://127.0.0.1")]
    [InlineData("--csms", "ws://127.0.0.1:9")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--as", "A/B")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--as", "A", "--speed", "0")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--as", "A", "--password", "open sesame")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--as", "A", "--report", "/dev/null/out")]
    [InlineData("--as", "A")]
    public async Task Bad_arguments_give_exit_code_2(params string[] arguments) =>
        (
            await Program.Main(["replay", Write("2026-11-22T10:00:00Z -> [2,\"1\",\"Heartbeat\",{}]\n"), .. arguments])
        ).ShouldBe(2);

    [Fact]
    public async Task A_file_that_is_not_there_gives_exit_code_2() =>
        (await Program.Main(["replay", "/no/such/file.jsonl", "--csms", "ws://127.0.0.1:9"])).ShouldBe(2);

    [Fact]
    public async Task A_Csms_that_is_not_there_gives_exit_code_3()
    {
        var log = Write("2026-11-22T10:00:00Z -> [2,\"1\",\"Heartbeat\",{}]\n");

        // Port 9 is that of the discard service, which nobody runs.
        var run = await RunAsync(log, "--csms", "ws://127.0.0.1:9/ocpp", "--as", "RPN");

        run.ExitCode.ShouldBe(3, run.Output);
        run.Output.ShouldContain("Not connected: TCP: 127.0.0.1:9 refuses connections");
    }

    [Theory]
    [InlineData("00112233445566778899aabbccddeeff", 0)]
    [InlineData("ffeeddccbbaa99887766554433221100", 3)]
    public async Task It_connects_with_the_password_that_is_given(string password, int exitCode)
    {
        using var csms = ServerProcess.Start(
            ["--urls", "http://127.0.0.1:0", "--data-dir", Scratch.Directory()],
            ("Simulator__Csms__Passwords__PW-R", "00112233445566778899aabbccddeeff")
        );
        var url = await csms.UrlAsync();
        var log = Write(
            """
            2026-11-22T10:00:00Z sent [2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
            """
        );

        var run = await RunAsync(
            log,
            "--csms",
            $"{url.Replace("http", "ws")}/ocpp",
            "--as",
            "PW-R",
            "--password",
            password
        );

        run.ExitCode.ShouldBe(exitCode, run.Output);
    }

    // A session from boot to unplug; the charger is off afterwards, and its id free.
    private async Task<string> RecordAsync(string id, string idTag, string format)
    {
        await simulator.OnlineAsync(id);
        var started = await simulator.SendAsync(
            "POST",
            $"/chargers/{id}/evses/1/start-transaction",
            $$"""{"idTag":"{{idTag}}"}"""
        );
        started.Status.ShouldBe(202, started.Text);
        await simulator.UntilAsync(id, it => (int?)it["evses"]![0]!["transaction"]?["id"] > 0);
        await simulator.SendAsync("POST", $"/chargers/{id}/evses/1/stop-transaction");
        await simulator.UntilAsync(id, it => (string?)it["evses"]![0]!["status"] == "Finishing");
        await simulator.SendAsync("POST", $"/chargers/{id}/evses/1/unplug", "{}");
        await simulator.UntilAsync(
            id,
            it => (string?)it["evses"]![0]!["status"] == "Available" && (int)it["queuedMessages"]! == 0
        );
        // Until every call of the charger has its answer.
        var messages = $"/logs?chargerId={id}&category=ocpp&limit=5000";
        await Await.ForAsync(
            async () => (await simulator.SendAsync("GET", messages)).Json.AsArray(),
            lines => Ids(lines, "out", "call").SetEquals(Ids(lines, "in", "result"))
        );
        var log = await simulator.SendAsync("GET", $"/logs/export?chargerId={id}&format={format}");
        log.Status.ShouldBe(200);
        (await simulator.SendAsync("POST", $"/chargers/{id}/stop")).Status.ShouldBe(200);
        return Write(log.Text);
    }

    private static HashSet<string> Ids(JsonArray lines, string direction, string type) =>
        [
            .. lines
                .Where(it => (string?)it!["direction"] == direction && (string?)it["type"] == type)
                .Select(it => (string)it!["messageId"]!),
        ];

    private static string Write(string text)
    {
        var file = Path.Combine(Directory.CreateDirectory(Scratch.Directory()).FullName, "charger.log");
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Server.dll"), "replay", .. arguments]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
            await process.WaitForExitAsync().WaitAsync(Limit);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
