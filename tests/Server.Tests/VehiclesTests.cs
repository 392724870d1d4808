using System.Text.Json.Nodes;

namespace Server.Tests;

public sealed class VehiclesTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_vehicle_has_the_defaults_of_what_is_not_said()
    {
        var created = await simulator.SendAsync("POST", "/vehicles", """{"id":"D 1","idTag":"D1"}""");

        created.Status.ShouldBe(201, created.Text);
        created.Headers["Location"].ShouldBe("/vehicles/D%201");
        const string expected = """
            {"id":"D 1","locationId":"default","idTag":"D1","model":null,"batteryWh":60000,"socPercent":30,"maxAcPowerW":11000,
             "maxDcPowerW":120000,"phases":3,"taperFromPercent":80,"chargeLimitPercent":100,
             "batteryTemperatureC":20,"pluggedInAt":null}
            """;
        JsonNode.DeepEquals(created.Json, JsonNode.Parse(expected)).ShouldBeTrue(created.Text);
        (await simulator.SendAsync("GET", "/vehicles/D%201")).Text.ShouldBe(created.Text);
    }

    [Fact]
    public async Task A_change_leaves_what_is_absent_and_null_takes_the_default()
    {
        const string full = """
            {"id":"P1","idTag":"P1","model":"City 42","batteryWh":42000,"socPercent":55.5,"maxAcPowerW":7400,"maxDcPowerW":0,
             "phases":1,"taperFromPercent":65,"chargeLimitPercent":85,"batteryTemperatureC":-7.5}
            """;
        (await simulator.SendAsync("POST", "/vehicles", full)).Status.ShouldBe(201);

        var changed = await simulator.SendAsync("PATCH", "/vehicles/P1", """{"idTag":"p1","phases":2}""");
        changed.Status.ShouldBe(200, changed.Text);
        ((string?)changed.Json["idTag"]).ShouldBe("p1");
        ((int?)changed.Json["phases"]).ShouldBe(2);
        ((double?)changed.Json["taperFromPercent"]).ShouldBe(65);
        ((double?)changed.Json["chargeLimitPercent"]).ShouldBe(85);
        ((double?)changed.Json["batteryTemperatureC"]).ShouldBe(-7.5);
        ((string?)changed.Json["model"]).ShouldBe("City 42");

        var reset = await simulator.SendAsync(
            "PATCH",
            "/vehicles/P1",
            """{"model":null,"batteryWh":null,"socPercent":null,"maxAcPowerW":null,"maxDcPowerW":null,"phases":null,"taperFromPercent":null,"chargeLimitPercent":null,"batteryTemperatureC":null}""",
            "application/merge-patch+json"
        );
        reset.Json["model"].ShouldBeNull();
        ((double?)reset.Json["batteryWh"]).ShouldBe(60_000);
        ((double?)reset.Json["taperFromPercent"]).ShouldBe(80);
        ((double?)reset.Json["chargeLimitPercent"]).ShouldBe(100);
        ((double?)reset.Json["batteryTemperatureC"]).ShouldBe(20);
        (await simulator.SendAsync("GET", "/vehicles/P1")).Text.ShouldBe(reset.Text);
    }

    [Theory]
    [InlineData("idTag", "\"\"")]
    [InlineData("idTag", "\"123456789012345678901\"")]
    [InlineData("idTag", "\"täg\"")]
    [InlineData("idTag", "7")]
    [InlineData("idTag", "null")]
    [InlineData("model", "\"\"")]
    [InlineData("model", "\"a\\tb\"")]
    [InlineData("model", "\"123456789012345678901234567890123456789012345678901\"")]
    [InlineData("batteryWh", "99")]
    [InlineData("batteryWh", "10000001")]
    [InlineData("batteryWh", "\"60000\"")]
    [InlineData("socPercent", "-1")]
    [InlineData("socPercent", "100.1")]
    [InlineData("maxAcPowerW", "-1")]
    [InlineData("maxAcPowerW", "1000001")]
    [InlineData("maxDcPowerW", "-1")]
    [InlineData("maxDcPowerW", "10000001")]
    [InlineData("phases", "0")]
    [InlineData("phases", "4")]
    [InlineData("phases", "1.5")]
    [InlineData("taperFromPercent", "9.9")]
    [InlineData("taperFromPercent", "99.1")]
    [InlineData("chargeLimitPercent", "9.9")]
    [InlineData("chargeLimitPercent", "100.1")]
    [InlineData("batteryTemperatureC", "-40.1")]
    [InlineData("batteryTemperatureC", "60.1")]
    [InlineData("locationId", "\"none\"")]
    [InlineData("colour", "\"red\"")]
    public async Task A_wrong_field_is_named_in_creation_and_in_change(string field, string value)
    {
        if ((await simulator.SendAsync("GET", "/vehicles/V1")).Status == 404)
        {
            await simulator.SendAsync("POST", "/vehicles", """{"id":"V1","idTag":"V1"}""");
        }

        var before = (await simulator.SendAsync("GET", "/vehicles/V1")).Text;
        var tag = field == "idTag" ? "" : "\"idTag\":\"V2\",";
        (
            await simulator.SendAsync("POST", "/vehicles", $$"""{"id":"V2",{{tag}}"{{field}}":{{value}}}""")
        ).ShouldBeInvalid(field);
        (await simulator.SendAsync("PATCH", "/vehicles/V1", $$"""{"{{field}}":{{value}}}""")).ShouldBeInvalid(field);
        (await simulator.SendAsync("GET", "/vehicles/V1")).Text.ShouldBe(before);
        (await simulator.SendAsync("GET", "/vehicles/V2")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_wrong_id_a_missing_tag_and_a_car_that_charges_nowhere_are_refused()
    {
        (await simulator.SendAsync("POST", "/vehicles", """{"idTag":"W"}""")).ShouldBeInvalid("id");
        (await simulator.SendAsync("POST", "/vehicles", """{"id":"W"}""")).ShouldBeInvalid("idTag");
        foreach (var id in (string[])["", " W", "a/b", "a:b", "a%", "..", new string('w', 49)])
        {
            (await simulator.SendAsync("POST", "/vehicles", $$"""{"id":"{{id}}","idTag":"W"}""")).ShouldBeInvalid("id");
        }

        (
            await simulator.SendAsync("POST", "/vehicles", """{"id":"W","idTag":"W","maxAcPowerW":0,"maxDcPowerW":0}""")
        ).ShouldBeInvalid("maxAcPowerW");
        (await simulator.SendAsync("POST", "/vehicles", "[]")).Status.ShouldBe(422);
        (await simulator.SendAsync("POST", "/vehicles", "{")).Status.ShouldBe(400);
        (await simulator.SendAsync("POST", "/vehicles", "x", "text/plain")).Status.ShouldBe(415);
        (
            await simulator.SendAsync(
                "POST",
                "/vehicles?locationId=default",
                """{"id":"W","idTag":"W","locationId":"other"}"""
            )
        ).ShouldBeInvalid("locationId");
        (await simulator.SendAsync("POST", "/vehicles", """{"id":"W","idTag":"W"}""")).Status.ShouldBe(201);
        (await simulator.SendAsync("PATCH", "/vehicles/W", """{"id":"X"}""")).ShouldBeInvalid("id");
        foreach (var method in (string[])["GET", "PATCH", "DELETE"])
        {
            (await simulator.SendAsync(method, "/vehicles/none", method == "PATCH" ? "{}" : null)).ShouldBeProblem(
                404,
                "none"
            );
        }
    }

    [Fact]
    public async Task Ids_are_unique_everywhere_and_tags_in_a_location_without_case()
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Tags"}""");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"T1","idTag":"Tag"}""");

        (await simulator.SendAsync("POST", "/vehicles", """{"id":"T2","idTag":"tAG"}""")).ShouldBeProblem(409, "'T1'");
        (await simulator.SendAsync("POST", "/vehicles?locationId=tags", """{"id":"T1","idTag":"x"}""")).ShouldBeProblem(
            409,
            "'default'"
        );
        (
            await simulator.SendAsync("POST", "/vehicles?locationId=tags", """{"id":"T2","idTag":"TAG"}""")
        ).Status.ShouldBe(201);
        (await simulator.SendAsync("PATCH", "/vehicles/T2", """{"locationId":"default"}""")).ShouldBeProblem(
            409,
            "'T1'"
        );
        (
            await simulator.SendAsync("PATCH", "/vehicles/T2", """{"locationId":"default","idTag":"free"}""")
        ).Status.ShouldBe(200);
        (await simulator.SendAsync("PATCH", "/vehicles/T2", """{"idTag":"TAG"}""")).ShouldBeProblem(409, "'T1'");
        ((string?)(await simulator.SendAsync("GET", "/vehicles/T2")).Json["idTag"]).ShouldBe("free");
    }

    [Fact]
    public async Task The_list_is_searched_and_paged()
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Listed"}""");
        foreach (
            var (id, tag, model) in new[] { ("LA", "x1", "Estate"), ("LB", "x2", "ESTATE 64"), ("LC", "estat3", "Van") }
        )
        {
            await simulator.SendAsync(
                "POST",
                "/vehicles?locationId=listed",
                $$"""{"id":"{{id}}","idTag":"{{tag}}","model":"{{model}}"}"""
            );
        }

        async Task<string[]> Found(string query) =>
            [
                .. (await simulator.SendAsync("GET", $"/vehicles?locationId=listed&{query}"))
                    .Json.AsArray()
                    .Select(vehicle => (string)vehicle!["id"]!),
            ];
        (await Found("search=estate")).ShouldBe(["LA", "LB"]);
        (await Found("search=ESTAT")).ShouldBe(["LA", "LB", "LC"]);
        (await Found("search=lb")).ShouldBe(["LB"]);
        (await Found("search=nothing")).ShouldBeEmpty();
        (await Found("limit=1&offset=1")).ShouldBe(["LB"]);
        (await simulator.SendAsync("GET", "/vehicles?locationId=listed&search=estate&limit=1"))
            .Headers["X-Total-Count"]
            .ShouldBe("2");
        (await simulator.SendAsync("GET", "/vehicles?locationId=*&search=LC")).Json.AsArray().Count.ShouldBe(1);
        (await simulator.SendAsync("GET", "/vehicles?limit=0")).ShouldBeInvalid("limit");
    }

    [Fact]
    public async Task A_car_that_is_plugged_in_stays_as_it_was_and_is_neither_moved_nor_deleted()
    {
        await simulator.OnlineAsync("VC1");
        await simulator.SendAsync("POST", "/locations", """{"name":"Elsewhere"}""");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"PL1","idTag":"PL1","socPercent":20}""");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"PL2","idTag":"PL2"}""");
        (await simulator.SendAsync("POST", "/chargers/VC1/evses/1/plug-in", """{"vehicleId":"PL1"}""")).Status.ShouldBe(
            202
        );

        const string where = "EVSE 1 of charger 'VC1'";
        (await simulator.SendAsync("DELETE", "/vehicles/PL1")).ShouldBeProblem(409, where);
        (await simulator.SendAsync("POST", "/vehicles/delete", """{"ids":["PL2","PL1"]}""")).ShouldBeProblem(
            409,
            where
        );
        (await simulator.SendAsync("PATCH", "/vehicles/PL1", """{"locationId":"elsewhere"}""")).ShouldBeProblem(
            409,
            where
        );
        (await simulator.SendAsync("GET", "/vehicles/PL2")).Status.ShouldBe(200);

        var changed = await simulator.SendAsync("PATCH", "/vehicles/PL1", """{"socPercent":70}""");
        ((double?)changed.Json["pluggedInAt"]!["socPercent"]).ShouldBe(20);
        (await simulator.SendAsync("POST", "/chargers/VC1/evses/1/unplug")).Status.ShouldBe(202);
        (await simulator.SendAsync("POST", "/chargers/VC1/evses/1/plug-in", """{"vehicleId":"PL1"}""")).Status.ShouldBe(
            202
        );
        var again = await simulator.SendAsync("GET", "/vehicles/PL1");
        ((double?)again.Json["pluggedInAt"]!["socPercent"]).ShouldBe(70);
    }

    [Fact]
    public async Task A_car_is_unplugged_from_a_charger_that_is_off_and_is_free_then()
    {
        await simulator.OnlineAsync("VC2");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"OFF1","idTag":"OFF1"}""");
        await simulator.SendAsync("POST", "/chargers/VC2/evses/1/plug-in", """{"vehicleId":"OFF1"}""");
        await simulator.SendAsync("POST", "/chargers/VC2/stop");
        (await simulator.SendAsync("DELETE", "/vehicles/OFF1")).ShouldBeProblem(409, "EVSE 1 of charger 'VC2'");
        (await simulator.SendAsync("POST", "/chargers/VC2/evses/1/plug-in")).ShouldBeProblem(409, "off");

        var unplugged = await simulator.SendAsync("POST", "/chargers/VC2/evses/1/unplug");

        unplugged.Status.ShouldBe(202, unplugged.Text);
        (await simulator.SendAsync("DELETE", "/vehicles/OFF1")).Status.ShouldBe(204);
        (await simulator.SendAsync("POST", "/chargers/VC2/start")).Status.ShouldBe(200);
        var started = await simulator.UntilAsync("VC2", charger => (string?)charger["registration"] == "Accepted");
        ((string?)started["evses"]![0]!["status"]).ShouldBe("Available");
    }

    [Fact]
    public async Task Many_are_deleted_or_none()
    {
        foreach (var id in (string[])["M1", "M2", "M3"])
        {
            await simulator.SendAsync("POST", "/vehicles", $$"""{"id":"{{id}}","idTag":"{{id}}"}""");
        }

        Task<Answer> Delete(string json) => simulator.SendAsync("POST", "/vehicles/delete", json);
        (await Delete("{}")).ShouldBeInvalid("ids");
        (await Delete("""{"ids":[]}""")).ShouldBeInvalid("ids");
        (await Delete("""{"ids":["M1",2]}""")).ShouldBeInvalid("ids[1]");
        (await Delete("""{"ids":["M1","none"]}""")).ShouldBeProblem(404, "none");
        (await simulator.SendAsync("GET", "/vehicles/M1")).Status.ShouldBe(200);

        var deleted = await Delete("""{"ids":["M1","M2","M1"]}""");

        ((int?)deleted.Json["deleted"]).ShouldBe(2);
        (await simulator.SendAsync("GET", "/vehicles?search=M"))
            .Json.AsArray()
            .Select(vehicle => (string?)vehicle!["id"])
            .ShouldBe(["M3"]);
        (await simulator.SendAsync("DELETE", "/vehicles/M3")).Status.ShouldBe(204);
        (await simulator.SendAsync("GET", "/vehicles/M3")).Status.ShouldBe(404);
    }
}
