using System.Text.Json.Nodes;
using Server.Hosting;
using Simulation.Scenarios;

namespace Server.Tests.Scenarios;

public sealed class ScenariosApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string Busy =
        """{"scenario":"normal_charge","seed":42,"durationSeconds":5,"parameters":{"timeScale":600}}""";

    [Fact]
    public async Task The_list_has_every_scenario_with_what_can_be_set()
    {
        var list = await simulator.SendAsync("GET", "/scenarios/list");

        list.Status.ShouldBe(200);
        var names = list.Json.AsArray().Select(it => (string?)it!["name"]).ToList();
        names.ShouldBe(ScenarioCatalogue.BuiltIn.Select(it => it.Description.Name));
        list.Headers["X-Total-Count"].ShouldBe($"{names.Count}");
        var normal = list.Json[0]!;
        ((int)normal["durationSeconds"]!).ShouldBe(1800);
        var stay = normal["parameters"]!.AsArray().Single(it => (string?)it!["name"] == "stayMinutes")!;
        ((string?)stay["type"]).ShouldBe("number");
        ((string?)stay["unit"]).ShouldBe("min");
        ((double)stay["minimum"]!).ShouldBe(0.1);
        ((double)stay["maximum"]!).ShouldBe(1440);
        ((double)stay["default"]!).ShouldBe(20);
    }

    [Fact]
    public async Task What_is_wrong_with_a_run_is_said_all_at_once_and_nothing_begins()
    {
        (await RunAsync("""{"scenario":"nothing"}""")).ShouldBeProblem(404, "normal_charge");
        (await RunAsync("""{"seed":1}""")).ShouldBeInvalid("scenario");
        (await RunAsync("""{"scenario":"normal_charge"}""", "nowhere")).ShouldBeProblem(404, "nowhere");
        (await RunAsync("""{"scenario":"normal_charge","parameters":[1]}""")).Status.ShouldBe(422);
        var wrong = await RunAsync(
            """{"scenario":"normal_charge","seed":1.5,"durationSeconds":0,"parameters":{"stayMinutes":-1,"speed":2}}"""
        );
        wrong.Status.ShouldBe(422);
        wrong.Json["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .ShouldBe(["parameters.stayMinutes", "parameters.speed", "seed", "durationSeconds"], ignoreOrder: true);
        (await simulator.SendAsync("POST", "/scenarios/stop?locationId=nowhere")).ShouldBeProblem(404, "nowhere");
        (await simulator.SendAsync("GET", "/scenarios/status?after=-1")).ShouldBeInvalid("after");
        (await simulator.SendAsync("GET", "/scenarios/status?limit=10001")).ShouldBeInvalid("limit");

        var empty = await LocationAsync("Empty", active: false);
        (await RunAsync(Busy, empty)).ShouldBeProblem(409, "idle");
        (await simulator.SendAsync("POST", $"/scenarios/stop?locationId={empty}")).ShouldBeProblem(409, "No scenario");
        var before = await StatusAsync(empty);
        ((bool)before["running"]!).ShouldBeFalse();
        before["runId"].ShouldBeNull();
        before["timeline"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_ends_by_itself_with_the_same_plan_whatever_the_Csms_says()
    {
        var location = await LocationAsync("Hashes", active: true);
        (await RunAsync(Busy)).ShouldBeProblem(409, "no chargers");
        await simulator.CreateAsync("HA1");
        // One whose CSMS is not there.
        await simulator.CreateAsync("HA2", "\"csmsUrl\":\"ws://127.0.0.1:9/\"");
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", $"scenario:{location}");
        await using var fleet = await HubClient.ConnectAsync(simulator);
        await fleet.InvokeAsync("Subscribe", "fleet");

        var started = await RunAsync(Busy);

        started.Status.ShouldBe(200, started.Text);
        ((bool)started.Json["running"]!).ShouldBeTrue();
        ((long)started.Json["seed"]!).ShouldBe(42);
        ((double)started.Json["parameters"]!["timeScale"]!).ShouldBe(600);
        ((double)started.Json["parameters"]!["stayMinutes"]!).ShouldBe(20);
        (await RunAsync(Busy)).ShouldBeProblem(409, "normal_charge");
        var pulse = await fleet.NextAsync("fleet", update => update["scenario"] is not null);
        ((string?)pulse["scenario"]!["name"]).ShouldBe("normal_charge");
        var told = await hub.NextAsync("scenario", update => update["status"]!["timeline"]!.AsArray().Count > 0);
        ((long)told["status"]!["timeline"]![0]!["seq"]!).ShouldBe(1);
        ((string?)told["status"]!["timeline"]![0]!["origin"]).ShouldBe("plan");
        await hub.NextAsync("scenario", update => !(bool)update["status"]!["running"]!);
        await fleet.NextAsync("fleet", update => update["scenario"] is null);

        var over = await StatusAsync();
        ((string?)over["endReason"]).ShouldBe("finished");
        ((double)over["elapsedSeconds"]!).ShouldBe(5);
        ((string?)over["hash"]).ShouldBe(VirtualHash("HA1", "HA2"));
        ((string?)over["outcomeHash"])!.Length.ShouldBe(64);
        var all = over["timeline"]!.AsArray();
        all.Select(it => (string?)it!["kind"]).ShouldContain("transaction-started");
        ((string?)all[^1]!["kind"]).ShouldBe("ended");
        var page = (await simulator.SendAsync("GET", "/scenarios/status?after=2&limit=2")).Json["timeline"]!.AsArray();
        page.Select(it => (long)it!["seq"]!).ShouldBe([3, 4]);
        foreach (var id in (string[])["HA1", "HA2"])
        {
            var charger = await simulator.ChargerAsync(id);
            ((bool)charger["running"]!).ShouldBeTrue();
            charger["evses"]![0]!["vehicle"].ShouldBeNull();
            charger["evses"]![0]!["transaction"].ShouldBeNull();
        }

        (await simulator.SendAsync("GET", "/chargers/HA1/logs?category=scenario")).Json.AsArray().ShouldNotBeEmpty();
        var own = (await simulator.SendAsync("GET", "/logs?category=scenario&type=run-started")).Json.AsArray();
        own.ShouldAllBe(line => line!["chargerId"] == null);
        own.Select(line => (string?)line!["payload"]).ShouldContain(line => line!.Contains("seed "));
        ((string?)(await EndedAsync(Busy))["hash"]).ShouldBe((string?)over["hash"]);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_leaves_nothing_behind_and_a_deleted_charger_does_not_keep_it()
    {
        await LocationAsync("Stopping", active: true);
        await simulator.CreateAsync("ST1");
        await simulator.CreateAsync("ST2");
        await RunAsync(
            """{"scenario":"offline_fault","durationSeconds":600,"parameters":{"firstOutageSeconds":2,"outageSeconds":500,"leavePercent":0}}"""
        );
        await simulator.UntilAsync("ST1", charger => charger["chaos"]!.AsArray().Count > 0);
        (await simulator.SendAsync("DELETE", "/chargers/ST2")).Status.ShouldBe(204);

        var stopped = await simulator.SendAsync("POST", "/scenarios/stop");

        stopped.Status.ShouldBe(200);
        ((bool)stopped.Json["running"]!).ShouldBeFalse();
        ((string?)stopped.Json["endReason"]).ShouldBe("stopped");
        var charger = await simulator.ChargerAsync("ST1");
        charger["chaos"]!.AsArray().ShouldBeEmpty();
        charger["evses"]![0]!["vehicle"].ShouldBeNull();
        charger["evses"]![0]!["transaction"].ShouldBeNull();
        (await simulator.SendAsync("POST", "/scenarios/stop")).ShouldBeProblem(409, "No scenario");
    }

    [Fact]
    public async Task A_run_ends_with_the_activity_of_its_location_but_goes_on_where_that_is_kept()
    {
        const string Long = """{"scenario":"normal_charge","durationSeconds":3600}""";
        var first = await LocationAsync("First", active: true);
        await simulator.CreateAsync("AC1");
        (await RunAsync(Long)).Status.ShouldBe(200);
        var second = await LocationAsync("Second", active: false);

        await simulator.SendAsync("POST", $"/locations/activate/{second}?keepPrevious=true");
        ((bool)(await StatusAsync(first))["running"]!).ShouldBeTrue();
        // Both at the same time.
        await simulator.CreateAsync("AC2");
        (await RunAsync(Long)).Status.ShouldBe(200);
        await simulator.SendAsync("DELETE", $"/locations/{first}");
        (await simulator.SendAsync("GET", $"/scenarios/status?locationId={first}")).Status.ShouldBe(404);

        await simulator.SendAsync("POST", "/locations/activate/default");
        var ended = await StatusAsync(second);
        ((bool)ended["running"]!).ShouldBeFalse();
        ((string?)ended["endReason"]).ShouldBe("stopped");
    }

    [Fact]
    public async Task The_demo_makes_room_for_a_run()
    {
        await using var demo = await Simulator.StartAsync(new SimulatorSettings());
        await Await.ForAsync(
            async () => (await demo.SendAsync("GET", "/chargers")).Json,
            chargers => Cars(chargers).Any(car => car.StartsWith("EV", StringComparison.Ordinal))
        );

        (
            await demo.SendAsync("POST", "/scenarios/run", """{"scenario":"normal_charge","durationSeconds":600}""")
        ).Status.ShouldBe(200);

        await Await.ForAsync(
            async () => (await demo.SendAsync("GET", "/chargers")).Json,
            chargers => !Cars(chargers).Any(car => car.StartsWith("EV", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_kill_ends_a_run()
    {
        string[] options = ["--urls", "http://127.0.0.1:0", "--data-dir", Scratch.Directory(), "--no-demo"];
        using (var first = ServerProcess.Start(options))
        {
            using var api = await ProcessApi.OfAsync(first);
            await api.PostAsync("/chargers", """{"id":"K1","evses":[{"id":1}]}""");
            await api.PostAsync(
                "/scenarios/run",
                """{"scenario":"offline_fault","durationSeconds":600,"parameters":{"firstOutageSeconds":1}}"""
            );
            await api.UntilAsync("/chargers/K1", charger => charger["chaos"]!.AsArray().Count > 0);
            await first.KillAsync();
        }

        using var again = ServerProcess.Start(options);
        using var after = await ProcessApi.OfAsync(again);
        await after.UntilAsync("/chargers/K1", charger => (string?)charger["connection"] == "connected");
        await after.UntilAsync("/scenarios/status", status => !(bool)status["running"]! && status["runId"] is null);
        await after.UntilAsync("/chargers/K1", charger => charger["chaos"]!.AsArray().Count == 0);
        (await again.TerminateAsync()).ShouldBe(0);
    }

    private static IEnumerable<string> Cars(JsonNode chargers) =>
        chargers
            .AsArray()
            .SelectMany(charger => charger!["evses"]!.AsArray())
            .Select(evse => (string?)evse!["vehicle"]?["id"])
            .OfType<string>();

    private static string VirtualHash(params string[] ids)
    {
        var source = new ScenarioCatalogue().Find("normal_charge")!;
        using var parameters = System.Text.Json.JsonDocument.Parse("600");
        var order = new ScenarioOrder
        {
            Scenario = source.Make(),
            Values = ScenarioValues.Read(
                source.Description.Parameters,
                new Dictionary<string, System.Text.Json.JsonElement> { ["timeScale"] = parameters.RootElement },
                []
            ),
            Seed = 42,
            Duration = TimeSpan.FromSeconds(5),
            StartAt = new Ocpp.Instant(0),
            Chargers = [.. ids.Select(id => new ScenarioCharger(id, [new ChargePoints.EvseSettings { Id = 1 }]))],
        };
        using var run = new ScenarioRun(order, new OwnFleet(NoChargers()));
        run.RunUntil(new Ocpp.Instant(0) + order.Duration);
        return run.Hash;
    }

    private static Simulation.Fleet NoChargers() =>
        new(
            new Simulation.FleetOptions { VirtualTime = new Simulation.VirtualTimeLoop(new Ocpp.Instant(0)) },
            new Simulation.NullStore()
        );

    private Task<Answer> RunAsync(string json, string? location = null) =>
        simulator.SendAsync("POST", "/scenarios/run" + (location is null ? "" : $"?locationId={location}"), json);

    private async Task<JsonNode> StatusAsync(string? location = null) =>
        (
            await simulator.SendAsync("GET", "/scenarios/status" + (location is null ? "" : $"?locationId={location}"))
        ).Json;

    private async Task<JsonNode> EndedAsync(string json)
    {
        (await RunAsync(json)).Status.ShouldBe(200);
        return await Await.ForAsync(() => StatusAsync(), status => !(bool)status["running"]!);
    }

    private async Task<string> LocationAsync(string name, bool active)
    {
        var created = await simulator.SendAsync("POST", "/locations", $$"""{"name":"{{name}}"}""");
        created.Status.ShouldBe(201, created.Text);
        var id = (string)created.Json["id"]!;
        if (active)
        {
            (await simulator.SendAsync("POST", $"/locations/activate/{id}")).Status.ShouldBe(200);
        }

        return id;
    }
}
