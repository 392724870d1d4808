using System.Text.Json.Nodes;
using ChargePoints;
using Xunit.Abstractions;

namespace Server.Tests.Kill;

/// <summary>
/// kill -9 at random instants of a process in which everything goes on at once. Most instants are looked at without the kill: the
/// process is held still, and its files are copied. At some it is killed, and started again on what it has left.
/// </summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private const int Lives = 2;
    private const int LooksInALife = 12;
    private const int MostBetween = 20;
    private const int MostSpins = 20_000;

    private readonly string _directory = Scratch.Directory();
    private readonly KillLedger _ledger = new();

    [Theory]
    [InlineData(4711)]
    [InlineData(1969)]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_half_done(ulong seed)
    {
        KillWork? former = null;
        for (var life = 0; life <= Lives; life++)
        {
            using var process = ServerProcess.Start([
                "--urls",
                "http://127.0.0.1:0",
                "--data-dir",
                _directory,
                "--no-demo",
            ]);
            using var http = new HttpClient { BaseAddress = new Uri(await process.UrlAsync()) };
            using var api = new ProcessApi(http.BaseAddress.ToString());
            await (former is null ? PrepareAsync(api) : GoOnAsync(api, former));
            if (life == Lives)
            {
                await EndAsync(process);
                return;
            }

            former = new KillWork(http, _ledger, seed, life);
            await LiveAsync(process, former, RandomStream.For(seed, $"{life}", "kill"), $"seed {seed}, life {life}");
        }
    }

    private static async Task PrepareAsync(ProcessApi api)
    {
        await api.PostAsync("/locations", """{"name":"second"}""");
        await api.OnlineAsync(KillWork.Called);
        await Task.WhenAll(
            KillWork.Charging.Select(id =>
                api.OnlineAsync(id, ""","configuration":{"StopTransactionOnEVSideDisconnect":"false"} """)
            )
        );
    }

    /// <summary>One life: looks at random instants, and at last the kill.</summary>
    private async Task LiveAsync(ServerProcess process, KillWork work, RandomStream random, string name)
    {
        if (_ledger.Acknowledged == 0)
        {
            _ledger.Continue((await KilledData.ReadAsync(_directory)).Things());
        }

        var running = work.RunAsync();
        for (var look = 1; look <= LooksInALife + 1; look++)
        {
            var (more, spins) = (random.NextInt32(MostBetween) + 1, random.NextInt32(MostSpins));
            var instant = $"{name}, look {look}, {more} acknowledgements and {spins} spins after the last";
            var enough = _ledger.AfterAsync(more);
            (await Task.WhenAny(enough, running)).ShouldBe(enough, $"{instant}: somebody stopped too early");
            Thread.SpinWait(spins);
            var (mark, answered) = (_ledger.Mark(), Answered(work));
            var killed = look > LooksInALife;
            var left = killed ? _directory : Scratch.Directory();
            if (killed)
            {
                await process.KillAsync();
                await running;
                (mark, answered) = (_ledger.Mark(), Answered(work));
            }
            else
            {
                await process.FreezeAsync();
                DataCopy.Make(_directory, left);
                await process.ThawAsync();
            }

            await CheckAsync(left, mark, answered, instant, killed);
        }

        output.WriteLine($"{name}: {_ledger.Acknowledged} acknowledged");
    }

    private async Task CheckAsync(
        string directory,
        Dictionary<string, int> mark,
        Dictionary<string, Answered> answered,
        string instant,
        bool killed
    )
    {
        try
        {
            var data = await KilledData.ReadAsync(directory);
            _ledger.Check(data.Things(), mark);
            data.ShouldAgree(answered);
            if (killed)
            {
                _ledger.Continue(data.Things());
            }
        }
        catch (Exception lost)
        {
            throw new InvalidOperationException($"Killed at {instant}: {lost.Message}", lost);
        }
    }

    private static Dictionary<string, Answered> Answered(KillWork work) =>
        work.Charges.ToDictionary(charge => charge.Key, charge => charge.Value.Answered());

    /// <summary>What is on the disk is what the next life shows and goes on with.</summary>
    private async Task GoOnAsync(ProcessApi api, KillWork former)
    {
        _ledger.Check(await FoundAsync(api), _ledger.Mark());
        await Task.WhenAll(
            former.Charges.Select(async charge =>
            {
                var (id, seen) = charge;
                await api.UntilAsync(
                    $"/chargers/{id}",
                    found => (string?)found["registration"] == "Accepted" && (int)found["queuedMessages"]! == 0
                );
                if (seen.Transaction is { } ran)
                {
                    await WentOnOrEndedAsync(api, id, seen, ran);
                }

                await api.TryPostAsync($"/chargers/{id}/evses/1/stop-transaction");
                await api.UntilAsync(
                    $"/chargers/{id}",
                    found => found["evses"]![0]!["transaction"] is null && (int)found["queuedMessages"]! == 0
                );
                await api.TryPostAsync($"/chargers/{id}/evses/1/unplug");
                await api.UntilAsync($"/chargers/{id}", found => (string?)found["evses"]![0]!["status"] == "Available");
            })
        );
        await api.UntilAsync($"/chargers/{KillWork.Called}", found => (string?)found["registration"] == "Accepted");
    }

    private static async Task WentOnOrEndedAsync(ProcessApi api, string id, Charge charge, int ran)
    {
        var sessions = await api.GetAsync($"/csms/sessions?chargerId={id}");
        var session = sessions.AsArray().Single(session => (int)session!["transactionId"]! == ran)!;
        var (state, reason) = ((string?)session["state"], (string?)session["reason"]);
        if (charge.Stopping(ran) && state == "Stopped")
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

    private async Task EndAsync(ServerProcess process)
    {
        (await process.TerminateAsync()).ShouldBe(0);
        var sessions = (await KilledData.ReadAsync(_directory)).Sessions;
        // Both ways of a transaction that a kill interrupts were tried.
        sessions.ShouldContain(session => session.Reason == "PowerLoss");
        sessions.ShouldContain(session => session.Reason == "Local");
    }

    /// <summary>All things that the ledger may have, as the API shows them.</summary>
    private static async Task<Dictionary<string, string>> FoundAsync(ProcessApi api)
    {
        var found = new Dictionary<string, string>();
        foreach (var location in await ListAsync(api, "/locations"))
        {
            if (Id(location) != "default")
            {
                found[$"location {Id(location)}"] = $"{location["name"]} {location["gridLimitW"]}";
            }
        }

        foreach (var vehicle in await ListAsync(api, "/vehicles?locationId=*"))
        {
            found[$"vehicle {Id(vehicle)}"] = $"{vehicle["locationId"]} {vehicle["model"]}";
        }

        foreach (var tag in await ListAsync(api, "/csms/id-tags"))
        {
            found[$"tag {tag["idTag"]}"] = (string)tag["status"]!;
        }

        await AddChargersAsync(api, found);
        return found;
    }

    private static async Task AddChargersAsync(ProcessApi api, Dictionary<string, string> found)
    {
        var chargers = await ListAsync(api, "/chargers?locationId=*");
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

        foreach (var id in KillWork.Charging.Append(KillWork.Called))
        {
            var keys = await ListAsync(api, $"/chargers/{id}/config");
            var value = (string)keys.Single(key => (string?)key["key"] == "BlinkRepeat")["value"]!;
            if (value != "0")
            {
                found[$"BlinkRepeat {id}"] = value;
            }
        }

        if ((int)(await api.GetAsync($"/chargers/{KillWork.Called}/local-list"))["version"]! is > 0 and var version)
        {
            found["list"] = $"{version}";
        }

        var called = chargers.Single(charger => Id(charger) == KillWork.Called);
        if ((string?)called["evses"]![0]!["status"] == "Unavailable")
        {
            found["availability"] = "Inoperative";
        }
    }

    private static async Task<List<JsonNode>> ListAsync(ProcessApi api, string path) =>
        [.. (await api.GetAsync(path)).AsArray().Select(one => one!)];

    private static string Id(JsonNode thing) => (string)thing["id"]!;

    private static string Look(JsonNode charger) => $"{charger["locationId"]} {charger["vendor"]}";
}
