using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>The program at the limits of its machine: no space on the disk, too few open files.</summary>
public sealed class MachineLimitTests
{
    // A limit of the size of files stands for a full disk: no write beyond 4 KB succeeds, for whoever is not root as well.
    // Its signal would end the process, where a full disk is an error of the write.
    private const string LimitableDisk = "trap '' XFSZ";

    [Fact]
    public async Task A_full_disk_is_told_and_what_is_acknowledged_outlives_it_and_a_kill()
    {
        await using var csms = await CsmsDouble.StartAsync();
        using var process = ServerProcess.StartUnder(LimitableDisk, Options(out var directory));
        using var api = await ProcessApi.OfAsync(process);
        await api.OnlineAsync("D1", $$""","csmsUrl":"{{csms.Url}}" """);
        await api.PostAsync("/chargers/D1/evses/1/start-transaction", """{"idTag":"T"}""");
        await csms.ReceivedAsync("MeterValues");

        await LimitFileSizeAsync(process, "4096");
        // The StopTransaction waits for the disk: the CSMS may not know what a kill would undo.
        await api.PostAsync("/chargers/D1/evses/1/stop-transaction");
        var health = await api.UntilAsync("/health", found => (string?)found["status"] == "degraded");
        ((string?)health["storage"]!["detail"]).ShouldNotBeNull().ShouldContain("free some space");
        ((int)health["storage"]!["pendingWrites"]!).ShouldBeGreaterThan(0);
        ((int)(await api.GetAsync("/chargers/D1"))["queuedMessages"]!).ShouldBeGreaterThan(0);
        csms.Calls.ShouldNotContain(call => call.Action == "StopTransaction");

        // What cannot be kept is refused, and nothing of it is done.
        await RefusedAsync(api, "/chargers", """{"id":"D2","evses":[{"id":1}]}""");
        (await api.StatusAsync("/chargers/D2")).ShouldBe(404);
        await RefusedAsync(api, "/chargers/bulk", """{"model":"tidewater-solo-7","count":3,"idPattern":"D{3}"}""");
        (await api.StatusAsync("/chargers/D3")).ShouldBe(404);
        await RefusedAsync(api, "/chargers/D1/config", """{"key":"BlinkRepeat","value":"9"}""");
        BlinkRepeat(await api.GetAsync("/chargers/D1/config")).ShouldNotBe("9");

        await LimitFileSizeAsync(process, "unlimited");
        await api.UntilAsync("/health", found => (string?)found["status"] == "ok");
        await csms.ReceivedAsync("StopTransaction");
        await api.PostAsync("/chargers", """{"id":"D2","evses":[{"id":1}]}""");
        await api.PostAsync("/chargers/D1/config", """{"key":"BlinkRepeat","value":"9"}""");
        var register = (long)(await api.GetAsync("/chargers/D1"))["evses"]![0]!["energyWh"]!;
        await process.KillAsync();

        using var again = ServerProcess.Start(Options(directory));
        using var after = await ProcessApi.OfAsync(again);
        var charger = await after.UntilAsync(
            "/chargers/D1",
            found => (string?)found["registration"] == "Accepted" && (int)found["queuedMessages"]! == 0
        );
        ((long)charger["evses"]![0]!["energyWh"]!).ShouldBeGreaterThanOrEqualTo(register);
        BlinkRepeat(await after.GetAsync("/chargers/D1/config")).ShouldBe("9");
        (await after.StatusAsync("/chargers/D2")).ShouldBe(200);
        csms.Calls.Count(call => call.Action == "StartTransaction").ShouldBe(1);
        // Sent anew, if at all, word for word.
        csms.Calls.Where(call => call.Action == "StopTransaction")
            .Select(call => call.Payload.ToJsonString())
            .Distinct()
            .Count()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Many_that_could_not_all_be_started_are_not_created()
    {
        using var process = ServerProcess.StartUnder("ulimit -n 900", Options(out _));
        using var api = await ProcessApi.OfAsync(process);

        // 100 sockets, two for each charger at the embedded CSMS.
        var (status, problem) = await api.TryPostAsync("/chargers/bulk", Started(51));
        status.ShouldBe(409);
        ((string)problem["detail"]!).ShouldContain(
            "100 sockets for chargers; 0 are taken, and these 51 chargers need 102"
        );
        (await api.GetAsync("/chargers")).AsArray().ShouldBeEmpty();

        await api.PostAsync("/chargers/bulk", Started(50));
        await api.UntilAsync(
            "/chargers",
            list => list.AsArray().Count(charger => (string?)charger!["registration"] == "Accepted") == 50
        );
        (await process.TerminateAsync()).ShouldBe(0);
        process.Errors.ShouldBeEmpty();

        static string Started(int count) =>
            $$"""{"model":"tidewater-solo-7","count":{{count}},"idPattern":"L{01}","start":true}""";
    }

    [Fact]
    public async Task Starts_beyond_the_limit_of_open_files_are_refused_and_it_stays_up()
    {
        using var process = ServerProcess.StartUnder("ulimit -n 900", Options(out _));
        using var api = await ProcessApi.OfAsync(process);
        var chargers = Enumerable.Range(1, 60).Select(i => $$"""{"id":"F{{i}}","evses":[{"id":1}]}""");
        await api.PostAsync("/import/chargers", $"[{string.Join(',', chargers)}]");

        // 100 sockets, two for each charger at the embedded CSMS.
        var started = await api.PostAsync("/chargers/start", """{"all":true}""");
        ((int)started["changed"]!).ShouldBe(50);
        var refused = started["refused"]!.AsArray();
        refused.Count.ShouldBe(10);
        var (status, problem) = await api.TryPostAsync($"/chargers/{(string)refused[0]!["id"]!}/start");
        status.ShouldBe(409);
        ((string)problem["detail"]!).ShouldContain("ulimit -n");
        await api.UntilAsync(
            "/chargers?limit=100",
            list => list.AsArray().Count(charger => (string?)charger!["registration"] == "Accepted") == 50
        );

        // One that stops makes room for another.
        await api.PostAsync("/chargers/F1/stop");
        await api.PostAsync($"/chargers/{(string)refused[0]!["id"]!}/start");
        (await process.TerminateAsync()).ShouldBe(0);
        process.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limit_of_open_files_that_leaves_no_room_is_one_clear_line_and_exit_code_2()
    {
        using var process = ServerProcess.StartUnder("ulimit -n 400", Options(out var directory));

        (await process.ExitAsync()).ShouldBe(2);
        process.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("ulimit -n");
        Directory.Exists(directory).ShouldBeFalse();
    }

    private static string[] Options(out string directory) => Options(directory = Scratch.Directory());

    private static string[] Options(string directory) =>
        ["--urls", "http://127.0.0.1:0", "--data-dir", directory, "--no-demo"];

    private static async Task RefusedAsync(ProcessApi api, string path, string json)
    {
        var (status, problem) = await api.TryPostAsync(path, json);
        status.ShouldBe(503, problem.ToJsonString());
        ((string)problem["detail"]!).ShouldStartWith("Nothing was changed");
    }

    private static string? BlinkRepeat(JsonNode keys) =>
        (string?)keys.AsArray().SingleOrDefault(key => (string?)key!["key"] == "BlinkRepeat")?["value"];

    private static async Task LimitFileSizeAsync(ServerProcess process, string bytes)
    {
        // The soft limit alone: anyone may raise it again.
        using var prlimit = Process.Start("prlimit", ["--pid", $"{process.Id}", $"--fsize={bytes}:"]);
        await prlimit.WaitForExitAsync();
        prlimit.ExitCode.ShouldBe(0);
    }
}
