using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>Kinds of chaos, each over the API, and chaos for many.</summary>
public sealed class ChaosApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task The_kinds_are_listed_with_a_schema_that_their_own_defaults_satisfy()
    {
        await simulator.OnlineAsync("KINDS");
        (
            await simulator.SendAsync("POST", "/chargers/KINDS/evses/1/start-transaction", """{"idTag":"T1"}""")
        ).Status.ShouldBe(202);
        await simulator.UntilAsync("KINDS", it => (string?)it["evses"]![0]!["status"] == "Charging");

        var kinds = await simulator.SendAsync("GET", "/chaos/kinds");
        kinds.Status.ShouldBe(200);
        kinds.Headers["X-Total-Count"].ShouldBe("17");
        string[] names = [.. kinds.Json.AsArray().Select(kind => (string)kind!["kind"]!)];
        string[] contract =
        [
            .. "fault disconnect power-spike power-drop suspend-ev suspend-evse latency drop duplicate corrupt half-open".Split(
                ' '
            ),
            .. "lock-failure power-loss clock-skew connect-refused connect-slow tls-failure".Split(' '),
        ];
        names.ShouldBe(contract, ignoreOrder: true);
        foreach (var kind in kinds.Json.AsArray())
        {
            var request = new JsonObject { ["kind"] = (string)kind!["kind"]! };
            foreach (var parameter in kind["parameters"]!.AsArray())
            {
                var name = (string)parameter!["name"]!;
                request[name] = (parameter["default"] ?? parameter["defaultChoice"])!.DeepClone();
                if (parameter["minimum"] is { } minimum && name != "durationSeconds")
                {
                    ((double)parameter["default"]!).ShouldBeInRange((double)minimum, (double)parameter["maximum"]!);
                    var below = new JsonObject { ["kind"] = (string)kind["kind"]!, [name] = (double)minimum - 1 };
                    (await simulator.SendAsync("POST", "/chargers/KINDS/chaos", $"{below}")).ShouldBeInvalid(name);
                }
            }

            var answer = await simulator.SendAsync("POST", "/chargers/KINDS/chaos", request.ToJsonString());
            if ((string?)kind["kind"] == "tls-failure")
            {
                answer.ShouldBeProblem(409, "without TLS");
                continue;
            }

            answer.Status.ShouldBe(200, answer.Text);
            answer.Json["endsAt"].ShouldNotBeNull();
            var path = $"/chargers/KINDS/chaos/{answer.Json["id"]}";
            (await simulator.SendAsync("DELETE", path)).Status.ShouldBe(204);
            if ((string?)kind["kind"] is "fault" or "power-loss")
            {
                await RestartAsync();
            }
        }

        async Task RestartAsync()
        {
            await simulator.UntilAsync("KINDS", it => (string?)it["connection"] == "connected");
            await simulator.SendAsync("POST", "/chargers/KINDS/evses/1/unplug", """{"side":"ev"}""");
            await simulator.SendAsync("POST", "/chargers/KINDS/evses/1/status", """{"status":"Available"}""");
            await simulator.SendAsync("POST", "/chargers/KINDS/evses/1/start-transaction", """{"idTag":"T1"}""");
            await simulator.UntilAsync("KINDS", it => it["evses"]![0]!["transaction"] is not null);
        }
    }

    [Fact]
    public async Task Active_chaos_is_shown_with_its_end_and_its_values()
    {
        await simulator.OnlineAsync("SHOWN");
        var answer = await simulator.SendAsync(
            "POST",
            "/chargers/SHOWN/chaos",
            """{"kind":"latency","meanMs":20,"jitterMs":5,"durationSeconds":600,"seed":7}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        var shown = (await simulator.ChargerAsync("SHOWN"))["chaos"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)shown["kind"]).ShouldBe("latency");
        ((string?)shown["detail"]).ShouldBe("20 ± 5 ms");
        var lasts = shown["endsAt"]!.GetValue<DateTimeOffset>() - shown["startedAt"]!.GetValue<DateTimeOffset>();
        lasts.TotalSeconds.ShouldBe(600);
        (await simulator.SendAsync("POST", "/chargers/SHOWN/chaos", """{"kind":"latency"}""")).ShouldBeProblem(
            409,
            "lift it first"
        );
        var log = await simulator.SendAsync("GET", "/chargers/SHOWN/logs?category=chaos");
        ((string?)log.Json.AsArray().ShouldHaveSingleItem()!["type"]).ShouldBe("injected");
    }

    [Fact]
    public async Task Many_get_all_of_it_or_none_and_are_told_why()
    {
        await simulator.OnlineAsync("B1");
        await simulator.OnlineAsync("B2");
        await simulator.CreateAsync("B3");
        var answer = await simulator.SendAsync(
            "POST",
            "/chaos",
            """{"ids":["B1","B2","B3","B1"],"chaos":[{"kind":"latency","meanMs":10},{"kind":"duplicate"}]}"""
        );
        answer.Status.ShouldBe(200, answer.Text);
        ((int?)answer.Json["injected"]).ShouldBe(2);
        var refused = answer.Json["refused"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)refused["id"]).ShouldBe("B3");
        ((string?)refused["detail"])!.ShouldContain("The charger is off");
        answer.Json["chaosIds"]!["B1"]!.AsArray().Count.ShouldBe(2);
        answer.Json["seed"].ShouldNotBeNull();
        (await simulator.ChargerAsync("B2"))["chaos"]!.AsArray().Count.ShouldBe(2);
        (await simulator.ChargerAsync("B3"))["chaos"]!.AsArray().ShouldBeEmpty();

        var lifted = await simulator.SendAsync("DELETE", "/chaos", """{"ids":["B1","B2","B3"]}""");
        ((int?)lifted.Json["chargers"]).ShouldBe(2);
        ((int?)lifted.Json["lifted"]).ShouldBe(4);
        (await simulator.ChargerAsync("B1"))["chaos"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_share_is_chosen_by_the_seed()
    {
        await using var own = await Simulator.StartAsync(new() { NoDemo = true });
        for (var i = 0; i < 10; i++)
        {
            await own.CreateAsync($"C{i}");
        }

        const string request = """{"share":0.3,"seed":42,"chaos":{"kind":"clock-skew","offsetSeconds":60}}""";
        var first = (await own.SendAsync("POST", "/chaos", request)).Json;
        ((int?)first["injected"]).ShouldBe(3);
        ((long?)first["seed"]).ShouldBe(42);
        ((int?)(await own.SendAsync("DELETE", "/chaos", """{"all":true}""")).Json["lifted"]).ShouldBe(3);
        string[] chosen = [.. first["chaosIds"]!.AsObject().Select(it => it.Key)];
        var second = (await own.SendAsync("POST", "/chaos", request)).Json["chaosIds"]!;
        second.AsObject().Select(it => it.Key).ShouldBe(chosen);
        var rest = (await own.SendAsync("POST", "/chaos", """{"all":true,"chaos":{"kind":"clock-skew"}}""")).Json;
        ((int?)rest["injected"]).ShouldBe(7);
        rest["refused"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_share_of_some_is_taken_of_these_alone()
    {
        await using var own = await Simulator.StartAsync(new() { NoDemo = true });
        for (var i = 0; i < 6; i++)
        {
            await own.CreateAsync($"C{i}");
        }

        const string request = """{"ids":["C1","C3","C4","C5"],"share":0.5,"seed":7,"chaos":{"kind":"clock-skew"}}""";
        var first = (await own.SendAsync("POST", "/chaos", request)).Json;

        ((int?)first["injected"]).ShouldBe(2);
        string[] chosen = [.. first["chaosIds"]!.AsObject().Select(it => it.Key)];
        chosen.ShouldBeSubsetOf(["C1", "C3", "C4", "C5"]);
    }

    [Theory]
    [InlineData("POST", """{"chaos":{"kind":"drop"}}""", "ids")]
    [InlineData("POST", """{"ids":["x"],"all":true,"chaos":{"kind":"drop"}}""", "ids")]
    [InlineData("POST", """{"share":0,"chaos":{"kind":"drop"}}""", "share")]
    [InlineData("POST", """{"share":2,"chaos":{"kind":"drop"}}""", "share")]
    [InlineData("POST", """{"all":true}""", "chaos")]
    [InlineData("POST", """{"all":true,"chaos":[]}""", "chaos")]
    [InlineData("POST", """{"all":true,"chaos":[{"kind":"drop"},{"kind":"drop","factor":2}]}""", "chaos[1].factor")]
    [InlineData("POST", """{"ids":[7],"chaos":{"kind":"drop"}}""", "ids[0]")]
    [InlineData("POST", """{"ids":["x"],"locationId":"y","chaos":{"kind":"drop"}}""", "locationId")]
    [InlineData("DELETE", "{}", "ids")]
    [InlineData("DELETE", """{"all":true,"share":0.5}""", "share")]
    public async Task Chaos_for_many_that_is_wrong_is_refused(string method, string json, string field) =>
        (await simulator.SendAsync(method, "/chaos", json)).ShouldBeInvalid(field);

    [Fact]
    public async Task Unknown_chargers_and_locations_are_told()
    {
        (await simulator.SendAsync("POST", "/chaos", """{"ids":["nobody"],"chaos":{"kind":"drop"}}""")).ShouldBeProblem(
            404,
            "nobody"
        );
        (await simulator.SendAsync("DELETE", "/chaos", """{"all":true,"locationId":"nowhere"}""")).ShouldBeProblem(
            404,
            "nowhere"
        );
        (await simulator.SendAsync("POST", "/chaos", "")).ShouldBeProblem(400, "body");
    }
}
