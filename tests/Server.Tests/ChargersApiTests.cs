using System.Text.Json.Nodes;

namespace Server.Tests;

public sealed class ChargersApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_charger_with_only_the_required_fields_has_the_defaults_of_the_contract()
    {
        var charger = await simulator.CreateAsync("D1", """ "evses":[{"id":1},{"id":2,"currentType":"DC"}] """);

        ((bool)charger["running"]!).ShouldBeFalse();
        ((string?)charger["connection"]).ShouldBe("off");
        ((string?)charger["csmsUrl"]).ShouldBeNull();
        ((string?)charger["effectiveCsmsUrl"]).ShouldBe($"ws://127.0.0.1:{simulator.Http.BaseAddress!.Port}/ocpp");
        var ac = charger["evses"]![0]!;
        ((string?)ac["currentType"]).ShouldBe("AC");
        ((double)ac["maxPowerW"]!).ShouldBe(22000);
        ((double)ac["voltageV"]!).ShouldBe(230);
        ((string?)ac["cable"]).ShouldBe("socket");
        ((string?)ac["status"]).ShouldBe("Available");
        var dc = charger["evses"]![1]!;
        ((double)dc["voltageV"]!).ShouldBe(400);
        ((int?)ac["phases"]).ShouldBe(3);
        dc.AsObject().ContainsKey("phases").ShouldBeTrue();
        dc["phases"].ShouldBeNull();
        var settings = new JsonObject
        {
            ["securityProfile"] = 0,
            ["meterIntervalSeconds"] = 10,
            ["authorizeBeforeStart"] = true,
            ["bootOnReconnect"] = false,
            ["backupPower"] = false,
            ["resumeAfterPowerLoss"] = true,
            ["maxReconnectAttempts"] = null,
            ["maxReconnectMinutes"] = null,
            ["quirks"] = new JsonArray(),
        };
        SettingsOf(charger, settings).ToJsonString().ShouldBe(settings.ToJsonString());
        var keys = (await simulator.SendAsync("GET", "/chargers/D1/config")).Json.AsArray();
        ((string?)keys.Single(key => (string?)key!["key"] == "MeterValueSampleInterval")!["value"]).ShouldBe("10");
    }

    [Fact]
    public async Task What_is_set_can_be_read_back()
    {
        const string json =
            """{"meterIntervalSeconds":7,"authorizeBeforeStart":false,"bootOnReconnect":true,"backupPower":true,"resumeAfterPowerLoss":false,"maxReconnectAttempts":3,"maxReconnectMinutes":4,"quirks":["power-in-kilowatts","celsius-spelling"]}""";
        var wanted = JsonNode.Parse(json)!.AsObject();

        var created = await simulator.CreateAsync("BACK", json.Trim('{', '}'));

        SettingsOf(created, wanted).ToJsonString().ShouldBe(json);
        await simulator.SendAsync(
            "POST",
            "/chargers/BACK/config",
            """{"key":"MeterValueSampleInterval","value":"8"}"""
        );
        ((int)(await simulator.ChargerAsync("BACK"))["meterIntervalSeconds"]!).ShouldBe(8);
    }

    [Fact]
    public async Task Quirks_stay_until_they_are_replaced_or_taken_away()
    {
        await simulator.CreateAsync("QUIRKY", """ "evses":[{"id":1}],"quirks":["status-without-timestamp"] """);

        (await Patched("""{"model":"Other"}""")).ShouldBe(["status-without-timestamp"]);
        (await Patched("""{"quirks":["transaction-id-as-string","celsius-spelling"]}""")).ShouldBe([
            "transaction-id-as-string",
            "celsius-spelling",
        ]);
        (await simulator.SendAsync("PATCH", "/chargers/QUIRKY", """{"quirks":["none"]}""")).ShouldBeInvalid(
            "quirks[0]"
        );
        (await Patched("""{"quirks":null}""")).ShouldBeEmpty();

        async Task<IEnumerable<string?>> Patched(string json) =>
            (await simulator.SendAsync("PATCH", "/chargers/QUIRKY", json)).Json["quirks"]!
                .AsArray()
                .Select(name => (string?)name);
    }

    [Fact]
    public async Task The_answer_to_a_creation_says_where_the_charger_is_and_ids_are_percent_encoded()
    {
        var created = await simulator.SendAsync("POST", "/chargers", """{"id":"A b#1","evses":[{"id":1}]}""");

        created.Status.ShouldBe(201, created.Text);
        created.Headers["Location"].ShouldBe("/chargers/A%20b%231");
        ((string?)(await simulator.SendAsync("GET", "/chargers/A%20b%231")).Json["id"]).ShouldBe("A b#1");
    }

    [Theory]
    [InlineData("""{"id":"B","evses":[]}""", "evses")]
    [InlineData("""{"id":"B"}""", "evses")]
    [InlineData("""{"evses":[{"id":1}]}""", "id")]
    [InlineData("""{"id":"a/b","evses":[{"id":1}]}""", "id")]
    [InlineData("""{"id":" a","evses":[{"id":1}]}""", "id")]
    [InlineData("""{"id":"..","evses":[{"id":1}]}""", "id")]
    [InlineData("""{"id":"ü","evses":[{"id":1}]}""", "id")]
    [InlineData("""{"id":"B","evses":[{"id":2}]}""", "evses[0].id")]
    [InlineData("""{"id":"B","evses":[{"id":1},{"id":1}]}""", "evses[1].id")]
    [InlineData("""{"id":"B","evses":[{"id":1,"maxPowerW":0}]}""", "evses[0].maxPowerW")]
    [InlineData("""{"id":"B","evses":[{"id":1,"phases":4}]}""", "evses[0].phases")]
    [InlineData("""{"id":"B","evses":[{"id":1,"currentType":"ac"}]}""", "evses[0].currentType")]
    [InlineData("""{"id":"B","evses":[{"id":"1"}]}""", "evses[0].id")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"colour":"red"}""", "colour")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"backupPower":"yes"}""", "backupPower")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"resumeAfterPowerLoss":1}""", "resumeAfterPowerLoss")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"vendor":"123456789012345678901"}""", "vendor")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"csmsUrl":"http://x/"}""", "csmsUrl")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"quirks":["slow"]}""", "quirks[0]")]
    [InlineData(
        """{"id":"B","evses":[{"id":1}],"quirks":["celsius-spelling","power-in-kilowatts","celsius-spelling"]}""",
        "quirks[2]"
    )]
    [InlineData("""{"id":"B","evses":[{"id":1}],"quirks":"celsius-spelling"}""", "quirks")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"locationId":"nowhere"}""", "locationId")]
    [InlineData(
        """{"id":"B","evses":[{"id":1}],"configuration":{"HeartbeatInterval":"x"}}""",
        "configuration.HeartbeatInterval"
    )]
    [InlineData("""{"id":"B","evses":[{"id":1}],"configuration":{"NoSuchKey":"1"}}""", "configuration.NoSuchKey")]
    [InlineData(
        """{"id":"B","evses":[{"id":1}],"meterIntervalSeconds":5,"configuration":{"meterValueSampleInterval":"6"}}""",
        "meterIntervalSeconds"
    )]
    [InlineData("""{"id":"B","evses":[{"id":1}],"securityProfile":1}""", "password")]
    [InlineData("""{"id":"B","evses":[{"id":1}],"password":"secret"}""", "password")]
    [InlineData("""[]""", "")]
    public async Task A_wrong_definition_is_refused_with_the_field_named(string json, string field)
    {
        (await simulator.SendAsync("POST", "/chargers", json)).ShouldBeInvalid(field);
        (await simulator.SendAsync("GET", "/chargers/B")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task All_errors_come_at_once()
    {
        var answer = await simulator.SendAsync(
            "POST",
            "/chargers",
            """{"id":"a:b","vendor":7,"evses":[{"id":1,"phases":9}]}"""
        );

        answer.Json["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .ShouldBe(["id", "vendor", "evses[0].phases"], ignoreOrder: true);
    }

    [Fact]
    public async Task Malformed_requests_say_what_to_mend()
    {
        (await simulator.SendAsync("POST", "/chargers", "{\"id\":\"x\",\n oops}")).ShouldBeProblem(400, "line 2");
        (await simulator.SendAsync("POST", "/chargers", "id=x", "text/plain")).ShouldBeProblem(415, "application/json");
        (await simulator.SendAsync("PUT", "/chargers", "{}")).ShouldBeProblem(405, "PUT");
        (await simulator.SendAsync("GET", "/charger")).ShouldBeProblem(404, "/charger");
        (await simulator.SendAsync("GET", "/chargers/none")).ShouldBeProblem(404, "'none'");
        (await simulator.SendAsync("GET", "/chargers?limit=x")).ShouldBeInvalid("limit");
        (await simulator.SendAsync("GET", "/chargers?limit=0")).ShouldBeInvalid("limit");
        (await simulator.SendAsync("GET", "/chargers?status=Foo")).ShouldBeInvalid("status");
        (await simulator.SendAsync("GET", "/chargers?status=available")).ShouldBeProblem(422, "Available");
        (await simulator.SendAsync("GET", "/chargers?limit=-1")).ShouldBeInvalid("limit");
        (await simulator.SendAsync("GET", "/chargers?locationId=none")).ShouldBeProblem(404, "none");
        (await simulator.SendAsync("POST", "/chargers/start", "{}")).ShouldBeInvalid("ids");
        (await simulator.SendAsync("POST", "/chargers/start", """{"idz":[]}""")).ShouldBeInvalid("idz");
        (await simulator.SendAsync("POST", "/chargers/stop", """{"ids":["none"]}""")).ShouldBeProblem(404, "none");
    }

    [Fact]
    public async Task An_id_that_is_taken_is_a_conflict()
    {
        await simulator.CreateAsync("TAKEN");

        (await simulator.SendAsync("POST", "/chargers", """{"id":"TAKEN","evses":[{"id":1}]}""")).ShouldBeProblem(
            409,
            "TAKEN"
        );
    }

    [Fact]
    public async Task The_list_filters_pages_and_counts()
    {
        for (var i = 1; i <= 5; i++)
        {
            await simulator.CreateAsync($"LIST{i}", """ "vendor":"Lister" """);
        }

        var page = await simulator.SendAsync("GET", "/chargers?search=lister&limit=2&offset=1");

        page.Headers["X-Total-Count"].ShouldBe("5");
        page.Json.AsArray().Select(charger => (string?)charger!["id"]).ShouldBe(["LIST2", "LIST3"]);
        (await simulator.SendAsync("GET", "/chargers?search=lister&status=Faulted")).Json.AsArray().ShouldBeEmpty();
        (await simulator.SendAsync("GET", "/chargers?search=lister&status=Available&locationId=*"))
            .Json.AsArray()
            .Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_change_keeps_what_it_does_not_name_and_sets_keys_of_the_live_configuration()
    {
        await simulator.CreateAsync(
            "P1",
            """ "model":"M1","serialNumber":"S1","configuration":{"HeartbeatInterval":"77"} """
        );

        var changed = await simulator.SendAsync(
            "PATCH",
            "/chargers/P1",
            """{"model":"M2","serialNumber":null,"meterIntervalSeconds":30}"""
        );

        changed.Status.ShouldBe(200, changed.Text);
        ((string?)changed.Json["model"]).ShouldBe("M2");
        ((string?)changed.Json["serialNumber"]).ShouldBeNull();
        var keys = await ConfigurationAsync("P1");
        keys["MeterValueSampleInterval"].ShouldBe("30");
        keys["HeartbeatInterval"].ShouldBe("77");
        (await simulator.SendAsync("PATCH", "/chargers/P1", """{"id":"P2"}""")).ShouldBeInvalid("id");
        (await simulator.SendAsync("PATCH", "/chargers/P1", """{"phases":1}""")).ShouldBeInvalid("phases");
        (await simulator.SendAsync("PATCH", "/chargers/none", "{}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_patch_of_the_configuration_compares_keys_without_case_and_takes_none_away()
    {
        await simulator.CreateAsync(
            "P4",
            """ "securityProfile":1,"password":"00112233445566778899aabbccddeeff","configuration":{"BlinkRepeat":"3"} """
        );

        foreach (
            var patch in new[] { """{"configuration":{"heartbeatinterval":"78"}}""", """{"configuration":null}""" }
        )
        {
            (await simulator.SendAsync("PATCH", "/chargers/P4", patch)).Status.ShouldBe(200);
            var keys = await ConfigurationAsync("P4");
            keys["HeartbeatInterval"].ShouldBe("78");
            keys["BlinkRepeat"].ShouldBe("3");
            keys["SecurityProfile"].ShouldBe("1");
        }
    }

    [Fact]
    public async Task What_changes_nothing_is_taken_while_a_transaction_runs_and_what_does_is_not()
    {
        const string password = "00112233445566778899AABBCCDDEEFF";
        await simulator.OnlineAsync("P3", """ "configuration":{"HeartbeatInterval":"77"} """);
        await simulator.SendAsync("POST", "/chargers/P3/config", """{"key":"BlinkRepeat","value":"9"}""");
        await simulator.SendAsync("POST", "/chargers/P3/evses/1/start-transaction", """{"idTag":"T"}""");
        var id = TransactionOf(await simulator.UntilAsync("P3", charger => TransactionOf(charger) > 0));

        foreach (
            var same in new[]
            {
                "{}",
                """{"model":"Generic","serialNumber":null,"evses":[{"id":1,"phases":3}]}""",
                """{"meterIntervalSeconds":10,"configuration":{"BlinkRepeat":"9"}}""",
            }
        )
        {
            var taken = await simulator.SendAsync("PATCH", "/chargers/P3", same);
            taken.Status.ShouldBe(200, taken.Text);
        }

        foreach (
            var other in new[]
            {
                """{"model":"M2"}""",
                """{"evses":[{"id":1,"phases":1}]}""",
                """{"meterIntervalSeconds":11}""",
                """{"configuration":{"BlinkRepeat":"8"}}""",
                $$"""{"password":"{{password}}"}""",
            }
        )
        {
            (await simulator.SendAsync("PATCH", "/chargers/P3", other)).ShouldBeProblem(409, "transaction is running");
        }

        TransactionOf(await simulator.ChargerAsync("P3")).ShouldBe(id);
        ((bool)(await simulator.ChargerAsync("P3"))["running"]!).ShouldBeTrue();
        await simulator.SendAsync("POST", "/chargers/P3/stop");
        (await simulator.SendAsync("PATCH", "/chargers/P3", """{"model":"M2"}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_deleted_charger_is_gone_and_its_id_free()
    {
        await simulator.CreateAsync("GONE");

        (await simulator.SendAsync("DELETE", "/chargers/GONE")).Status.ShouldBe(204);

        (await simulator.SendAsync("GET", "/chargers/GONE")).Status.ShouldBe(404);
        (await simulator.SendAsync("DELETE", "/chargers/GONE")).Status.ShouldBe(404);
        await simulator.CreateAsync("GONE");
    }

    [Fact]
    public async Task A_password_is_never_given_back()
    {
        const string password = "00112233445566778899AABBCCDDEEFF";
        await simulator.CreateAsync("SECRET", $""" "securityProfile":1,"password":"{password}" """);

        foreach (var path in new[] { "/chargers/SECRET", "/chargers/SECRET/config", "/chargers/SECRET/logs" })
        {
            (await simulator.SendAsync("GET", path)).Text.ShouldNotContain(password);
        }
    }

    [Fact]
    public async Task Many_are_started_and_stopped_with_counts()
    {
        await simulator.CreateAsync("MANY1");
        await simulator.CreateAsync("MANY2");
        await simulator.SendAsync("POST", "/chargers/MANY1/start");

        var started = await simulator.SendAsync("POST", "/chargers/start", """{"ids":["MANY1","MANY2"]}""");

        ((int)started.Json["requested"]!).ShouldBe(2);
        ((int)started.Json["changed"]!).ShouldBe(1);
        ((int)started.Json["unchanged"]!).ShouldBe(1);
        await simulator.UntilAsync("MANY2", charger => (string?)charger["connection"] == "connected");
        await simulator.SendAsync("POST", "/chargers/stop", """{"ids":["MANY1","MANY2"]}""");
        await simulator.UntilAsync("MANY2", charger => (string?)charger["connection"] == "off");
    }

    private static int? TransactionOf(JsonNode charger) => (int?)charger["evses"]![0]!["transaction"]?["id"];

    private static JsonObject SettingsOf(JsonNode charger, JsonObject named) =>
        new(named.Select(setting => KeyValuePair.Create(setting.Key, charger[setting.Key]?.DeepClone())));

    private async Task<Dictionary<string, string?>> ConfigurationAsync(string id) =>
        (await simulator.SendAsync("GET", $"/chargers/{id}/config"))
            .Json.AsArray()
            .ToDictionary(key => (string)key!["key"]!, key => (string?)key!["value"]);
}
