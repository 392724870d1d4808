using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;

namespace Server.Tests.Kill;

/// <summary>People, scripts and a CSMS who all change something at once, until the process is gone.</summary>
internal sealed class KillWork(HttpClient http, KillLedger ledger, ulong seed, int life)
{
    public const int ImportedAtOnce = 20;

    /// <summary>Those who charge; at the second half of them cars leave before their transactions end.</summary>
    public static readonly string[] Charging = ["C1", "C2", "C3", "C4"];

    /// <summary>One that a CSMS calls, and nobody charges at.</summary>
    public const string Called = "C5";

    private readonly Dictionary<string, Charge> _charges = Charging.ToDictionary(id => id, _ => new Charge());

    /// <summary>How the chargers that charge were last seen.</summary>
    public IReadOnlyDictionary<string, Charge> Charges => _charges;

    public static bool CarLeaves(string id) => id is "C3" or "C4";

    /// <summary>Ends when the process is gone.</summary>
    public Task RunAsync() =>
        Task.WhenAll([
            UntilGoneAsync(CreateMoveAndDeleteAsync),
            UntilGoneAsync(EditLocationsAsync),
            UntilGoneAsync(ImportAsync),
            UntilGoneAsync(ConfigureAsync),
            UntilGoneAsync(CallAsync),
            UntilGoneAsync(SetTagsAsync),
            .. Charging.Select(id => UntilGoneAsync(_ => ChargeAsync(id))),
        ]);

    private static async Task UntilGoneAsync(Func<int, Task> work)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await work(i);
            }
        }
        catch (HttpRequestException)
        {
            // Gone.
        }
        catch (IOException)
        {
            // Gone in the middle of an answer.
        }
    }

    private async Task CreateMoveAndDeleteAsync(int i)
    {
        var random = RandomStream.For(seed, $"{life}-{i}", "changes");
        var id = $"A{life}-{i}";
        var (charger, vehicle) = ($"charger {id}", $"vehicle V{id}");
        await ledger.ChangeAsync(
            charger,
            "default Made",
            () => SendAsync("POST", "/chargers", $$"""{"id":"{{id}}","vendor":"Made","evses":[{"id":1},{"id":2}]}""")
        );
        await ledger.ChangeAsync(
            vehicle,
            "default First",
            () => SendAsync("POST", "/vehicles", $$"""{"id":"V{{id}}","idTag":"V{{id}}","model":"First"}""")
        );
        await ledger.ChangeAsync(
            vehicle,
            "default Next",
            () => SendAsync("PATCH", $"/vehicles/V{id}", """{"model":"Next"}""")
        );
        if (random.NextBoolean(0.7))
        {
            await ledger.ChangeAsync(
                charger,
                "second Made",
                () => SendAsync("POST", "/locations/second/assign", $$"""{"chargerIds":["{{id}}"]}""")
            );
        }

        if (random.NextBoolean(0.5))
        {
            await ledger.ChangeAsync(charger, null, () => SendAsync("DELETE", $"/chargers/{id}"));
            await ledger.ChangeAsync(vehicle, null, () => SendAsync("DELETE", $"/vehicles/V{id}"));
        }
    }

    private async Task EditLocationsAsync(int i)
    {
        var limit = 10_000 + (life * 1000) + i;
        await ledger.ChangeAsync(
            "location second",
            $"second {limit}",
            () => SendAsync("PATCH", "/locations/second", $$"""{"gridLimitW":{{limit}}}""")
        );
        var id = $"l{life}-{i}";
        await ledger.ChangeAsync(
            $"location {id}",
            $"{id} ",
            () => SendAsync("POST", "/locations", $$"""{"name":"{{id}}"}""")
        );
        if (i % 3 > 0)
        {
            await ledger.ChangeAsync($"location {id}", null, () => SendAsync("DELETE", $"/locations/{id}"));
        }
    }

    // The same file three times, each time with something else in all of its rows: a mix would be half an import.
    private async Task ImportAsync(int i)
    {
        var file = $"I{life}-{i / 3}";
        var vendor = $"W{i % 3}";
        var rows = Enumerable
            .Range(0, ImportedAtOnce)
            .Select(row => $$"""{"id":"{{file}}-{{row}}","vendor":"{{vendor}}","evses":[{"id":1}]}""");
        await ledger.ChangeAsync(
            $"import {file}",
            $"{ImportedAtOnce} x default {vendor}",
            () => SendAsync("POST", "/import/chargers?mode=upsert", $"[{string.Join(',', rows)}]")
        );
    }

    private Task ConfigureAsync(int i)
    {
        var id = Charging[i % Charging.Length];
        var value = $"{(life * 10_000) + i + 1}";
        return ledger.ChangeAsync(
            $"BlinkRepeat {id}",
            value,
            () => SendAsync("POST", $"/chargers/{id}/config", $$"""{"key":"BlinkRepeat","value":"{{value}}"}""")
        );
    }

    // What a charge point has answered to its CSMS.
    private async Task CallAsync(int i)
    {
        var number = (life * 10_000) + i + 1;
        await ledger.ChangeAsync(
            $"BlinkRepeat {Called}",
            $"{number}",
            () => CallAsync("ChangeConfiguration", $$"""{"key":"BlinkRepeat","value":"{{number}}"}""")
        );
        await ledger.ChangeAsync(
            "list",
            $"{number}",
            () =>
                CallAsync(
                    "SendLocalList",
                    $$"""{"listVersion":{{number}},"updateType":"Full","localAuthorizationList":[{"idTag":"N{{number}}","idTagInfo":{"status":"Accepted"} }] }"""
                )
        );
        var inoperative = i % 2 == 0;
        await ledger.ChangeAsync(
            "availability",
            inoperative ? "Inoperative" : null,
            () =>
                CallAsync(
                    "ChangeAvailability",
                    $$"""{"connectorId":1,"type":"{{(inoperative ? "Inoperative" : "Operative")}}"}"""
                )
        );
    }

    private async Task<int> CallAsync(string action, string payload)
    {
        using var content = Json($$"""{"action":"{{action}}","payload":{{payload}}}""");
        using var answer = await http.PostAsync($"/csms/chargers/{Called}/calls", content);
        var text = await answer.Content.ReadAsStringAsync();
        ((string?)JsonNode.Parse(text)!["payload"]?["status"]).ShouldBe("Accepted", text);
        return (int)answer.StatusCode;
    }

    private Task SetTagsAsync(int i)
    {
        var status = i % 2 == 0 ? "Blocked" : "Expired";
        return ledger.ChangeAsync(
            $"tag L{life}-{i / 2}",
            status,
            () => SendAsync("POST", "/csms/id-tags", $$"""{"idTag":"L{{life}}-{{i / 2}}","status":"{{status}}"}""")
        );
    }

    private async Task ChargeAsync(string id)
    {
        var charge = _charges[id];
        await SendAsync("POST", $"/chargers/{id}/evses/1/start-transaction", """{"idTag":"T"}""");
        for (var look = 0; look < 12; look++)
        {
            await LookAsync(id, charge);
            if (charge.Transaction is not null && !charge.EndsWithThePower && CarLeaves(id))
            {
                // The car leaves, the transaction goes on: what it cannot do when the power is back.
                charge.Leaving = true;
                charge.EndsWithThePower =
                    await SendAsync("POST", $"/chargers/{id}/evses/1/unplug", """{"side":"ev"}""") == 202;
            }
        }

        if (charge.Transaction is { } running && !charge.EndsWithThePower)
        {
            charge.Stops(running);
            await SendAsync("POST", $"/chargers/{id}/evses/1/stop-transaction");
            await LookAsync(id, charge);
            await SendAsync("POST", $"/chargers/{id}/evses/1/unplug");
        }
    }

    private async Task LookAsync(string id, Charge charge)
    {
        var charger = JsonNode.Parse(await http.GetStringAsync($"/chargers/{id}"))!;
        var evse = charger["evses"]![0]!;
        charge.Seen(
            (int?)evse["transaction"]?["id"],
            allAnswered: evse["transaction"] is null && (int)charger["queuedMessages"]! == 0
        );
    }

    private async Task<int> SendAsync(string method, string path, string json = "{}")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "DELETE")
        {
            request.Content = Json(json);
        }

        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
