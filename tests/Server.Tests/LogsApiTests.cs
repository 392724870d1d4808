using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Simulation;

namespace Server.Tests;

/// <summary>/logs: of all chargers, filtered, as files, live.</summary>
public sealed class LogsApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    private Fleet Fleet => simulator.App.Services.GetRequiredService<Fleet>();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Logs_of_all_chargers_are_one_and_narrowed_by_each_filter()
    {
        await BootAsync("LA1", "LA2");

        var all = await ListAsync("chargerId=LA1&chargerId=LA2&limit=5000");
        all.Select(Seq).ShouldBe(all.Select(Seq).Order());
        all.Select(line => (string?)line["chargerId"]).Distinct().Order().ShouldBe(["LA1", "LA2"]);
        var boots = await ListAsync("chargerId=LA1&chargerId=LA2&action=bootnotification&type=call");
        boots.Count.ShouldBe(2);
        boots.ShouldAllBe(line => (string?)line["direction"] == "out" && line["payload"]!["chargePointVendor"] != null);
        var both = await ListAsync("chargerId=LA1&action=BootNotification&action=StatusNotification&direction=in");
        both.Count.ShouldBeGreaterThan(1);
        (await ListAsync("chargerId=LA1&category=connection")).ShouldAllBe(line => (string?)line["direction"] == null);
        (await ListAsync("chargerId=LA1&search=CHARGEPOINTVENDOR")).Count.ShouldBe(1);
        (await ListAsync("chargerId=LA1&problem=true")).ShouldBeEmpty();
        var first = (string?)all[0]["time"];
        (await ListAsync($"chargerId=LA1&to={first}")).Count.ShouldBeLessThan(all.Count);
        (await ListAsync("chargerId=LA1&from=2126-01-01")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_simulator_has_a_log_of_its_own()
    {
        await using var own = await Simulator.StartAsync(new() { NoDemo = true });
        (await own.SendAsync("POST", "/locations", """{"id":"second","name":"Second"}""")).Status.ShouldBe(201);
        (await own.SendAsync("POST", "/locations/activate/second")).Status.ShouldBe(200);

        var lines = (await own.SendAsync("GET", "/logs?category=system")).Json.AsArray();

        lines.Select(line => (string?)line!["type"]).ShouldBe(["simulator-started", "location-activated"]);
        lines.ShouldAllBe(line => line!["chargerId"] == null);
        ((string?)lines[1]!["payload"]).ShouldBe("Second (second)");
    }

    [Fact]
    public async Task Pages_go_back_and_on_by_cursor()
    {
        await BootAsync("LP1");
        var all = (await ListAsync("chargerId=LP1&limit=5000")).Select(Seq).ToList();

        var answer = await simulator.SendAsync("GET", "/logs?chargerId=LP1&limit=3");
        answer.Headers["X-Total-Count"].ShouldBe($"{all.Count}");
        var newest = answer.Json.AsArray().Select(line => (long)line!["seq"]!).ToList();
        newest.ShouldBe(all.TakeLast(3));
        var former = await ListAsync($"chargerId=LP1&limit=2&before={newest[0]}");
        former.Select(Seq).ShouldBe(all.SkipLast(3).TakeLast(2));
        var next = await ListAsync($"chargerId=LP1&limit=2&after={all[0]}");
        next.Select(Seq).ShouldBe(all.Skip(1).Take(2));
    }

    [Theory]
    [InlineData("category=oops", "category")]
    [InlineData("direction=up", "direction")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=32", "to")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=5001", "limit")]
    public async Task A_filter_that_is_wrong_is_told(string query, string field) =>
        (await simulator.SendAsync("GET", $"/logs?{query}")).ShouldBeInvalid(field);

    [Theory]
    [InlineData("GET", "/logs?chargerId=nobody")]
    [InlineData("GET", "/logs?locationId=nowhere")]
    [InlineData("GET", "/logs/export?chargerId=nobody")]
    [InlineData("GET", "/logs/stream?chargerId=nobody")]
    [InlineData("DELETE", "/logs?chargerId=nobody")]
    [InlineData("GET", "/chargers/nobody/logs")]
    public async Task What_there_is_not_is_a_404(string method, string path) =>
        (await simulator.SendAsync(method, path)).Status.ShouldBe(404);

    [Fact]
    public async Task Logs_are_emptied_as_a_whole_only()
    {
        await BootAsync("LD1", "LD2");

        (await simulator.SendAsync("DELETE", "/logs?chargerId=LD1&category=ocpp")).Status.ShouldBe(422);
        (await ListAsync("chargerId=LD1")).ShouldNotBeEmpty();
        (await simulator.SendAsync("DELETE", "/logs?chargerId=LD1")).Status.ShouldBe(204);

        (await ListAsync("chargerId=LD1&action=BootNotification")).ShouldBeEmpty();
        (await ListAsync("chargerId=LD2&action=BootNotification")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_export_has_exactly_what_is_filtered_in_both_formats()
    {
        await BootAsync("LE 1");
        const string filter = "chargerId=LE%201&category=ocpp&action=BootNotification";
        var listed = await ListAsync(filter);

        var json = await simulator.SendAsync("GET", $"/logs/export?{filter}");

        var lines = json.Text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        lines.Select(Seq).ShouldBe(listed.Select(Seq));
        var frame = JsonNode.Parse((string)lines[0]["frame"]!)!.AsArray();
        ((int?)frame[0]).ShouldBe(2);
        frame[3]!.ToJsonString().ShouldBe(lines[0]["payload"]!.ToJsonString());

        var text = await simulator.SendAsync("GET", $"/logs/export?{filter}&format=text");

        var texts = text.Text.TrimEnd('\n').Split('\n');
        texts.Length.ShouldBe(2);
        var id = (string)lines[0]["messageId"]!;
        texts[0].ShouldContain($" LE%201 - ocpp -> call BootNotification {id} - [2,\"{id}\",\"BootNotification\",{{");
        texts[1].ShouldContain($" LE%201 - ocpp <- result BootNotification {id} ");
        texts[1].ShouldMatch(@" \d+(\.\d+)?ms \[3,");
        (await simulator.SendAsync("GET", "/logs/export?format=xml")).ShouldBeInvalid("format");
    }

    [Fact]
    public async Task A_long_log_is_exported_whole()
    {
        await BootAsync("LL1");
        var log = Fleet.Log;
        for (var i = 0; i < 45_000; i++)
        {
            log.Note(Fleet.Now, Simulation.Logs.LogCategory.System, "long", $"{i}");
        }

        var listed = log.Read(new() { Type = "long" }, new(int.MaxValue))
            .Entries.Select(line => line.Payload!)
            .ToList();
        var export = await simulator.SendAsync("GET", "/logs/export?type=long&format=text");
        var numbers = export.Text.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[^1]).ToList();
        numbers.ShouldBe(listed);
        numbers.Count.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public async Task A_stream_goes_on_after_the_last_event_that_was_seen()
    {
        await BootAsync("LS1");
        var all = (await ListAsync("chargerId=LS1&limit=5000")).Select(Seq).ToList();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/logs/stream?chargerId=LS1");
        request.Headers.Add("Last-Event-ID", $"{all[^3]}");
        using var response = await simulator
            .Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)
            .WaitAsync(Patience);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await EventAsync(reader)).Seq.ShouldBe(all[^2]);
        (await EventAsync(reader)).Seq.ShouldBe(all[^1]);
        (await simulator.SendAsync("POST", "/chargers/LS1/stop")).Status.ShouldBe(200);
        var seen = new List<(long Seq, JsonNode Entry)>();
        while (!seen.Any(it => (string?)it.Entry["type"] == "powered-off"))
        {
            seen.Add(await EventAsync(reader));
        }

        seen.Select(it => it.Seq).ShouldBe(seen.Select(it => it.Seq).Distinct().Order());
        seen[0].Seq.ShouldBeGreaterThan(all[^1]);
    }

    [Fact]
    public async Task A_stream_with_a_bad_last_event_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/logs/stream");
        request.Headers.Add("Last-Event-ID", "x");
        using var response = await simulator.Http.SendAsync(request).WaitAsync(Patience);
        ((int)response.StatusCode).ShouldBe(422);
    }

    [Fact]
    public async Task The_hub_sends_what_a_filter_lets_through_and_another_filter_takes_its_place()
    {
        await simulator.CreateAsync("LH1");
        await using var hub = await HubClient.ConnectAsync(simulator);
        var wrong = await hub.InvokeAsync("SubscribeLogs", JsonNode.Parse("""{"category":["x"]}""")!);
        ((string?)wrong["error"]).ShouldNotBeNull().ShouldContain("ocpp, connection");
        await hub.InvokeAsync(
            "SubscribeLogs",
            JsonNode.Parse("""{"chargerId":["LH1"],"category":["ocpp"],"action":["BootNotification"]}""")!
        );
        await simulator.SendAsync("POST", "/chargers/LH1/start");

        var entries = new List<JsonNode>();
        await hub.NextAsync(
            "logs",
            update =>
            {
                entries.AddRange(update["entries"]!.AsArray().Select(entry => entry!.DeepClone()));
                return entries.Count >= 2;
            }
        );
        entries.Select(entry => (string?)entry["type"]).ShouldBe(["call", "result"]);
        await hub.InvokeAsync("SubscribeLogs", JsonNode.Parse("""{"chargerId":["LH1"],"type":"powered-off"}""")!);
        await simulator.SendAsync("POST", "/chargers/LH1/stop");
        var update = await hub.NextAsync("logs", _ => true);
        update["entries"]!.AsArray().ShouldAllBe(entry => (string?)entry!["type"] == "powered-off");
        ((long)update["seq"]!).ShouldBe(hub.Sequences("logs").Distinct().Count());
    }

    private async Task BootAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await simulator.OnlineAsync(id);
            // All that a start says has been said: the charger and its EVSE have told their status.
            await Await.ForAsync(
                () => ListAsync($"chargerId={Uri.EscapeDataString(id)}&action=StatusNotification&type=result"),
                answers => answers.Count == 2
            );
        }
    }

    private async Task<List<JsonNode>> ListAsync(string query) =>
        [.. (await simulator.SendAsync("GET", $"/logs?{query}")).Json.AsArray().Select(line => line!)];

    private static long Seq(JsonNode line) => (long)line["seq"]!;

    private static async Task<(long Seq, JsonNode Entry)> EventAsync(StreamReader reader)
    {
        var seq = 0L;
        while (true)
        {
            var line = (await reader.ReadLineAsync().WaitAsync(Patience)).ShouldNotBeNull();
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                seq = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (seq, JsonNode.Parse(line[6..])!);
            }
        }
    }
}
