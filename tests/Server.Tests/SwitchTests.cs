using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>
/// From one location with running chargers and transactions to another and back, in a process of its own with its embedded
/// CSMS. <c>bench/Bench -- switch</c> does the same with many more and measures it.
/// </summary>
public sealed class SwitchTests
{
    private const int Chargers = 40;
    private const int Charging = 12;

    // Of the test's own requests, which are kept open a while.
    private const int OtherSockets = 20;

    [Fact]
    public async Task Every_transaction_is_reported_or_kept_and_no_socket_is_left()
    {
        using var process = ServerProcess.Start([
            "--urls",
            "http://127.0.0.1:0",
            "--data-dir",
            Scratch.Directory(),
            "--no-demo",
        ]);
        using var api = await ProcessApi.OfAsync(process);
        await api.PostAsync("/locations", """{"name":"South"}""");
        await FillAsync(api, "default");
        await api.PostAsync("/locations/activate/south");
        await FillAsync(api, "south");
        await ConnectedAsync(api, "south", Chargers);

        await SwitchAsync(api, "south", "default", keep: false);
        await SwitchAsync(api, "default", "south", keep: false);
        await SwitchAsync(api, "south", "default", keep: true);
        await ConnectedAsync(api, "south", Chargers);
        // The one that was kept has its transactions still.
        await SwitchAsync(api, "default", "south", keep: false);

        await ConnectedAsync(api, "default", 0);
        if (OperatingSystem.IsLinux())
        {
            // Each charger has one here, and the CSMS one for it.
            await Await.ForAsync(
                () => Task.FromResult(Sockets(process.Id)),
                sockets => sockets is >= 2 * Chargers and <= (2 * Chargers) + OtherSockets
            );
        }
    }

    /// <summary>Imports chargers into the active location and starts them.</summary>
    private static async Task FillAsync(ProcessApi api, string location)
    {
        var chargers = Enumerable
            .Range(1, Chargers)
            .Select(i => $$"""{"id":"{{location}}-{{i}}","evses":[{"id":1}]}""");
        await api.PostAsync("/import/chargers", $"[{string.Join(',', chargers)}]");
        await api.PostAsync("/chargers/start", """{"all":true}""");
    }

    private static async Task SwitchAsync(ProcessApi api, string from, string to, bool keep)
    {
        var open = await OpenAsync(api, from);
        foreach (var i in Enumerable.Range(1, Charging).Where(i => !open.ContainsKey($"{from}-{i}")))
        {
            await api.PostAsync($"/chargers/{from}-{i}/evses/1/start-transaction", $$"""{"idTag":"T{{i}}"}""");
        }

        open = await Await.ForAsync(() => OpenAsync(api, from), found => found.Count == Charging);
        var kept = await OpenAsync(api, to);

        await api.PostAsync($"/locations/activate/{to}?keepPrevious={(keep ? "true" : "false")}");

        var ended = (await api.GetAsync("/csms/sessions?open=false")).AsArray();
        if (keep)
        {
            (await OpenAsync(api, from)).ShouldBe(open, ignoreOrder: true);
        }
        else
        {
            (await OpenAsync(api, from)).ShouldBeEmpty();
            foreach (var (charger, transaction) in open)
            {
                var session = ended
                    .Single(it => (int?)it!["transactionId"] == transaction)
                    .ShouldNotBeNull($"{charger} {transaction}");
                ((string?)session["reason"]).ShouldBe("Local");
                session["meterStopWh"].ShouldNotBeNull();
            }
        }

        foreach (var charger in (await api.GetAsync($"/chargers?locationId={from}")).AsArray())
        {
            var connection = (string?)charger!["connection"];
            connection.ShouldBe(keep ? "connected" : "off", charger.ToJsonString());
            ((bool?)charger["running"]).ShouldBe(true);
            if (!keep)
            {
                ((int?)charger["queuedMessages"]).ShouldBe(0);
            }
        }

        await ConnectedAsync(api, to, Chargers);
        (await OpenAsync(api, to)).ShouldBe(kept, ignoreOrder: true);
    }

    /// <summary>The ids of the open transactions of a location's chargers, as the CSMS has them.</summary>
    private static async Task<Dictionary<string, int>> OpenAsync(ProcessApi api, string location) =>
        (await api.GetAsync("/csms/sessions?open=true"))
            .AsArray()
            .Where(session => ((string)session!["chargePointId"]!).StartsWith($"{location}-", StringComparison.Ordinal))
            .ToDictionary(session => (string)session!["chargePointId"]!, session => (int)session!["transactionId"]!);

    private static Task<JsonNode> ConnectedAsync(ProcessApi api, string location, int count) =>
        api.UntilAsync($"/locations/{location}", found => (int?)found["connectedCount"] == count);

    private static int Sockets(int processId) =>
        new DirectoryInfo($"/proc/{processId}/fd")
            .EnumerateFiles()
            .Count(file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
}
