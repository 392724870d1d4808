using System.Text.Json.Nodes;
using ChargePoints;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Server.Tests.Kill;

/// <summary>kill -9 at random instants of a process in which everything goes on at once.</summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private const ulong Seed = 4711;
    private const int Lives = 4;

    private readonly string _directory = Scratch.Directory();
    private readonly HashSet<int> _started = [];
    private readonly HashSet<int> _stopped = [];
    private Dictionary<string, string?> _left = [];

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_half_done()
    {
        string[] options = ["--urls", "http://127.0.0.1:0", "--data-dir", _directory, "--no-demo"];
        KillWork? work = null;
        KillLedger? ledger = null;
        for (var life = 0; life <= Lives; life++)
        {
            using var process = ServerProcess.Start(options);
            using var http = new HttpClient { BaseAddress = new Uri(await process.UrlAsync()) };
            using var api = new ProcessApi(http.BaseAddress.ToString());
            if (ledger is null)
            {
                await api.PostAsync("/locations", """{"name":"second"}""");
                await Task.WhenAll(
                    KillWork.Charging.Select(id =>
                        api.OnlineAsync(id, ""","configuration":{"StopTransactionOnEVSideDisconnect":"false"} """)
                    )
                );
            }
            else
            {
                await CheckAsync(api, ledger, work!);
            }

            if (life == Lives)
            {
                (await process.TerminateAsync()).ShouldBe(0);
                // Both ways of a transaction that a kill interrupts were tried.
                Ask("csms.db", "SELECT TransactionId FROM Sessions WHERE Reason = 'PowerLoss'").ShouldNotBeEmpty();
                Ask("csms.db", "SELECT TransactionId FROM Sessions WHERE Reason = 'Local'").ShouldNotBeEmpty();
                return;
            }

            var random = RandomStream.For(Seed, $"{life}", "kill");
            ledger = new KillLedger(killAfter: 20 + random.NextInt32(150));
            ledger.Found(_left);
            work = new KillWork(http, ledger, Seed, life);
            var running = work.RunAsync();
            (await Task.WhenAny(ledger.Enough, running)).ShouldBe(
                ledger.Enough,
                "nobody stops before the process does"
            );
            await process.KillAsync();
            await running;
            ShouldBeWhole(work);
            output.WriteLine(
                $"life {life}: {ledger.Acknowledged} acknowledged, {_started.Count} transactions begun, {_stopped.Count} ended"
            );
        }
    }

    /// <summary>The databases as the kill has left them, before anybody mends anything.</summary>
    private void ShouldBeWhole(KillWork work)
    {
        foreach (var file in (string[])["simulator.db", "csms.db"])
        {
            Ask(file, "PRAGMA integrity_check").ShouldBe(["ok"]);
            Ask(file, "PRAGMA foreign_key_check").ShouldBeEmpty();
        }

        foreach (var charge in work.Charges.Values)
        {
            _started.UnionWith(charge.Started);
            _stopped.UnionWith(charge.Stopped);
        }

        // What the embedded CSMS has answered it knows, of all lives.
        var sessions = Ask("csms.db", "SELECT TransactionId || ' ' || State FROM Sessions")
            .Select(row => row.Split(' '))
            .ToDictionary(row => int.Parse(row[0]), row => row[1]);
        _started.Except(sessions.Keys).ShouldBeEmpty();
        _stopped.Where(id => sessions[id] != "Stopped").ShouldBeEmpty();
    }

    private async Task CheckAsync(ProcessApi api, KillLedger ledger, KillWork work)
    {
        _left = ledger.Check(await FoundAsync(api));
        foreach (var (id, charge) in work.Charges)
        {
            var charger = await api.UntilAsync(
                $"/chargers/{id}",
                found => (string?)found["registration"] == "Accepted" && (int)found["queuedMessages"]! == 0
            );
            var evse = charger["evses"]![0]!;
            ((double)evse["energyWh"]!).ShouldBeGreaterThanOrEqualTo(charge.RegisterWh, id);
            if (charge.Transaction is { } ran)
            {
                await WentOnOrEndedAsync(api, id, charge, ran);
            }

            await api.TryPostAsync($"/chargers/{id}/evses/1/stop-transaction");
            await api.UntilAsync(
                $"/chargers/{id}",
                found => found["evses"]![0]!["transaction"] is null && (int)found["queuedMessages"]! == 0
            );
            await api.TryPostAsync($"/chargers/{id}/evses/1/unplug");
            await api.UntilAsync($"/chargers/{id}", found => (string?)found["evses"]![0]!["status"] == "Available");
        }
    }

    private static async Task WentOnOrEndedAsync(ProcessApi api, string id, Charge charge, int ran)
    {
        var sessions = await api.GetAsync($"/csms/sessions?chargerId={id}");
        var session = sessions.AsArray().Single(session => (int)session!["transactionId"]! == ran)!;
        var (state, reason) = ((string?)session["state"], (string?)session["reason"]);
        if (charge.Stopping.Contains(ran) && state == "Stopped")
        {
            reason.ShouldBeOneOf(["Local", "PowerLoss"]);
        }
        else if (charge.EndsWithThePower)
        {
            (state, reason).ShouldBe(("Stopped", "PowerLoss"), id);
        }
        else if (state == "Stopped")
        {
            // The answer to the car's leaving was lost.
            charge.Leaving.ShouldBeTrue(id);
            reason.ShouldBe("PowerLoss");
        }
        else
        {
            state.ShouldBe("Open", id);
            var charger = await api.GetAsync($"/chargers/{id}");
            ((int?)charger["evses"]![0]!["transaction"]?["id"]).ShouldBe(ran, id);
        }
    }

    /// <summary>All things that the ledger may have, as they are.</summary>
    private static async Task<Dictionary<string, string>> FoundAsync(ProcessApi api)
    {
        var found = new Dictionary<string, string>();
        var chargers = (await api.GetAsync("/chargers?locationId=*")).AsArray().Select(charger => charger!).ToList();
        foreach (var charger in chargers.Where(charger => Id(charger)[0] == 'A'))
        {
            found[$"charger {Id(charger)}"] = Look(charger);
        }

        foreach (
            var import in chargers
                .Where(charger => Id(charger)[0] == 'I')
                .GroupBy(charger => Id(charger)[..Id(charger).LastIndexOf('-')])
        )
        {
            found[$"import {import.Key}"] = string.Join(
                " + ",
                import.GroupBy(Look).Select(same => $"{same.Count()} x {same.Key}")
            );
        }

        foreach (var vehicle in (await api.GetAsync("/vehicles?locationId=*")).AsArray())
        {
            found[$"vehicle {Id(vehicle!)}"] = (string)vehicle!["locationId"]!;
        }

        foreach (var tag in (await api.GetAsync("/csms/id-tags")).AsArray())
        {
            found[$"tag {tag!["idTag"]}"] = (string)tag["status"]!;
        }

        foreach (var id in KillWork.Charging)
        {
            var keys = (await api.GetAsync($"/chargers/{id}/config")).AsArray();
            var value = (string)keys.Single(key => (string?)key!["key"] == "BlinkRepeat")!["value"]!;
            if (value != "0")
            {
                found[$"BlinkRepeat {id}"] = value;
            }
        }

        return found;
    }

    private static string Id(JsonNode thing) => (string)thing["id"]!;

    private static string Look(JsonNode charger) => $"{charger["locationId"]} {charger["vendor"]}";

    private List<string> Ask(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetValue(0).ToString()!);
        }

        return rows;
    }
}
