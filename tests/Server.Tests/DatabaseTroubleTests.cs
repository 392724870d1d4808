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
