using System.Text.Json.Nodes;
using Server.Hosting;

namespace Server.Tests.Import;

/// <summary>What an import does to chargers: creates, changes, leaves alone; all or nothing.</summary>
public sealed class ChargerImportTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string Upsert = "/import/chargers?mode=upsert";

    [Fact]
    public async Task It_goes_into_the_location_that_is_named_whichever_is_active()
    {
        await using var own = await Simulator.StartAsync(new() { NoDemo = true });
        (await own.SendAsync("POST", "/locations", """{"name":"Annex"}""")).Status.ShouldBe(201);

        var chargers = await own.SendFileAsync(
            "/import/chargers?locationId=annex",
            """[{"id":"N1","evses":[{"id":1}]}]"""
        );
        chargers.Counts().ShouldBe((1, 0, 0));
        var vehicles = await own.SendFileAsync("/import/vehicles?locationId=annex", """[{"id":"N1","idTag":"N1"}]""");
        vehicles.Counts().ShouldBe((1, 0, 0));

        ((string?)(await own.ChargerAsync("N1"))["locationId"]).ShouldBe("annex");
        ((string?)(await own.SendAsync("GET", "/vehicles/N1")).Json["locationId"]).ShouldBe("annex");
        (await own.SendFileAsync("/import/chargers?mode=upsert&locationId=annex", """[{"id":"N1","vendor":"W"}]"""))
            .Counts()
            .ShouldBe((0, 1, 0));
        (await own.SendFileAsync("/import/vehicles?locationId=none", "[]")).ShouldBeProblem(404, "none");
    }

    [Fact]
    public async Task A_CSV_file_creates_chargers_with_defaults_for_what_is_empty()
    {
        var file = $$"""
            {{Files.ChargerHeader}},configuration,cable,meter_interval_seconds
            A1,ws://127.0.0.1:9/ocpp,Acme,AC22,S-1,1.2.3,1,AC,Type2,11000.5,1,231,"{""HeartbeatInterval"":""61""}",fixed,7
            A1,,,,,,2,DC,,,,,,,
            A2,,,,,,1,,,,,,,,
            """;

        (await simulator.SendFileAsync("/import/chargers?dryRun=true", file)).Outcomes().ShouldBe(["create", "create"]);
        (await simulator.SendAsync("GET", "/chargers/A1")).Status.ShouldBe(404);
        var report = await simulator.SendFileAsync("/import/chargers", file);

        report.Status.ShouldBe(200);
        report.Counts().ShouldBe((2, 0, 0));
        report.Json["items"]!
            .AsArray()
            .Select(item => ((int)item!["line"]!, (string?)item["id"]))
            .ShouldBe([(2, "A1"), (4, "A2")]);
        var charger = await simulator.ChargerAsync("A1");
        ((string?)charger["csmsUrl"]).ShouldBe("ws://127.0.0.1:9/ocpp");
        ((bool)charger["running"]!).ShouldBeFalse();
        charger["evses"]!
            .AsArray()
            .Select(evse =>
                (
                    (double)evse!["maxPowerW"]!,
                    (double)evse["voltageV"]!,
                    (int?)evse["phases"],
                    (string?)evse["cable"],
                    (string?)evse["connectorType"]
                )
            )
            .ShouldBe([(11000.5, 231, 1, "fixed", "Type2"), (50_000, 400, null, "fixed", "CCS2")]);
        (await KeyAsync("A1", "HeartbeatInterval")).ShouldBe("61");
        (await KeyAsync("A1", "MeterValueSampleInterval")).ShouldBe("7");
        (await KeyAsync("A2", "MeterValueSampleInterval")).ShouldBe("10");
    }

    [Fact]
    public async Task Upsert_changes_what_the_file_has_and_says_what()
    {
        await simulator.CreateAsync(
            "U1",
            """ "vendor":"Acme","serialNumber":"S1","password":"00112233445566778899aabbccddeeff","securityProfile":1 """
        );
        await simulator.CreateAsync("U2", """ "vendor":"Acme" """);
        const string file = """
            [
              { "id": "U1", "vendor": "Other", "serialNumber": null, "password": null, "meterIntervalSeconds": 5,
                "configuration": { "heartbeatinterval": "62" } },
              { "id": "U2", "vendor": "Acme" },
              { "id": "U3", "evses": [ { "id": 1 } ] }
            ]
            """;

        var dry = await simulator.SendFileAsync($"{Upsert}&dryRun=true", file);
        var report = await simulator.SendFileAsync(Upsert, file);

        dry.Text.ShouldBe(report.Text);
        report.Counts().ShouldBe((1, 1, 1));
        report.Outcomes().ShouldBe(["update", "unchanged", "create"]);
        report.Json["items"]![0]!
            .Changes()
            .ShouldBe(
                ["[0].vendor", "[0].serialNumber", "[0].meterIntervalSeconds", "[0].configuration.HeartbeatInterval"],
                ignoreOrder: true
            );
        report.Json["items"]![1]!["changes"].ShouldBeNull();
        var charger = await simulator.ChargerAsync("U1");
        ((string?)charger["vendor"]).ShouldBe("Other");
        ((string?)charger["serialNumber"]).ShouldBeNull();
        (await KeyAsync("U1", "HeartbeatInterval")).ShouldBe("62");
        // Kept: the password, without which the profile could not be.
        (await KeyAsync("U1", "SecurityProfile")).ShouldBe("1");
        (await simulator.SendFileAsync(Upsert, file)).Counts().ShouldBe((0, 0, 3));
    }

    [Fact]
    public async Task Upsert_of_CSV_keeps_what_it_has_no_column_for_and_resets_empty_cells()
    {
        await simulator.CreateAsync(
            "V1",
            """ "vendor":"Acme","bootOnReconnect":true,"quirks":[],"meterIntervalSeconds":5,"evses":[{"id":1,"cable":"fixed"},{"id":2}] """
        );

        var report = await simulator.SendFileAsync(
            Upsert,
            $"{Files.ChargerHeader},meter_interval_seconds\nV1,,,,,,1,AC,,,,,\nV1,,,,,,2,AC,,7400,1,,\n"
        );

        report.Json["items"]![0]!
            .Changes()
            .ShouldBe(["vendor", "max_power_w", "phases", "meter_interval_seconds"], ignoreOrder: true);
        var charger = await simulator.ChargerAsync("V1");
        ((string?)charger["vendor"]).ShouldBe("Simulated");
        ((string?)charger["evses"]![0]!["cable"]).ShouldBe("fixed");
        ((double)charger["evses"]![1]!["maxPowerW"]!).ShouldBe(7400);
        (await KeyAsync("V1", "MeterValueSampleInterval")).ShouldBe("10");
        // EVSEs are a list: one less in the file is one less.
        (
            await simulator.SendFileAsync(Upsert, $"{Files.ChargerHeader}\nV1,,,,,,1,AC,,,,\n")
        ).Json["items"]![0]!.Changes().ShouldBe(["evse_id"]);
        (await simulator.ChargerAsync("V1"))["evses"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_there_already_is_an_error_that_says_where_and_how()
    {
        await using var own = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await own.CreateAsync("HERE");
        (await own.SendAsync("POST", "/locations", """{"name":"Depot"}""")).Status.ShouldBe(201);
        await own.CreateAsync("THERE", """ "locationId":"depot" """);
        const string file = """[{"id":"HERE","evses":[{"id":1}]},{"id":"THERE","evses":[{"id":1}]}]""";

        var create = await own.SendFileAsync("/import/chargers", file);
        create.Errors().Select(error => (error.Field, error.Value)).ShouldBe([("[0].id", "HERE"), ("[1].id", "THERE")]);
        create.Errors()[0].Message.ShouldContain("mode=upsert");
        create.Errors()[1].Message.ShouldContain("location 'depot'");
        create.Errors()[1].Message.ShouldContain("PATCH /chargers/THERE");

        var upsert = await own.SendFileAsync(Upsert, file);
        upsert.Outcomes().ShouldBe(["unchanged", "invalid"]);
        upsert.ShouldHaveError(1, "[1].id", "PATCH /chargers/THERE", "THERE");
        (await own.SendFileAsync(Upsert, """[{"id":"HERE","locationId":"depot"}]""")).ShouldHaveError(
            1,
            "[0].locationId",
            "PATCH"
        );
    }

    [Fact]
    public async Task A_charger_that_charges_is_an_error_and_the_others_are_left_alone()
    {
        await simulator.OnlineAsync("T1");
        await simulator.OnlineAsync("T2");
        (
            await simulator.SendAsync("POST", "/chargers/T1/evses/1/start-transaction", """{"idTag":"TAG"}""")
        ).Status.ShouldBe(202);
        await simulator.UntilAsync("T1", charger => charger["evses"]![0]!["transaction"] is not null);
        const string file = """[{"id":"T2","vendor":"New"},{"id":"T1","vendor":"New"}]""";

        var report = await simulator.SendFileAsync(Upsert, file);

        report.ShouldHaveError(1, "[1].id", "stop its transactions first", "T1");
        ((string?)(await simulator.ChargerAsync("T2"))["vendor"]).ShouldBe("Simulated");
        // What is unchanged may charge on.
        (await simulator.SendFileAsync(Upsert, """[{"id":"T1","vendor":"Simulated"}]"""))
            .Counts()
            .ShouldBe((0, 0, 1));
        (await simulator.SendAsync("POST", "/chargers/T1/evses/1/stop-transaction", "{}")).Status.ShouldBe(202);
        await simulator.UntilAsync("T1", charger => charger["evses"]![0]!["transaction"] is null);

        (await simulator.SendFileAsync(Upsert, file)).Counts().ShouldBe((0, 2, 0));

        // They should run, so they run again, under the new name.
        await simulator.UntilAsync("T1", charger => (string?)charger["registration"] == "Accepted");
        var started = await simulator.UntilAsync("T2", charger => (string?)charger["registration"] == "Accepted");
        ((string?)started["vendor"]).ShouldBe("New");
    }

    [Fact]
    public async Task What_is_imported_is_there_after_a_restart()
    {
        var directory = Scratch.Directory();
        var settings = new SimulatorSettings { NoDemo = true, DataDir = directory };
        const string cars = """[{"id":"EV1","idTag":"T1","taperFromPercent":70},{"id":"EV2","idTag":"T2"}]""";
        await using (var first = await Simulator.StartAsync(settings))
        {
            await first.OnlineAsync("R1", """ "password":"00112233445566778899aabbccddeeff","securityProfile":1 """);
            (
                await first.SendFileAsync(
                    Upsert,
                    """[{"id":"R1","meterIntervalSeconds":3},{"id":"R2","evses":[{"id":1},{"id":2}]}]"""
                )
            )
                .Counts()
                .ShouldBe((1, 1, 0));
            (await first.SendFileAsync("/import/vehicles", cars)).Counts().ShouldBe((2, 0, 0));
        }

        await using var second = await Simulator.StartAsync(settings);

        await second.UntilAsync("R1", charger => (string?)charger["registration"] == "Accepted");
        (
            await second.SendFileAsync(
                $"{Upsert}&dryRun=true",
                """[{"id":"R1","meterIntervalSeconds":3,"securityProfile":1,"password":"00112233445566778899aabbccddeeff"},{"id":"R2","evses":[{"id":1},{"id":2}]}]"""
            )
        )
            .Counts()
            .ShouldBe((0, 0, 2));
        (await second.SendFileAsync("/import/vehicles?mode=upsert&dryRun=true", cars)).Counts().ShouldBe((0, 0, 2));
    }

    private async Task<string?> KeyAsync(string id, string key) =>
        (string?)
            (await simulator.SendAsync("GET", $"/chargers/{id}/config"))
                .Json.AsArray()
                .First(pair => (string?)pair!["key"] == key)!["value"];
}
