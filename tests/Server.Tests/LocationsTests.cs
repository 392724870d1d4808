using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>Locations one by one: read, changed, deleted, and what is moved to them.</summary>
public sealed class LocationsTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_location_is_read_where_its_creation_says_it_is()
    {
        var created = await simulator.SendAsync("POST", "/locations", """{"name":"Reading room","id":"room 1"}""");

        created.Status.ShouldBe(201, created.Text);
        created.Headers["Location"].ShouldBe("/locations/room%201");
        var read = await simulator.SendAsync("GET", created.Headers["Location"]);
        read.Status.ShouldBe(200);
        read.Text.ShouldBe(created.Text);
        foreach (var count in (string[])["chargerCount", "runningCount", "connectedCount", "vehicleCount"])
        {
            ((int?)read.Json[count]).ShouldBe(0, count);
        }

        (await simulator.SendAsync("GET", "/locations/none")).ShouldBeProblem(404, "none");
        (await simulator.SendAsync("PATCH", "/locations/none", "{}")).ShouldBeProblem(404, "none");
        (await simulator.SendAsync("DELETE", "/locations/none")).ShouldBeProblem(404, "none");
        (await simulator.SendAsync("POST", "/locations/none/assign", """{"chargerIds":["x"]}""")).ShouldBeProblem(
            404,
            "none"
        );
    }

    [Fact]
    public async Task A_change_leaves_what_is_absent_and_null_takes_the_default()
    {
        const string full = """
            {"name":"Quay","address":"Quay 1","latitude":51.5,"longitude":4.5,"timeZone":"Europe/Amsterdam",
             "csmsUrl":"ws://csms.invalid/ocpp","gridLimitW":100000,"loadManagement":true}
            """;
        await simulator.SendAsync("POST", "/locations", full);

        var renamed = await simulator.SendAsync("PATCH", "/locations/quay", """{"name":"QUAY","gridLimitW":200000}""");
        renamed.Status.ShouldBe(200, renamed.Text);
        ((string?)renamed.Json["name"]).ShouldBe("QUAY");
        ((double?)renamed.Json["gridLimitW"]).ShouldBe(200_000);
        ((bool?)renamed.Json["loadManagement"]).ShouldBe(true);
        ((string?)renamed.Json["address"]).ShouldBe("Quay 1");
        ((string?)renamed.Json["timeZone"]).ShouldBe("Europe/Amsterdam");

        var emptied = await simulator.SendAsync(
            "PATCH",
            "/locations/quay",
            """{"address":null,"latitude":null,"longitude":null,"timeZone":null,"csmsUrl":null,"gridLimitW":null,"loadManagement":null,"id":"quay"}""",
            "application/merge-patch+json"
        );
        emptied.Status.ShouldBe(200, emptied.Text);
        ((string?)emptied.Json["timeZone"]).ShouldBe("UTC");
        ((bool?)emptied.Json["loadManagement"]).ShouldBe(false);
        foreach (var field in (string[])["address", "latitude", "longitude", "csmsUrl", "gridLimitW"])
        {
            emptied.Json[field].ShouldBeNull(field);
        }

        (await simulator.SendAsync("GET", "/locations/quay")).Text.ShouldBe(emptied.Text);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":" x"}""", "name")]
    [InlineData("""{"name":"x "}""", "name")]
    [InlineData("""{"name":"a\nb"}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"long","address":7}""", "address")]
    [InlineData("""{"name":"x","latitude":-90.1}""", "latitude")]
    [InlineData("""{"name":"x","latitude":90.1}""", "latitude")]
    [InlineData("""{"name":"x","latitude":"1"}""", "latitude")]
    [InlineData("""{"name":"x","longitude":-180.1}""", "longitude")]
    [InlineData("""{"name":"x","longitude":180.1}""", "longitude")]
    [InlineData("""{"name":"x","latitude":50}""", "longitude")]
    [InlineData("""{"name":"x","longitude":5}""", "latitude")]
    [InlineData("""{"name":"x","timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"name":"x","timeZone":"W. Europe Standard Time"}""", "timeZone")]
    [InlineData("""{"name":"x","csmsUrl":"http://x"}""", "csmsUrl")]
    [InlineData("""{"name":"x","csmsUrl":"ws:///"}""", "csmsUrl")]
    [InlineData("""{"name":"x","csmsUrl":"ws://x/#y"}""", "csmsUrl")]
    [InlineData("""{"name":"x","gridLimitW":0}""", "gridLimitW")]
    [InlineData("""{"name":"x","gridLimitW":-1}""", "gridLimitW")]
    [InlineData("""{"name":"x","loadManagement":true}""", "loadManagement")]
    [InlineData("""{"name":"x","loadManagement":"yes"}""", "loadManagement")]
    [InlineData("""{"name":"x","state":"active"}""", "state")]
    public async Task A_wrong_field_is_named_in_creation_and_in_change(string json, string field)
    {
        if ((await simulator.SendAsync("GET", "/locations/rules")).Status == 404)
        {
            await simulator.SendAsync("POST", "/locations", """{"name":"Rules"}""");
        }

        var before = (await simulator.SendAsync("GET", "/locations/rules")).Text;
        (await simulator.SendAsync("POST", "/locations", json)).ShouldBeInvalid(field);
        (await simulator.SendAsync("PATCH", "/locations/rules", json)).ShouldBeInvalid(field);
        (await simulator.SendAsync("GET", "/locations/rules")).Text.ShouldBe(before);
    }

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        Task<Answer> Create(string field, int length) =>
            simulator.SendAsync(
                "POST",
                "/locations",
                $$"""{"name":"L {{field}} {{length}}","{{field}}":"{{new string('x', length)}}"}"""
            );

        (await Create("address", 201)).ShouldBeInvalid("address");
        (await Create("address", 200)).Status.ShouldBe(201);
        (await Create("id", 49)).ShouldBeInvalid("id");
        (await Create("id", 48)).Status.ShouldBe(201);
        (await simulator.SendAsync("POST", "/locations", $$"""{"name":"{{new string('n', 101)}}"}""")).ShouldBeInvalid(
            "name"
        );
        (await simulator.SendAsync("POST", "/locations", $$"""{"name":"{{new string('n', 100)}}"}""")).Status.ShouldBe(
            201
        );
        (await simulator.SendAsync("POST", "/locations", """{"name":"Slash","id":"a/b"}""")).ShouldBeInvalid("id");
    }

    [Fact]
    public async Task A_patch_cannot_change_the_id_or_be_no_object()
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Fixed"}""");

        (await simulator.SendAsync("PATCH", "/locations/fixed", """{"id":"other"}""")).ShouldBeInvalid("id");
        (await simulator.SendAsync("PATCH", "/locations/fixed", """{"name":null}""")).ShouldBeInvalid("name");
        (await simulator.SendAsync("PATCH", "/locations/fixed", "[]")).Status.ShouldBe(422);
        (await simulator.SendAsync("PATCH", "/locations/fixed", """{"name":"A","name":"B"}""")).ShouldBeInvalid("name");
        (await simulator.SendAsync("PATCH", "/locations/fixed", "{")).Status.ShouldBe(400);
        (await simulator.SendAsync("PATCH", "/locations/fixed", "x", "text/plain")).Status.ShouldBe(415);
    }

    [Fact]
    public async Task Names_are_unique_without_case()
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Élan Park"}""");
        await simulator.SendAsync("POST", "/locations", """{"name":"Other Park","id":"other-park"}""");

        (await simulator.SendAsync("POST", "/locations", """{"name":"élan park"}""")).ShouldBeProblem(
            409,
            "called 'Élan Park'"
        );
        (await simulator.SendAsync("PATCH", "/locations/other-park", """{"name":"ÉLAN PARK"}""")).ShouldBeProblem(
            409,
            "called 'Élan Park'"
        );
        // Its own is no obstacle.
        (await simulator.SendAsync("PATCH", "/locations/other-park", """{"name":"OTHER park"}""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_active_location_stays_and_another_goes_with_all_that_is_in_it()
    {
        (await simulator.SendAsync("DELETE", "/locations/default")).ShouldBeProblem(409, "active");
        await simulator.SendAsync("POST", "/locations", """{"name":"Leaving"}""");
        await simulator.CreateAsync("GO1", """ "locationId":"leaving" """);
        await simulator.CreateAsync("GO2", """ "locationId":"leaving" """);
        await simulator.SendAsync("POST", "/vehicles?locationId=leaving", """{"id":"GOEV","idTag":"GO"}""");
        var counted = (await simulator.SendAsync("GET", "/locations/leaving")).Json;
        ((int?)counted["chargerCount"]).ShouldBe(2);
        ((int?)counted["vehicleCount"]).ShouldBe(1);

        (await simulator.SendAsync("DELETE", "/locations/leaving")).Status.ShouldBe(204);

        foreach (var gone in (string[])["/locations/leaving", "/chargers/GO1", "/chargers/GO2", "/vehicles/GOEV"])
        {
            (await simulator.SendAsync("GET", gone)).Status.ShouldBe(404, gone);
        }

        // Id, name and tag are free again.
        (await simulator.SendAsync("POST", "/locations", """{"name":"Leaving"}""")).Status.ShouldBe(201);
        await simulator.CreateAsync("GO1", """ "locationId":"leaving" """);
        (
            await simulator.SendAsync("POST", "/vehicles?locationId=leaving", """{"id":"GOEV","idTag":"GO"}""")
        ).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Chargers_and_vehicles_are_assigned_together()
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Target"}""");
        await simulator.CreateAsync("AS1");
        await simulator.OnlineAsync("AS2");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"ASEV","idTag":"AS"}""");

        var moved = await simulator.SendAsync(
            "POST",
            "/locations/target/assign",
            """{"chargerIds":["AS1","AS2","AS1"],"vehicleIds":["ASEV"]}"""
        );

        moved.Status.ShouldBe(200, moved.Text);
        JsonNode.DeepEquals(moved.Json, JsonNode.Parse("""{"chargers":2,"vehicles":1}""")).ShouldBeTrue(moved.Text);
        ((string?)(await simulator.SendAsync("GET", "/vehicles/ASEV")).Json["locationId"]).ShouldBe("target");
        // It should run, and does not: its location is idle.
        var charger = await simulator.ChargerAsync("AS2");
        ((string?)charger["locationId"]).ShouldBe("target");
        ((bool?)charger["running"]).ShouldBe(true);
        ((string?)charger["connection"]).ShouldBe("off");
        var target = (await simulator.SendAsync("GET", "/locations/target")).Json;
        ((int?)target["chargerCount"]).ShouldBe(2);
        ((int?)target["runningCount"]).ShouldBe(1);
        ((int?)target["connectedCount"]).ShouldBe(0);

        // There again: nothing to do. And back to where it runs.
        var again = await simulator.SendAsync("POST", "/locations/target/assign", """{"chargerIds":["AS2"]}""");
        ((int?)again.Json["chargers"]).ShouldBe(0);
        (await simulator.SendAsync("POST", "/locations/default/assign", """{"chargerIds":["AS2"]}""")).Status.ShouldBe(
            200
        );
        await simulator.UntilAsync("AS2", back => (string?)back["connection"] == "connected");
        ((int)(await simulator.SendAsync("GET", "/locations/default")).Json["connectedCount"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_move_that_cannot_be_changes_nothing()
    {
        await simulator.SendAsync("POST", "/locations", """{"name":"Refused"}""");
        await simulator.OnlineAsync("RF1");
        await simulator.OnlineAsync("RF2");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"RFEV1","idTag":"rf1"}""");
        await simulator.SendAsync("POST", "/vehicles", """{"id":"RFEV2","idTag":"rf2"}""");
        await simulator.SendAsync("POST", "/vehicles?locationId=refused", """{"id":"RFEV3","idTag":"RF2"}""");
        await simulator.SendAsync("POST", "/chargers/RF2/evses/1/plug-in", """{"vehicleId":"RFEV1"}""");

        Task<Answer> Assign(string json) => simulator.SendAsync("POST", "/locations/refused/assign", json);
        (await Assign("{}")).ShouldBeInvalid("chargerIds");
        (await Assign("""{"chargerIds":[],"vehicleIds":[]}""")).ShouldBeInvalid("chargerIds");
        (await Assign("""{"chargerIds":[7]}""")).ShouldBeInvalid("chargerIds[0]");
        (await Assign("""{"chargerIds":"RF1"}""")).ShouldBeInvalid("chargerIds");
        (await Assign("""{"chargerIds":["RF1","none"]}""")).ShouldBeProblem(404, "none");
        (await Assign("""{"chargerIds":["RF1"],"vehicleIds":["none"]}""")).ShouldBeProblem(404, "none");
        (await Assign("""{"chargerIds":["RF1"],"vehicleIds":["RFEV1"]}""")).ShouldBeProblem(
            409,
            "EVSE 1 of charger 'RF2'"
        );
        (await Assign("""{"chargerIds":["RF1"],"vehicleIds":["RFEV2"]}""")).ShouldBeProblem(409, "RFEV3");
        await simulator.SendAsync("POST", "/chargers/RF2/evses/1/present-tag", """{"idTag":"rf1"}""");
        await simulator.UntilAsync("RF2", charger => charger["evses"]![0]!["transaction"] is not null);
        (await Assign("""{"chargerIds":["RF1","RF2"]}""")).ShouldBeProblem(
            409,
            "transaction is running at charger 'RF2'"
        );
        (await simulator.SendAsync("DELETE", "/locations/default")).Status.ShouldBe(409);

        var first = await simulator.ChargerAsync("RF1");
        ((string?)first["locationId"]).ShouldBe("default");
        ((string?)first["connection"]).ShouldBe("connected");
        ((string?)(await simulator.SendAsync("GET", "/vehicles/RFEV2")).Json["locationId"]).ShouldBe("default");

        // Once the transaction is over, the car moves along with the charger that it is plugged in at.
        await simulator.SendAsync("POST", "/chargers/RF2/evses/1/stop-transaction");
        await simulator.UntilAsync(
            "RF2",
            charger => charger["evses"]![0]!["transaction"] is null && (int)charger["queuedMessages"]! == 0
        );
        var together = await Assign("""{"chargerIds":["RF2"],"vehicleIds":["RFEV1"]}""");
        together.Status.ShouldBe(200, together.Text);
        var car = (await simulator.SendAsync("GET", "/vehicles/RFEV1")).Json;
        ((string?)car["locationId"]).ShouldBe("refused");
        ((string?)car["pluggedInAt"]!["chargerId"]).ShouldBe("RF2");
    }
}
