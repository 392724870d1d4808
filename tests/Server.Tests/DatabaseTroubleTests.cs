using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Server.Tests;

/// <summary>
/// Databases that cannot be written, in a process of its own: another process holds them locked, or their disk is full. It is
/// told, changes are refused, what waits is written when it can be, and nothing is lost or there twice.
/// </summary>
public sealed class DatabaseTroubleTests
{
    [Theory]
    [InlineData("locked", "another program holds the database locked")]
    [InlineData("full", "the disk is full: free some space")]
    public async Task The_simulators_database(string trouble, string mentions)
    {
        await using var csms = await CsmsDouble.StartAsync();
        using var process = ServerProcess.Start(Options(out var directory));
        using var api = await ProcessApi.OfAsync(process);
        await api.OnlineAsync("T1", $$""","csmsUrl":"{{csms.Url}}" """);
        await api.PostAsync("/chargers/T1/evses/1/start-transaction", """{"idTag":"T"}""");
        await csms.ReceivedAsync("MeterValues");

        using (
            Trouble(trouble, Path.Combine(directory, "simulator.db"), "charger_parts", "queued_messages", "chargers")
        )
        {
            await api.PostAsync("/chargers/T1/evses/1/stop-transaction");
            var health = await DegradedAsync(api, "storage", mentions);
            ((int)health["storage"]!["pendingWrites"]!).ShouldBeGreaterThan(0);
            ((string?)health["csmsStorage"]!["status"]).ShouldBe("ok");
            await RefusedAsync(api, "/chargers", """{"id":"T2","evses":[{"id":1}]}""");
            await RefusedAsync(api, "/chargers/T1/config", """{"key":"BlinkRepeat","value":"9"}""");
            await RefusedAsync(api, "/import/vehicles", """[{"id":"V","idTag":"V"}]""");
            (await api.StatusAsync("/backup")).ShouldBe(503);
            (await api.StatusAsync("/chargers/T2")).ShouldBe(404);
            (await api.GetAsync("/vehicles")).AsArray().ShouldBeEmpty();
            csms.Calls.ShouldNotContain(call => call.Action == "StopTransaction");
        }

        await csms.ReceivedAsync("StopTransaction");
        await api.UntilAsync("/health", found => (string?)found["status"] == "ok");
        await api.PostAsync("/chargers", """{"id":"T2","evses":[{"id":1}]}""");
        (await api.StatusAsync("/backup")).ShouldBe(200);
        csms.Calls.Count(call => call.Action == "StopTransaction").ShouldBe(1);
        (await process.TerminateAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("locked", "another program holds the database locked")]
    [InlineData("full", "the disk is full: free some space")]
    public async Task The_embedded_CSMSs_database(string trouble, string mentions)
    {
        using var process = ServerProcess.Start(Options(out var directory));
        using var api = await ProcessApi.OfAsync(process);
        await api.OnlineAsync("T1");
        int queued;
        using (Trouble(trouble, Path.Combine(directory, "csms.db"), "Sessions", "IdTags"))
        {
            await api.PostAsync("/chargers/T1/evses/1/start-transaction", """{"idTag":"T"}""");
            var health = await DegradedAsync(api, "csmsStorage", mentions);
            ((string?)health["storage"]!["status"]).ShouldBe("ok");
            await RefusedAsync(api, "/csms/id-tags", """{"idTag":"BAD","status":"Blocked"}""");
            (await api.GetAsync("/csms/id-tags")).AsArray().ShouldBeEmpty();
            // The car charges; the transaction has no number yet, because the CSMS could not keep it.
            var charger = await api.UntilAsync("/chargers/T1", found => (double)Evse(found)["powerW"]! > 0);
            ((int?)Evse(charger)["transaction"]!["id"]).ShouldBeNull();
            queued = (int)charger["queuedMessages"]!;
            // As long as it takes for the line to be cut, which is no failed attempt.
            await api.UntilAsync(
                "/chargers/T1/logs?limit=1000",
                log => log.AsArray().Count(entry => (string?)entry!["action"] == "StartTransaction") > 1
            );
        }

        queued.ShouldBeGreaterThan(0);
        await api.UntilAsync("/health", found => (string?)found["status"] == "ok");
        var known = await api.UntilAsync(
            "/chargers/T1",
            found => (int?)Evse(found)["transaction"]?["id"] is not null && (int)found["queuedMessages"]! == 0
        );
        var session = (await api.GetAsync("/csms/sessions")).AsArray().ShouldHaveSingleItem()!;
        ((int?)session["transactionId"]).ShouldBe((int?)Evse(known)["transaction"]!["id"]);
        await api.PostAsync("/csms/id-tags", """{"idTag":"BAD","status":"Blocked"}""");
        (await process.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_new_definition_and_what_its_charger_had_saved_are_written_together_or_not_at_all()
    {
        await using var simulator = await Simulator.StartAsync(new() { NoDemo = true });
        await simulator.OnlineAsync("W1", """ "vendor":"Before" """);
        await simulator.SendAsync("POST", "/chargers/W1/stop");
        // So that nothing but the change meets the full disk.
        await Await.ForAsync(
            async () => (await simulator.SendAsync("GET", "/health")).Json,
            health => (int)health["storage"]!["pendingWrites"]! == 0
        );
        const string change = """{"vendor":"After","configuration":{"BlinkRepeat":"7"}}""";
        using (FullDisk.Of(Path.Combine(simulator.DataDir, "simulator.db"), "charger_parts"))
        {
            var refused = await simulator.SendAsync("PATCH", "/chargers/W1", change);
            refused.ShouldBeProblem(503, "the disk is full");
            var charger = await simulator.ChargerAsync("W1");
            ((string?)charger["vendor"]).ShouldBe("Before");
            Stored(simulator).ShouldBe("Before");
        }

        (await simulator.SendAsync("PATCH", "/chargers/W1", change)).Status.ShouldBe(200);
        Stored(simulator).ShouldBe("After");
        var keys = (await simulator.SendAsync("GET", "/chargers/W1/config")).Json.AsArray();
        keys.ShouldContain(key => (string?)key!["key"] == "BlinkRepeat" && (string?)key["value"] == "7");
    }

    private static string? Stored(Simulator simulator)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(simulator.DataDir, "simulator.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT vendor FROM chargers";
        return (string?)command.ExecuteScalar();
    }

    private static string[] Options(out string directory) =>
        ["--urls", "http://127.0.0.1:0", "--data-dir", directory = Scratch.Directory(), "--no-demo"];

    private static IDisposable Trouble(string kind, string path, params string[] tables)
    {
        if (kind == "full")
        {
            return FullDisk.Of(path, tables);
        }

        var connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=30");
        connection.Open();
        // Held until the connection is disposed of.
        connection.BeginTransaction();
        return connection;
    }

    private static async Task<JsonNode> DegradedAsync(ProcessApi api, string part, string mentions)
    {
        var health = await api.UntilAsync("/health", found => (string?)found["status"] == "degraded");
        ((string?)health[part]!["status"]).ShouldBe("degraded");
        ((string?)health[part]!["detail"]).ShouldNotBeNull().ShouldContain(mentions);
        return health;
    }

    private static async Task RefusedAsync(ProcessApi api, string path, string json)
    {
        var (status, problem) = await api.TryPostAsync(path, json);
        status.ShouldBe(503, $"{path}: {problem.ToJsonString()}");
        ((string)problem["detail"]!).ShouldStartWith("Nothing was changed");
    }

    private static JsonNode Evse(JsonNode charger) => charger["evses"]![0]!;
}
