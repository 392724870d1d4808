using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Server.Tests.Scenarios;

/// <summary>The sub-command run, as a pipeline calls it: a process of its own, and the CSMS in another.</summary>
public sealed class RunCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Expectations_that_are_met_give_exit_code_0_and_a_report()
    {
        using var csms = ServerProcess.Start(["--urls", "http://127.0.0.1:0", "--data-dir", Scratch.Directory()]);
        var url = await csms.UrlAsync();
        var (report, junit) = (
            Scratch.Directory(),
            Path.Combine(Directory.CreateDirectory(Scratch.Directory()).FullName, "out.xml")
        );
        var sample = Path.Combine(Repository.Root, "data", "samples", "scenarios", "acceptance.yaml");

        var run = await RunAsync(
            sample,
            "--csms",
            $"{url.Replace("http", "ws")}/ocpp",
            "--ids",
            "RUN-{07}",
            "--chargers",
            "2",
            "--seed",
            "11",
            "--parameter",
            "chargingSeconds=5",
            "--report",
            report,
            "--junit",
            junit
        );

        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("10 expectations met, 0 failed, 0 never reached");
        var suite = XDocument.Load(junit).Root!.Element("testsuite")!;
        suite.Attribute("failures")!.Value.ShouldBe("0");
        suite.Attribute("errors")!.Value.ShouldBe("0");
        suite.Elements("testcase").Count().ShouldBe(12);
        var sessions = await File.ReadAllLinesAsync(Path.Combine(report, "sessions.csv"));
        sessions.Length.ShouldBe(3);
        sessions[1].ShouldStartWith("RUN-07,1,DEMO-TAG,");
        sessions[2].ShouldEndWith(",delivered,delivered");
        var summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(report, "summary.json")))!;
        ((long)summary["seed"]!).ShouldBe(11);
        var truth = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(report, "truth.json")))!;
        ((int)truth["totals"]!["complete"]!).ShouldBe(2);
        ((decimal)truth["totals"]!["acknowledgedWh"]!).ShouldBe((decimal)summary["deliveredWh"]!);
        truth["sessions"]!.AsArray().Select(it => (string?)it!["verdict"]).ShouldBe(["complete", "complete"]);
        var wire = await File.ReadAllLinesAsync(Path.Combine(report, "wire.jsonl"));
        wire.Length.ShouldBe((int)summary["messages"]!);
        wire.Count(line => line.Contains("\"StopTransaction\"", StringComparison.Ordinal)).ShouldBe(2);
        (await File.ReadAllLinesAsync(Path.Combine(report, "timeline.jsonl")))[^1].ShouldContain("finished");
    }

    [Fact]
    public async Task An_expectation_that_fails_gives_exit_code_1_and_a_failure_in_the_report()
    {
        using var csms = ServerProcess.Start(["--urls", "http://127.0.0.1:0", "--data-dir", Scratch.Directory()]);
        var url = await csms.UrlAsync();
        var (file, junit) = Files(
            """
            name: never
            duration: 5m
            endsWhenDone: true
            steps:
              - for-each:
                  steps:
                    - wait-for: { registration: Accepted }
                    - expect: { name: The CSMS resets it, call: Reset, within: 1s }
                    - expect: { name: It is gone, connection: disconnected }
            """
        );

        var run = await RunAsync(
            file,
            "--csms",
            $"{url.Replace("http", "ws")}/ocpp",
            "--chargers",
            "1",
            "--junit",
            junit
        );

        run.ExitCode.ShouldBe(1, run.Output);
        run.Output.ShouldContain("SIM1 The CSMS resets it: call Reset did not come within 1 s (line 8)");
        var cases = XDocument.Load(junit).Descendants("testcase").ToList();
        cases
            .Single(it => it.Element("failure") is not null)
            .Attribute("name")!
            .Value.ShouldBe("The CSMS resets it [SIM1/1]");
        cases.Single(it => it.Element("skipped") is not null).Attribute("name")!.Value.ShouldBe("It is gone");
    }

    [Theory]
    [InlineData("00112233445566778899aabbccddeeff", 0)]
    [InlineData("ffeeddccbbaa99887766554433221100", 3)]
    public async Task Chargers_connect_with_the_password_that_is_given(string password, int exitCode)
    {
        using var csms = ServerProcess.Start(
            ["--urls", "http://127.0.0.1:0", "--data-dir", Scratch.Directory()],
            ("Simulator__Csms__Passwords__PW-1", "00112233445566778899aabbccddeeff")
        );
        var url = await csms.UrlAsync();
        var (file, _) = Files(
            """
            name: secured
            duration: 5s
            endsWhenDone: true
            steps:
              - for-each:
                  steps:
                    - expect: { name: It is accepted, registration: Accepted, within: 60s }
            """
        );

        var run = await RunAsync(
            file,
            "--csms",
            $"{url.Replace("http", "ws")}/ocpp",
            "--ids",
            "PW-{1}",
            "--chargers",
            "1",
            "--password",
            password
        );

        run.ExitCode.ShouldBe(exitCode, run.Output);
    }

    [Fact]
    public async Task A_file_that_is_wrong_gives_exit_code_2_and_a_line_for_each_mistake()
    {
        var (file, junit) = Files("name: a\nduration: 1m\nsteps:\n  - wiat: 1s\n  - stop\n");

        var run = await RunAsync(file, "--csms", "ws://127.0.0.1:9", "--junit", junit);

        run.ExitCode.ShouldBe(2, run.Output);
        run.Output.ShouldContain($"{file}:4:5: ");
        run.Output.ShouldContain("did you mean wait?");
        run.Output.ShouldContain($"{file}:5:5: steps[1].stop needs a charger");
        File.Exists(junit).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--csms", "http://127.0.0.1")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--ids", "CP")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--ids", "A/{1}")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--chargers", "0")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--junit", "/no/such/directory/out.xml")]
    [InlineData("--csms", "ws://127.0.0.1:9", "--password", "open sesame")]
    [InlineData("--chargers", "1")]
    public async Task Bad_arguments_give_exit_code_2(params string[] arguments) =>
        (await Program.Main(["run", "normal_charge", .. arguments])).ShouldBe(2);

    [Fact]
    public async Task A_Csms_that_is_not_there_gives_exit_code_3()
    {
        var (file, junit) = Files("name: a\nduration: 3s\nsteps:\n  - wait: 1s\n");

        // Port 9 is that of the discard service, which nobody runs.
        var run = await RunAsync(file, "--csms", "ws://127.0.0.1:9/ocpp", "--chargers", "1", "--junit", junit);

        run.ExitCode.ShouldBe(3, run.Output);
        run.Output.ShouldContain("No charger has reached the CSMS");
        XDocument.Load(junit).Descendants("error").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_interrupted_run_is_reported_and_gives_exit_code_130()
    {
        var (file, junit) = Files("name: a\nduration: 1h\nsteps:\n  - wait: 1s\n");
        var report = Scratch.Directory();
        using var process = Start(
            file,
            "--csms",
            "ws://127.0.0.1:9/ocpp",
            "--chargers",
            "1",
            "--junit",
            junit,
            "--report",
            report
        );
        try
        {
            (await process.StandardOutput.ReadLineAsync().WaitAsync(Limit))
                .ShouldNotBeNull()
                .ShouldStartWith("a: 1 chargers");

            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync().WaitAsync(Limit);

            process.ExitCode.ShouldBe(130);
            XDocument
                .Load(junit)
                .Descendants("error")
                .ShouldHaveSingleItem()
                .Attribute("message")!
                .Value.ShouldContain("interrupted");
            var summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(report, "summary.json")))!;
            ((int)summary["chargers"]!).ShouldBe(1);
            File.Exists(Path.Combine(report, "truth.json")).ShouldBeTrue();
        }
        finally
        {
            End(process);
        }
    }

    private static (string File, string JUnit) Files(string yaml)
    {
        var directory = Directory.CreateDirectory(Scratch.Directory()).FullName;
        var file = Path.Combine(directory, "scenario.yaml");
        File.WriteAllText(file, yaml);
        return (file, Path.Combine(directory, "out.xml"));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
            await process.WaitForExitAsync().WaitAsync(Limit);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            End(process);
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Server.dll"), "run", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
}
