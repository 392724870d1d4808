using Server.Hosting;

namespace Server.Tests.Import;

/// <summary>Vehicles: each rule as a row error, tags, and what an import does.</summary>
public sealed class VehicleImportTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string Dry = "/import/vehicles?dryRun=true";

    [Theory]
    [InlineData(",T,,,,,,", "vehicle_id", "is missing", null)]
    [InlineData("a:b,T,,,,,,", "vehicle_id", "must not contain", "a:b")]
    [InlineData("EV,,,,,,,", "id_tag", "is missing", null)]
    [InlineData("EV,123456789012345678901,,,,,,", "id_tag", "1 to 20 characters, not 21", "123456789012345678901")]
    [InlineData("EV,TÄG,,,,,,", "id_tag", "printable ASCII", "TÄG")]
    [InlineData("EV,\"A\tB\",,,,,,", "id_tag", "printable ASCII", "A\tB")]
    [InlineData("EV,ok1,,,,,,", "id_tag", "vehicle 'OK1' on line 2 has it as well", "ok1")]
    [InlineData(
        "EV,T,123456789012345678901234567890123456789012345678901,,,,,",
        "model",
        "1 to 50",
        "123456789012345678901234567890123456789012345678901"
    )]
    [InlineData("EV,T,,99,,,,", "battery_wh", "from 100", "99")]
    [InlineData("EV,T,,,101,,,", "soc_percent", "from 0 to 100", "101")]
    [InlineData("EV,T,,,half,,,", "soc_percent", "must be a number", "half")]
    [InlineData("EV,T,,,,-1,,", "max_ac_power_w", "must be from 0", "-1")]
    [InlineData("EV,T,,,,,-1,", "max_dc_power_w", "must be from 0", "-1")]
    [InlineData("EV,T,,,,,,0", "phases", "from 1 to 3", "0")]
    [InlineData("OK1,T,,,,,,", "vehicle_id", "is in this file twice: 'OK1' is on line 2 already", "OK1")]
    public async Task A_row_of_CSV(string row, string field, string mentions, string? value)
    {
        var report = await simulator.SendFileAsync(Dry, $"{Files.VehicleHeader}\nOK1,OK1,Ü-Wagen,,,,,\n{row}\n");

        report.ShouldHaveError(3, field, mentions, value);
        report.Outcomes().ShouldBe(["create", "invalid"]);
    }

    [Theory]
    [InlineData("""{ "id": "EV" }""", "[1].idTag", "is missing", null)]
    [InlineData("""{ "id": "EV", "idTag": "" }""", "[1].idTag", "1 to 20", "")]
    [InlineData(
        """{ "id": "EV", "idTag": "T", "taperFromPercent": 100 }""",
        "[1].taperFromPercent",
        "from 10 to 99",
        "100"
    )]
    [InlineData("""{ "id": "EV", "idTag": "T", "batteryWh": "60000" }""", "[1].batteryWh", "must be a number", "60000")]
    [InlineData("""{ "id": "EV", "idTag": "T", "colour": "red" }""", "[1].colour", "is no field here", null)]
    [InlineData("""{ "id": "EV", "idTag": "Ok1" }""", "[1].idTag", "is in this file twice", "Ok1")]
    public async Task An_item_of_JSON(string item, string field, string mentions, string? value)
    {
        var report = await simulator.SendFileAsync(Dry, $"[{{\"id\":\"OK1\",\"idTag\":\"OK1\"}},\n{item}]");

        report.ShouldHaveError(2, field, mentions, value);
    }

    [Fact]
    public async Task Vehicles_are_created_changed_and_left_alone()
    {
        const string file =
            Files.VehicleHeader
            + ",taper_from_percent,charge_limit_percent,battery_temperature_c\n"
            + "C1,TC1,Compact,58000,20,11000,125000,3,70,80,-5\nC2,TC2,,,,,,,,,\n";
        (await simulator.SendFileAsync(Dry, file)).Outcomes().ShouldBe(["create", "create"]);
        (await simulator.SendFileAsync("/import/vehicles", file)).Counts().ShouldBe((2, 0, 0));
        (await simulator.SendFileAsync("/import/vehicles", file)).Errors().Count.ShouldBe(2);

        var car = (await simulator.SendAsync("GET", "/vehicles/C1")).Json;
        ((double)car["batteryWh"]!).ShouldBe(58000);
        ((double)car["taperFromPercent"]!).ShouldBe(70);
        ((double)car["chargeLimitPercent"]!).ShouldBe(80);
        ((double)car["batteryTemperatureC"]!).ShouldBe(-5);
        ((double)(await simulator.SendAsync("GET", "/vehicles/C2")).Json["taperFromPercent"]!).ShouldBe(80);

        // Without its column the taper stays; an empty cell takes the default.
        var report = await simulator.SendFileAsync(
            "/import/vehicles?mode=upsert",
            $"{Files.VehicleHeader}\nC1,TC1,Compact,58000,30,11000,,3\nC2,TC2,,,,,,\nC3,TC3,,,,,,\n"
        );
        report.Counts().ShouldBe((1, 1, 1));
        report.Json["items"]![0]!.Changes().ShouldBe(["soc_percent", "max_dc_power_w"]);
        car = (await simulator.SendAsync("GET", "/vehicles/C1")).Json;
        ((double)car["maxDcPowerW"]!).ShouldBe(120_000);
        ((double)car["taperFromPercent"]!).ShouldBe(70);
    }

    [Fact]
    public async Task A_tag_is_of_one_vehicle_of_a_location_when_all_is_done()
    {
        const string upsert = "/import/vehicles?mode=upsert";
        await using var own = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        (await own.SendFileAsync("/import/vehicles", """[{"id":"A","idTag":"TA"},{"id":"B","idTag":"TB"}]"""))
            .Counts()
            .ShouldBe((2, 0, 0));

        (await own.SendFileAsync("/import/vehicles", """[{"id":"C","idTag":"ta"}]""")).ShouldHaveError(
            1,
            "[0].idTag",
            "vehicle 'A' of this location",
            "ta"
        );
        (await own.SendFileAsync(upsert, """[{"id":"B","idTag":"ta"}]""")).ShouldHaveError(
            1,
            "[0].idTag",
            "vehicle 'A'",
            "ta"
        );
        // The file keeps A's tag: it is not free.
        var kept = await own.SendFileAsync(
            upsert,
            "[{\"id\":\"B\",\"idTag\":\"ta\"},\n{\"id\":\"A\",\"socPercent\":50}]"
        );
        kept.ShouldHaveError(2, "[1].idTag", "vehicle 'B' on line 1 has it as well");
        kept.Outcomes().ShouldBe(["update", "invalid"]);
        // A ring of tags: each is free when all is done.
        (
            await own.SendFileAsync(
                upsert,
                """[{"id":"A","idTag":"tb"},{"id":"B","idTag":"ta"},{"id":"C","idTag":"TC"}]"""
            )
        )
            .Counts()
            .ShouldBe((1, 2, 0));
        ((string?)(await own.SendAsync("GET", "/vehicles/A")).Json["idTag"]).ShouldBe("tb");

        // Another location's tags are free here, but not its ids.
        (await own.SendAsync("POST", "/locations", """{"name":"Depot"}""")).Status.ShouldBe(201);
        (await own.SendAsync("POST", "/locations/activate/depot")).Status.ShouldBe(200);
        (await own.SendFileAsync("/import/vehicles", """[{"id":"D","idTag":"TB"}]""")).Counts().ShouldBe((1, 0, 0));
        (await own.SendFileAsync(upsert, """[{"id":"A","idTag":"X"}]""")).ShouldHaveError(
            1,
            "[0].id",
            "PATCH /vehicles/A",
            "A"
        );
        (await own.SendFileAsync(upsert, """[{"id":"D","locationId":"default"}]""")).ShouldHaveError(
            1,
            "[0].locationId",
            "PATCH"
        );
    }
}
