using Server.Hosting;

namespace Server.Tests;

public sealed class LocationsAndImportTests
{
    [Fact]
    public async Task Locations_are_created_and_activated()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.OnlineAsync("L1");
        var created = await simulator.SendAsync(
            "POST",
            "/locations",
            """{"name":"Main Street","timeZone":"Europe/Berlin"}"""
        );
        created.Status.ShouldBe(201, created.Text);
        var id = (string)created.Json["id"]!;
        id.ShouldBe("main-street");
        ((string?)created.Json["state"]).ShouldBe("idle");
        (
            await simulator.SendAsync("POST", "/chargers", $$"""{"id":"L2","locationId":"{{id}}","evses":[{"id":1}]}""")
        ).Status.ShouldBe(201);
        (await simulator.SendAsync("POST", "/chargers/L2/start")).ShouldBeProblem(409, "idle");

        (await simulator.SendAsync("POST", $"/locations/activate/{id}")).Status.ShouldBe(200);

        // The former's charger is off, but should run; the list is the new one's.
        var former = await simulator.ChargerAsync("L1");
        ((string?)former["connection"]).ShouldBe("off");
        ((bool)former["running"]!).ShouldBeTrue();
        (await simulator.SendAsync("GET", "/chargers"))
            .Json.AsArray()
            .Select(charger => (string?)charger!["id"])
            .ShouldBe(["L2"]);
        (await simulator.SendAsync("POST", "/chargers/L2/start")).Status.ShouldBe(200);

        (await simulator.SendAsync("POST", "/locations/activate/default?keepPrevious=true")).Status.ShouldBe(200);
        await simulator.UntilAsync("L1", charger => (string?)charger["connection"] == "connected");
        await simulator.UntilAsync("L2", charger => (string?)charger["connection"] == "connected");
        var states = (await simulator.SendAsync("GET", "/locations"))
            .Json.AsArray()
            .ToDictionary(l => (string)l!["id"]!, l => (string?)l!["state"]);
        states["default"].ShouldBe("active");
        states[id].ShouldBe("kept");
    }

    [Fact]
    public async Task A_wrong_location_is_refused()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });

        (await simulator.SendAsync("POST", "/locations", "{}")).ShouldBeInvalid("name");
        (await simulator.SendAsync("POST", "/locations", """{"name":"X","timeZone":"Mars/Olympus"}""")).ShouldBeInvalid(
            "timeZone"
        );
        (await simulator.SendAsync("POST", "/locations", """{"name":"X","latitude":91}""")).ShouldBeInvalid("latitude");
        // Nobody gave an id: it is the name that is taken, and an id made from a name is free.
        (await simulator.SendAsync("POST", "/locations", """{"name":"Default"}""")).ShouldBeProblem(
            409,
            "Choose another name"
        );
        (await simulator.SendAsync("POST", "/locations", """{"name":"X","id":"default"}""")).ShouldBeProblem(
            409,
            "Choose another id"
        );
        ((string?)(await simulator.SendAsync("POST", "/locations", """{"name":"Default!"}""")).Json["id"]).ShouldBe(
            "default-2"
        );
        (await simulator.SendAsync("POST", "/locations/activate/none")).Status.ShouldBe(404);
        (await simulator.SendAsync("GET", "/vehicles")).Json.AsArray().ShouldBeEmpty();
        (await simulator.SendAsync("GET", "/vehicles?locationId=none")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_file_is_imported_as_a_whole_or_not_at_all()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.CreateAsync("OLD");
        const string wrong = """
            [
              { "id": "NEW1", "evses": [ { "id": 1 } ] },
              { "id": "OLD", "evses": [ { "id": 1 } ] },
              { "id": "NEW1",
                "evses": [
                  { "id": 1 },
                  { "id": 3, "phases": 0 } ] }
            ]
            """;

        var refused = await simulator.SendAsync("POST", "/import/chargers", wrong);
        var dry = await simulator.SendAsync("POST", "/import/chargers?dryRun=true", wrong);

        refused.Status.ShouldBe(422);
        dry.Status.ShouldBe(200);
        dry.Text.ShouldBe(refused.Text);
        ((bool)refused.Json["valid"]!).ShouldBeFalse();
        refused.Json["errors"]!
            .AsArray()
            .Select(error => ((int)error!["line"]!, (string?)error["field"]))
            .ShouldBe(
                [(3, "[1].id"), (7, "[2].evses[1].id"), (7, "[2].evses[1].phases"), (4, "[2].id")],
                ignoreOrder: true
            );
        refused.Json["items"]!
            .AsArray()
            .Select(item => (string?)item!["outcome"])
            .ShouldBe(["create", "invalid", "invalid"]);
        (await simulator.SendAsync("GET", "/chargers/NEW1")).Status.ShouldBe(404);

        const string right = """[{"id":"NEW1","evses":[{"id":1}]},{"id":"NEW2","evses":[{"id":1}]}]""";
        ((int)(await simulator.SendAsync("POST", "/import/chargers?dryRun=true", right)).Json["created"]!).ShouldBe(2);
        (await simulator.SendAsync("GET", "/chargers/NEW1")).Status.ShouldBe(404);
        ((int)(await simulator.SendAsync("POST", "/import/chargers", "\uFEFF" + right)).Json["created"]!).ShouldBe(2);
        (await simulator.SendAsync("GET", "/chargers/NEW2")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });

        var broken = await simulator.SendAsync("POST", "/import/chargers", "[\n {");
        broken.Status.ShouldBe(422);
        ((int)broken.Json["errors"]![0]!["line"]!).ShouldBe(2);
        ((string?)broken.Json["errors"]![0]!["message"]).ShouldBe(
            "The file is not JSON: line 2, byte 3: something is missing, left over or misspelt there."
        );
        (await simulator.SendAsync("POST", "/import/chargers", "{}")).Status.ShouldBe(422);
        (await simulator.SendAsync("POST", "/import/chargers", "charger_id", "text/plain")).ShouldBeProblem(
            415,
            "text/csv or application/json"
        );
    }
}
