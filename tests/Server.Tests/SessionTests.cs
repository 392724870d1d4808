namespace Server.Tests;

/// <summary>Drivers, chaos, configuration and logs of chargers that are connected to the embedded CSMS.</summary>
public sealed class SessionTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_session_from_start_to_unplug()
    {
        await simulator.OnlineAsync("S1");
        var started = await simulator.SendAsync(
            "POST",
            "/chargers/S1/evses/1/start-transaction",
            """{"idTag":"TAG1"}"""
        );
        started.Status.ShouldBe(202, started.Text);

        await simulator.UntilAsync(
            "S1",
            charger =>
                (int?)charger["evses"]![0]!["transaction"]?["energyWh"] > 0
                && (int?)charger["evses"]![0]!["transaction"]!["id"] > 0
        );
        var history = await simulator.SendAsync("GET", "/chargers/S1/evses/1/history");
        history.Json.AsArray().ShouldContain(sample => (double)sample!["powerW"]! > 1000);
        history
            .Json.AsArray()
            .Select(sample => (double?)sample!["socPercent"] ?? 0)
            .ShouldAllBe(soc => Math.Round(soc, 1) == soc);
        (
            await simulator.SendAsync("POST", "/chargers/S1/evses/1/start-transaction", """{"idTag":"TAG1"}""")
        ).ShouldBeProblem(409, "running");
        (await simulator.SendAsync("POST", "/chargers/S1/evses/1/unplug")).Status.ShouldBe(409);
        (await simulator.SendAsync("POST", "/chargers/S1/evses/1/stop-transaction")).Status.ShouldBe(202);
        await simulator.UntilAsync(
            "S1",
            charger => (string?)charger["evses"]![0]!["status"] == "Finishing" && (int)charger["queuedMessages"]! == 0
        );
        (await simulator.SendAsync("POST", "/chargers/S1/evses/1/unplug", "{}")).Status.ShouldBe(202);
        var last = await simulator.UntilAsync("S1", charger => (string?)charger["evses"]![0]!["status"] == "Available");
        ((int)last["evses"]![0]!["energyWh"]!).ShouldBeGreaterThan(0);
        var over = last["evses"]![0]!["lastTransaction"]!;
        ((string?)over["idTag"]).ShouldBe("TAG1");
        ((string?)over["reason"]).ShouldBe("Local");
        ((DateTimeOffset)over["stoppedAt"]!).ShouldBeGreaterThan((DateTimeOffset)over["startedAt"]!);

        var types = (await simulator.SendAsync("GET", "/chargers/S1/logs?limit=500"))
            .Json.AsArray()
            .Select(line => (string)line!["type"]!)
            .ToHashSet();
        types.ShouldContain("status-changed");
        types.ShouldAllBe(type => type.All(c => char.IsAsciiLetterLower(c) || c == '-'));
        var calls = (
            await simulator.SendAsync("GET", "/chargers/S1/logs?direction=out&category=ocpp&limit=500")
        ).Json.AsArray();
        calls
            .Where(line => (string?)line!["type"] == "call")
            .Select(line => (string?)line!["action"])
            .ShouldContain("StopTransaction");
        var start = (await simulator.SendAsync("GET", "/chargers/S1/logs?action=StartTransaction")).Json.AsArray();
        ((string?)start[0]!["payload"]!["idTag"]).ShouldBe("TAG1");
        ((double?)start[1]!["roundTripMs"]).ShouldNotBeNull().ShouldBeGreaterThan(0);
        ((string?)start[1]!["messageId"]).ShouldBe((string?)start[0]!["messageId"]);
        var after = (long)start[0]!["seq"]!;
        (await simulator.SendAsync("GET", $"/chargers/S1/logs?action=StartTransaction&after={after}"))
            .Json.AsArray()
            .Count.ShouldBe(1);
        (await simulator.SendAsync("DELETE", "/chargers/S1/logs")).Status.ShouldBe(204);
        (await simulator.SendAsync("GET", "/chargers/S1/logs?action=StartTransaction")).Json.AsArray().ShouldBeEmpty();
        (await simulator.SendAsync("GET", "/chargers/S1/logs?limit=0")).ShouldBeInvalid("limit");
        (await simulator.SendAsync("GET", "/chargers/S1/logs?category=x")).ShouldBeInvalid("category");
    }

    [Fact]
    public async Task A_tag_without_a_car_waits_and_another_s_tag_is_turned_away()
    {
        await simulator.OnlineAsync("S9");
        await simulator.SendAsync("POST", "/chargers/S9/evses/1/present-tag", """{"idTag":"TAG9"}""");
        var waiting = await simulator.UntilAsync(
            "S9",
            charger => (string?)charger["evses"]![0]!["reader"]?["state"] == "waiting"
        );
        ((string?)waiting["evses"]![0]!["reader"]!["idTag"]).ShouldBe("TAG9");
        waiting["evses"]![0]!["connectionTimeOutAt"].ShouldNotBeNull();

        await simulator.SendAsync("POST", "/chargers/S9/evses/1/plug-in", "{}");
        await simulator.UntilAsync("S9", charger => charger["evses"]![0]!["transaction"] is not null);
        (
            await simulator.SendAsync("POST", "/chargers/S9/evses/1/present-tag", """{"idTag":"OTHER"}""")
        ).Status.ShouldBe(202);

        var refused = await simulator.UntilAsync(
            "S9",
            charger => (string?)charger["evses"]![0]!["reader"]?["state"] == "refused"
        );
        ((string?)refused["evses"]![0]!["reader"]!["detail"]).ShouldBe("the session is somebody else's");
        refused["evses"]![0]!["connectionTimeOutAt"].ShouldBeNull();
    }

    [Fact]
    public async Task A_stop_ends_the_transaction_in_order_and_is_idempotent()
    {
        await simulator.OnlineAsync("S2");
        await simulator.SendAsync("POST", "/chargers/S2/evses/1/start-transaction", """{"idTag":"TAG2"}""");
        await simulator.UntilAsync("S2", charger => (int?)charger["evses"]![0]!["transaction"]?["id"] > 0);

        var stopped = await simulator.SendAsync("POST", "/chargers/S2/stop");

        ((bool)stopped.Json["running"]!).ShouldBeFalse();
        ((string?)stopped.Json["connection"]).ShouldBe("off");
        ((int)stopped.Json["queuedMessages"]!).ShouldBe(0);
        var stop = (
            await simulator.SendAsync("GET", "/chargers/S2/logs?action=StopTransaction&direction=out")
        ).Json.AsArray();
        stop.Count.ShouldBe(1);
        (await simulator.SendAsync("POST", "/chargers/S2/stop")).Status.ShouldBe(200);
        (await simulator.SendAsync("POST", "/chargers/S2/evses/1/plug-in")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task What_a_driver_cannot_do_is_refused()
    {
        await simulator.OnlineAsync("S3", """ "evses":[{"id":1,"cable":"fixed"}] """);

        (await simulator.SendAsync("POST", "/chargers/none/evses/1/plug-in")).Status.ShouldBe(404);
        (await simulator.SendAsync("POST", "/chargers/S3/evses/2/plug-in")).ShouldBeProblem(404, "EVSE 2");
        (await simulator.SendAsync("POST", "/chargers/S3/evses/x/plug-in")).Status.ShouldBe(404);
        (
            await simulator.SendAsync("POST", "/chargers/S3/evses/1/plug-in", """{"vehicleId":"NOCAR"}""")
        ).ShouldBeProblem(404, "NOCAR");
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/unplug")).Status.ShouldBe(409);
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/unplug", """{"side":"left"}""")).ShouldBeInvalid(
            "side"
        );
        (
            await simulator.SendAsync(
                "POST",
                "/chargers/S3/evses/1/present-tag",
                """{"idTag":"123456789012345678901"}"""
            )
        ).ShouldBeInvalid("idTag");
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/present-tag", "{}")).ShouldBeInvalid("idTag");
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/present-tag")).ShouldBeProblem(400, "body");
        (
            await simulator.SendAsync("POST", "/chargers/S3/evses/1/stop-transaction", """{"reason":"Bored"}""")
        ).ShouldBeInvalid("reason");
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/stop-transaction")).Status.ShouldBe(409);
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/status", """{"status":"Charging"}""")).Status.ShouldBe(
            409
        );
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/status", """{"status":"Reserved"}""")).Status.ShouldBe(
            409
        );
        (await simulator.SendAsync("POST", "/chargers/S3/evses/1/status", """{"status":"charging"}""")).ShouldBeInvalid(
            "status"
        );
    }

    [Fact]
    public async Task The_state_is_set_by_hand()
    {
        await simulator.OnlineAsync("S4");

        await simulator.SendAsync(
            "POST",
            "/chargers/S4/evses/1/status",
            """{"status":"Faulted","errorCode":"GroundFailure","info":"wet"}"""
        );
        var faulted = await simulator.UntilAsync(
            "S4",
            charger => (string?)charger["evses"]![0]!["status"] == "Faulted"
        );
        ((string?)faulted["evses"]![0]!["errorCode"]).ShouldBe("GroundFailure");
        await simulator.SendAsync("POST", "/chargers/S4/evses/1/status", """{"status":"Available"}""");
        await simulator.UntilAsync("S4", charger => (string?)charger["evses"]![0]!["status"] == "Available");
    }

    [Fact]
    public async Task Chaos_comes_and_is_lifted()
    {
        await simulator.OnlineAsync("S5");

        var cut = await simulator.SendAsync(
            "POST",
            "/chargers/S5/chaos",
            """{"kind":"disconnect","durationSeconds":0}"""
        );
        cut.Status.ShouldBe(200, cut.Text);
        cut.Json["endsAt"].ShouldBeNull();
        var held = await simulator.UntilAsync("S5", charger => (string?)charger["connection"] == "waiting");
        ((string?)held["chaos"]![0]!["kind"]).ShouldBe("disconnect");
        (await simulator.SendAsync("DELETE", $"/chargers/S5/chaos/{cut.Json["id"]}")).Status.ShouldBe(204);
        (await simulator.SendAsync("DELETE", $"/chargers/S5/chaos/{cut.Json["id"]}")).Status.ShouldBe(404);
        await simulator.UntilAsync("S5", charger => (string?)charger["connection"] == "connected");

        await simulator.SendAsync(
            "POST",
            "/chargers/S5/chaos",
            """{"kind":"fault","evseId":1,"errorCode":"OverVoltage"}"""
        );
        await simulator.UntilAsync("S5", charger => (string?)charger["evses"]![0]!["errorCode"] == "OverVoltage");
        (await simulator.SendAsync("DELETE", "/chargers/S5/chaos")).Status.ShouldBe(204);
        await simulator.UntilAsync("S5", charger => (string?)charger["evses"]![0]!["status"] == "Available");
    }

    [Theory]
    [InlineData("""{"kind":"latenzy"}""", "kind")]
    [InlineData("""{"kind":"latency","meanMs":-1}""", "meanMs")]
    [InlineData("""{"kind":"latency","meanMs":"slow"}""", "meanMs")]
    [InlineData("""{"kind":"power-spike","factor":0.5}""", "factor")]
    [InlineData("""{"kind":"power-drop","factor":2}""", "factor")]
    [InlineData("""{"kind":"drop","probability":1.5}""", "probability")]
    [InlineData("""{"kind":"drop","seed":0.5}""", "seed")]
    [InlineData("""{"kind":"half-open","evseId":1}""", "evseId")]
    [InlineData("""{"kind":"clock-skew","offsetSeconds":1e12}""", "offsetSeconds")]
    [InlineData("""{"kind":"connect-slow","delayMs":1e9}""", "delayMs")]
    [InlineData("""{"kind":"fault","errorCode":"NoError"}""", "errorCode")]
    [InlineData("""{"kind":"fault","durationSeconds":1e9}""", "durationSeconds")]
    [InlineData("""{"kind":"fault","reason":"bad"}""", "reason")]
    [InlineData("""{}""", "kind")]
    [InlineData("""{"kind":"fault","evseId":9}""", "evseId")]
    [InlineData("""{"kind":"disconnect","evseId":1}""", "evseId")]
    [InlineData("""{"kind":"disconnect","durationSeconds":-1}""", "durationSeconds")]
    [InlineData("""{"kind":"disconnect","errorCode":"OverVoltage"}""", "errorCode")]
    [InlineData("""{"kind":"fault","factor":2}""", "factor")]
    public async Task Chaos_that_is_wrong_is_refused(string json, string field)
    {
        if ((await simulator.SendAsync("GET", "/chargers/S6")).Status == 404)
        {
            await simulator.CreateAsync("S6");
        }

        (await simulator.SendAsync("POST", "/chargers/S6/chaos", json)).ShouldBeInvalid(field);
    }

    [Fact]
    public async Task Configuration_keys_are_read_and_set()
    {
        await simulator.CreateAsync("S7");

        var set = await simulator.SendAsync(
            "POST",
            "/chargers/S7/config",
            """{"key":"heartbeatinterval","value":"42"}"""
        );

        ((string?)set.Json["key"]).ShouldBe("HeartbeatInterval");
        ((string?)set.Json["value"]).ShouldBe("42");
        (await simulator.SendAsync("POST", "/chargers/S7/config", """{"key":"Nope","value":"1"}""")).Status.ShouldBe(
            404
        );
        (
            await simulator.SendAsync("POST", "/chargers/S7/config", """{"key":"NumberOfConnectors","value":"3"}""")
        ).Status.ShouldBe(409);
        (
            await simulator.SendAsync("POST", "/chargers/S7/config", """{"key":"HeartbeatInterval","value":"-3"}""")
        ).ShouldBeInvalid("value");
        (await simulator.SendAsync("POST", "/chargers/S7/config", """{"key":"HeartbeatInterval"}""")).ShouldBeInvalid(
            "value"
        );
        (await simulator.SendAsync("GET", "/chargers/none/config")).Status.ShouldBe(404);
    }
}
