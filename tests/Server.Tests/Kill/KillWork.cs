using System.Text;
using System.Text.Json.Nodes;
using ChargePoints;

namespace Server.Tests.Kill;

/// <summary>People and scripts who all change something at once, until the process is gone.</summary>
internal sealed class KillWork(HttpClient http, KillLedger ledger, ulong seed, int life)
{
    private const int ImportedAtOnce = 40;

    /// <summary>Those who charge; at the second half of them cars leave before their transactions end.</summary>
    public static readonly string[] Charging = ["C1", "C2", "C3", "C4"];

    private readonly Dictionary<string, Charge> _charges = Charging.ToDictionary(id => id, _ => new Charge());

    /// <summary>How the chargers that charge were last seen.</summary>
    public IReadOnlyDictionary<string, Charge> Charges => _charges;

    public static bool CarLeaves(string id) => id is "C3" or "C4";

    /// <summary>Ends when the process is gone.</summary>
    public Task RunAsync() =>
        Task.WhenAll([
            UntilGoneAsync(CreateMoveAndDeleteAsync),
            UntilGoneAsync(ImportAsync),
            UntilGoneAsync(ConfigureAsync),
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
        var thing = $"charger {id}";
        await ledger.ChangeAsync(
            thing,
            "default Made",
            () => SendAsync("POST", "/chargers", $$"""{"id":"{{id}}","vendor":"Made","evses":[{"id":1},{"id":2}]}""")
        );
        await ledger.ChangeAsync(
            $"vehicle V{id}",
            "default",
            () => SendAsync("POST", "/vehicles", $$"""{"id":"V{{id}}","idTag":"V{{id}}"}""")
        );
        if (random.NextBoolean(0.7))
        {
            await ledger.ChangeAsync(
                thing,
                "second Made",
                () => SendAsync("POST", "/locations/second/assign", $$"""{"chargerIds":["{{id}}"]}""")
            );
        }

        if (random.NextBoolean(0.4))
        {
            await ledger.ChangeAsync(thing, null, () => SendAsync("DELETE", $"/chargers/{id}"));
            await ledger.ChangeAsync($"vehicle V{id}", null, () => SendAsync("DELETE", $"/vehicles/V{id}"));
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
        var value = $"{(life * 10_000) + i}";
        return ledger.ChangeAsync(
            $"BlinkRepeat {id}",
            value,
            () => SendAsync("POST", $"/chargers/{id}/config", $$"""{"key":"BlinkRepeat","value":"{{value}}"}""")
        );
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
            charge.Stopping.Add(running);
            await SendAsync("POST", $"/chargers/{id}/evses/1/stop-transaction");
            await LookAsync(id, charge);
            await SendAsync("POST", $"/chargers/{id}/evses/1/unplug");
        }
    }

    private async Task LookAsync(string id, Charge charge)
    {
        var charger = JsonNode.Parse(await http.GetStringAsync($"/chargers/{id}"))!;
        var evse = charger["evses"]![0]!;
        charge.RegisterWh = Math.Max(charge.RegisterWh, (double)evse["energyWh"]!);
        charge.Transaction = (int?)evse["transaction"]?["id"];
        if (charge.Transaction is { } number)
        {
            // The CSMS has answered its StartTransaction.
            charge.Started.Add(number);
        }
        else if (evse["transaction"] is null && (int)charger["queuedMessages"]! == 0)
        {
            // It has answered all that was reported.
            charge.Stopped.UnionWith(charge.Stopping);
        }
    }

    private async Task<int> SendAsync(string method, string path, string json = "{}")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "DELETE")
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}

/// <summary>A charger that charges, as last seen; by one worker at a time.</summary>
internal sealed class Charge
{
    public double RegisterWh { get; set; }

    /// <summary>The transaction id that runs.</summary>
    public int? Transaction { get; set; }

    /// <summary>The car was told to leave.</summary>
    public bool Leaving { get; set; }

    /// <summary>It has left.</summary>
    public bool EndsWithThePower { get; set; }

    public HashSet<int> Started { get; } = [];

    public HashSet<int> Stopping { get; } = [];

    public HashSet<int> Stopped { get; } = [];
}
