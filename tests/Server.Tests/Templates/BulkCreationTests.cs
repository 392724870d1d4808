using System.Text.Json.Nodes;
using Server.Hosting;

namespace Server.Tests.Templates;

/// <summary>POST /chargers/bulk and GET /models on the real host.</summary>
public sealed class BulkCreationTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string Bulk = "/chargers/bulk";

    [Fact]
    public async Task Every_model_of_the_list_makes_chargers_like_itself()
    {
        var list = await simulator.SendAsync("GET", "/models");
        list.Status.ShouldBe(200);
        var models = list.Json.AsArray();
        list.Headers["X-Total-Count"].ShouldBe(models.Count.ToString());

        foreach (var model in models)
        {
            var id = (string)model!["id"]!;
            var answer = await CreateAsync(id, 2, $"{id}-{{1}}");
            answer.Status.ShouldBe(201, answer.Text);
            var charger = await simulator.ChargerAsync($"{id}-2");
            foreach (var field in (string[])["vendor", "model", "firmwareVersion"])
            {
                ((string?)charger[field]).ShouldBe((string?)model[field], id);
            }

            foreach (var (evse, wanted) in charger["evses"]!.AsArray().Zip(model["evses"]!.AsArray()))
            {
                foreach (var (name, value) in wanted!.AsObject())
                {
                    JsonNode.DeepEquals(evse![name], value).ShouldBeTrue($"{id}: {name} is {evse![name]}");
                }
            }

            charger["evses"]!.AsArray().Count.ShouldBe(model["evses"]!.AsArray().Count);
            var keys = await KeysAsync($"{id}-2");
            keys["MeterValueSampleInterval"].ShouldBe(model["meterIntervalSeconds"]!.ToString());
            foreach (var (key, value) in model["configuration"]!.AsObject())
            {
                keys[key].ShouldBe((string?)value, $"{id}: {key}");
            }
        }
    }

    [Fact]
    public async Task How_far_it_is_is_told_on_the_hub_as_of_an_import()
    {
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "import");

        (await CreateAsync("tidewater-twin-22", 30, "HUB-{01}")).Status.ShouldBe(201);
        var done = await hub.NextAsync("import", update => (string?)update["phase"] is "done" or "failed");
        ((string?)done["phase"], (long)done["done"]!, (long)done["total"]!).ShouldBe(("done", 30, 30));
    }

    [Fact]
    public async Task Ids_follow_the_pattern_and_every_charger_has_its_own_serial_number()
    {
        var answer = await CreateAsync("tidewater-twin-22", 12, "SN {099} east");

        answer.Status.ShouldBe(201, answer.Text);
        answer.Json.AsObject().Select(field => field.Key).ShouldBe(["created", "firstId", "lastId", "ids"]);
        ((int?)answer.Json["created"]).ShouldBe(12);
        ((string?)answer.Json["firstId"]).ShouldBe("SN 099 east");
        ((string?)answer.Json["lastId"]).ShouldBe("SN 110 east");
        var ids = Ids(answer);
        ids.ShouldBe(Enumerable.Range(99, 12).Select(i => $"SN {i:000} east"));
        var chargers = await Task.WhenAll(ids.Select(simulator.ChargerAsync));
        chargers.Select(charger => (string?)charger["serialNumber"]).ShouldBeUnique();
        chargers.ShouldAllBe(charger => !(bool)charger["running"]!);
        chargers.ShouldAllBe(charger => (string?)charger["locationId"] == "default");
    }

    [Fact]
    public async Task A_dry_run_answers_the_ids_and_changes_nothing()
    {
        var dry = await CreateAsync("tidewater-solo-7", 2, "DRY-{1}", dryRun: true);

        dry.Status.ShouldBe(200, dry.Text);
        Ids(dry).ShouldBe(["DRY-1", "DRY-2"]);
        ((int?)dry.Json["created"]).ShouldBe(2);
        (await simulator.SendAsync("GET", "/chargers/DRY-1")).Status.ShouldBe(404);

        (await CreateAsync("tidewater-solo-7", 2, "DRY-{1}")).Status.ShouldBe(201);
        (await CreateAsync("tidewater-solo-7", 2, "DRY-{1}", dryRun: true)).ShouldBeProblem(409, "'DRY-1'");
    }

    [Fact]
    public async Task What_is_overridden_differs_from_the_model_and_all_else_stays()
    {
        var answer = await CreateAsync(
            "corvane-kerb-22",
            1,
            "OVER-{1}",
            """
            {
              "csmsUrl": "wss://csms.example/ocpp", "vendor": "Acme", "firmwareVersion": "9.9", "securityProfile": 2,
              "password": "00112233445566778899aabbccddeeff", "meterIntervalSeconds": 7, "authorizeBeforeStart": false,
              "bootOnReconnect": false, "backupPower": true, "resumeAfterPowerLoss": false, "maxReconnectAttempts": 3, "maxReconnectMinutes": 4,
              "quirks": ["celsius-spelling"], "configuration": { "localpreauthorize": "false", "HeartbeatInterval": "77" }
            }
            """
        );

        answer.Status.ShouldBe(201, answer.Text);
        var charger = await simulator.ChargerAsync("OVER-1");
        ((string?)charger["csmsUrl"]).ShouldBe("wss://csms.example/ocpp");
        ((string?)charger["vendor"]).ShouldBe("Acme");
        ((string?)charger["model"]).ShouldBe("Kerb 22");
        ((string?)charger["firmwareVersion"]).ShouldBe("9.9");
        var export = (await simulator.SendAsync("GET", "/export/chargers"))
            .Json.AsArray()
            .Single(item => (string?)item!["id"] == "OVER-1")!;
        ((int?)export["securityProfile"]).ShouldBe(2);
        ((int?)export["meterIntervalSeconds"]).ShouldBe(7);
        ((bool?)export["authorizeBeforeStart"]).ShouldBe(false);
        ((bool?)export["bootOnReconnect"]).ShouldBe(false);
        ((bool?)export["backupPower"]).ShouldBe(true);
        ((bool?)export["resumeAfterPowerLoss"]).ShouldBe(false);
        ((int?)export["maxReconnectAttempts"]).ShouldBe(3);
        ((int?)export["maxReconnectMinutes"]).ShouldBe(4);
        export["quirks"]!.AsArray().Select(quirk => (string?)quirk).ShouldBe(["celsius-spelling"]);
        var keys = await KeysAsync("OVER-1");
        keys["LocalPreAuthorize"].ShouldBe("false");
        keys["HeartbeatInterval"].ShouldBe("77");
        // Of the model, as nobody has said otherwise.
        keys["LocalAuthListMaxLength"].ShouldBe("500");
        keys["ClockAlignedDataInterval"].ShouldBe("900");
    }

    [Fact]
    public async Task Null_in_the_overrides_is_as_the_model_says()
    {
        var nothing = await CreateAsync(
            "corvane-kerb-22",
            1,
            "NULL-{1}",
            """{ "vendor": null, "quirks": null, "meterIntervalSeconds": null, "configuration": null }"""
        );

        nothing.Status.ShouldBe(201, nothing.Text);
        ((string?)(await simulator.ChargerAsync("NULL-1"))["vendor"]).ShouldBe("Corvane");
        (await KeysAsync("NULL-1"))["MeterValueSampleInterval"].ShouldBe("30");
        (await CreateAsync("corvane-kerb-22", 1, "NULL-{2}", "null")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task The_interval_may_be_overridden_as_a_key_of_the_configuration_as_well()
    {
        var overrides = """{ "configuration": { "MeterValueSampleInterval": "42" } }""";

        (await CreateAsync("corvane-kerb-22", 1, "KEY-{1}", overrides)).Status.ShouldBe(201);

        (await KeysAsync("KEY-1"))["MeterValueSampleInterval"].ShouldBe("42");
    }

    [Theory]
    [InlineData("{}", "model", "is missing")]
    [InlineData("{}", "count", "is missing")]
    [InlineData("{}", "idPattern", "is missing")]
    [InlineData("""{ "model": "no-such" }""", "model", "GET /models")]
    [InlineData("""{ "model": 7 }""", "model", "must be a string")]
    [InlineData("""{ "count": 0 }""", "count", "from 1 to 10000")]
    [InlineData("""{ "count": 10001 }""", "count", "from 1 to 10000")]
    [InlineData("""{ "count": 1.5 }""", "count", "whole number")]
    [InlineData("""{ "count": "7" }""", "count", "must be a whole number, not a string")]
    [InlineData("""{ "idPattern": "AC-001" }""", "idPattern", "AC-{001}")]
    [InlineData("""{ "idPattern": "" }""", "idPattern", "AC-{001}")]
    [InlineData("""{ "start": "yes" }""", "start", "must be true or false")]
    [InlineData("""{ "amount": 7 }""", "amount", "is no field here")]
    [InlineData("""{ "count": 7, "count": 8 }""", "count", "is there twice")]
    [InlineData("""{ "overrides": [] }""", "overrides", "must be an object, not an array")]
    [InlineData("[]", "", "must be an object, not an array")]
    public async Task A_request_that_is_wrong_says_what_to_mend(string body, string field, string mentions)
    {
        var answer = await simulator.SendAsync("POST", Bulk, body);

        ShouldBeWrong(answer, field, mentions);
    }

    [Theory]
    [InlineData("tidewater-solo-7", "a/{1}", "{}", "idPattern", "must not contain")]
    [InlineData("tidewater-solo-7", " a{1}", "{}", "idPattern", "must not begin or end with a space")]
    [InlineData("tidewater-solo-7", "ä{1}", "{}", "idPattern", "printable ASCII")]
    [InlineData(
        "tidewater-solo-7",
        "123456789012345678901234567890123456789012345{998}",
        "{}",
        "idPattern",
        "must have 1 to 48 characters, not 49"
    )]
    [InlineData("tidewater-solo-7", "W{1}", """{ "id": "X" }""", "overrides.id", "is no field here")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "evses": [] }""", "overrides.evses", "is no field here")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "locationId": "x" }""", "overrides.locationId", "is no field here")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "serialNumber": "1" }""", "overrides.serialNumber", "is no field")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "vendor": "A", "vendor": "B" }""", "overrides.vendor", "twice")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "csmsUrl": "http://x" }""", "overrides.csmsUrl", "ws:// or wss://")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "vendor": "Ö" }""", "overrides.vendor", "printable ASCII")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "firmwareVersion": "" }""", "overrides.firmwareVersion", "1 to 50")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "securityProfile": 4 }""", "overrides.securityProfile", "0 to 3")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "securityProfile": 1 }""", "overrides.password", "is missing")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "password": "short" }""", "overrides.password", "")]
    [InlineData(
        "tidewater-solo-7",
        "W{1}",
        """{ "securityProfile": 3, "csmsUrl": "ws://x" }""",
        "overrides.csmsUrl",
        "wss://"
    )]
    [InlineData(
        "tidewater-solo-7",
        "W{1}",
        """{ "meterIntervalSeconds": -1 }""",
        "overrides.meterIntervalSeconds",
        "whole number"
    )]
    [InlineData(
        "tidewater-solo-7",
        "W{1}",
        """{ "meterIntervalSeconds": 7, "configuration": { "MeterValueSampleInterval": "8" } }""",
        "overrides.meterIntervalSeconds",
        "disagrees"
    )]
    [InlineData("tidewater-solo-7", "W{1}", """{ "maxReconnectAttempts": 0 }""", "overrides.maxReconnectAttempts", "1")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "bootOnReconnect": 1 }""", "overrides.bootOnReconnect", "true or")]
    [InlineData("tidewater-solo-7", "W{1}", """{ "quirks": ["x"] }""", "overrides.quirks[0]", "must be one of")]
    [InlineData(
        "tidewater-solo-7",
        "W{1}",
        """{ "configuration": { "Nope": "1" } }""",
        "overrides.configuration.Nope",
        "is no configuration key"
    )]
    [InlineData(
        "tidewater-solo-7",
        "W{1}",
        """{ "configuration": { "HeartbeatInterval": null } }""",
        "overrides.configuration.HeartbeatInterval",
        "must be a string, not null"
    )]
    public async Task What_the_chargers_would_be_is_under_the_rules_of_a_charger(
        string model,
        string idPattern,
        string overrides,
        string field,
        string mentions
    )
    {
        var before = await TotalAsync();

        ShouldBeWrong(await CreateAsync(model, 3, idPattern, overrides), field, mentions);

        (await TotalAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var answer = await simulator.SendAsync(
            "POST",
            Bulk,
            """{ "model": "x", "count": 0, "idPattern": "x", "overrides": { "x": 1 } }"""
        );

        answer.Json["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .ShouldBe(["model", "count", "idPattern", "overrides.x"], ignoreOrder: true);
    }

    [Fact]
    public async Task One_id_that_is_taken_and_none_is_created()
    {
        await simulator.CreateAsync("TK-3");
        await simulator.CreateAsync("TK-4");

        var answer = await CreateAsync("tidewater-solo-7", 5, "TK-{1}");

        answer.ShouldBeProblem(409, "'TK-3' already, in location 'default' (2 of these 5 ids are taken)");
        (await simulator.SendAsync("GET", "/chargers/TK-1")).Status.ShouldBe(404);
        (await simulator.SendAsync("GET", "/chargers/TK-5")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Of_requests_at_the_same_time_for_the_same_ids_one_is_carried_out()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => CreateAsync("tidewater-solo-7", 50 + i, "RACE-{1}"))
        );

        answers.Select(answer => answer.Status).Order().ShouldBe([201, 409, 409, 409, 409, 409]);
        var there = (await simulator.SendAsync("GET", "/chargers?search=RACE-")).Json.AsArray().Count;
        there.ShouldBe((int)answers.Single(answer => answer.Status == 201).Json["created"]!);
    }

    [Fact]
    public async Task They_go_to_another_location_and_are_started_where_it_runs()
    {
        (await simulator.SendAsync("POST", "/locations", """{ "id": "yard", "name": "Yard" }""")).Status.ShouldBe(201);

        ShouldBeWrong(await SendAsync("Y1-{1}", """ "locationId": "nowhere" """), "locationId", "no 'nowhere'");
        (await SendAsync("Y2-{1}", """ "locationId": "yard", "start": true """)).ShouldBeProblem(409, "is idle");
        (await simulator.SendAsync("GET", "/chargers/Y2-1")).Status.ShouldBe(404);
        (await SendAsync("Y3-{1}", """ "locationId": "yard" """)).Status.ShouldBe(201);
        ((string?)(await simulator.ChargerAsync("Y3-1"))["locationId"]).ShouldBe("yard");
        var started = await SendAsync("Y4-{1}", """ "start": true """);
        started.Status.ShouldBe(201, started.Text);
        foreach (var id in Ids(started))
        {
            var charger = await simulator.UntilAsync(id, one => (string?)one["registration"] == "Accepted");
            ((bool)charger["running"]!).ShouldBeTrue();
        }

        Task<Answer> SendAsync(string pattern, string more) =>
            simulator.SendAsync(
                "POST",
                Bulk,
                $$"""{ "model": "tidewater-solo-7", "count": 3, "idPattern": "{{pattern}}", {{more}} }"""
            );
    }

    [Fact]
    public async Task Without_a_CSMS_none_is_created_to_be_started()
    {
        await using var alone = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, NoCsms = true });
        const string request =
            """{ "model": "tidewater-solo-7", "count": 3, "idPattern": "N-{1}", "start": true, "overrides": { "csmsUrl": null } }""";

        (await alone.SendAsync("POST", Bulk, request)).ShouldBeProblem(409, "There is no CSMS for charger 'N-1'");

        (await alone.SendAsync("GET", "/chargers")).Json.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_thousand_chargers_survive_a_restart()
    {
        var directory = Scratch.Directory();
        var settings = new SimulatorSettings { NoDemo = true, DataDir = directory };
        await using (var first = await Simulator.StartAsync(settings))
        {
            var answer = await first
                .SendAsync(
                    "POST",
                    Bulk,
                    """{ "model": "tidewater-twin-22", "count": 10000, "idPattern": "AC-{00001}" }"""
                )
                .WaitAsync(TimeSpan.FromSeconds(60));
            answer.Status.ShouldBe(201);
            ((string?)answer.Json["lastId"]).ShouldBe("AC-10000");
        }

        await using var second = await Simulator.StartAsync(settings);
        var page = await second.SendAsync("GET", "/chargers?limit=1&offset=9999");
        page.Headers["X-Total-Count"].ShouldBe("10000");
        var last = page.Json[0]!;
        ((string?)last["id"]).ShouldBe("AC-10000");
        last["evses"]!.AsArray().Count.ShouldBe(2);
    }

    private Task<Answer> CreateAsync(
        string model,
        int count,
        string idPattern,
        string overrides = "{}",
        bool dryRun = false
    ) =>
        simulator.SendAsync(
            "POST",
            dryRun ? $"{Bulk}?dryRun=true" : Bulk,
            $$"""{ "model": "{{model}}", "count": {{count}}, "idPattern": "{{idPattern}}", "overrides": {{overrides}} }"""
        );

    private async Task<string> TotalAsync() =>
        (await simulator.SendAsync("GET", "/chargers?locationId=*&limit=1")).Headers["X-Total-Count"];

    private async Task<Dictionary<string, string?>> KeysAsync(string id) =>
        (await simulator.SendAsync("GET", $"/chargers/{id}/config"))
            .Json.AsArray()
            .ToDictionary(key => (string)key!["key"]!, key => (string?)key!["value"]);

    private static List<string> Ids(Answer answer) => [.. answer.Json["ids"]!.AsArray().Select(id => (string)id!)];

    private static void ShouldBeWrong(Answer answer, string field, string mentions)
    {
        answer.ShouldBeInvalid(field);
        string.Join("; ", answer.Json["errors"]![field]!.AsArray()).ShouldContain(mentions);
    }
}
