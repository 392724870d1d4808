using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Server.Hosting;
using Server.Import;

namespace Server.Tests.Import;

/// <summary>An export imports again unchanged: generated fleets, on the real importer and the real database.</summary>
public sealed class ExportRoundTripTests
{
    private static readonly Gen<char> Printable = Gen.Frequency(
        (6, Gen.Choose(' ', '~').Select(code => (char)code)),
        (4, Gen.Elements("=+-@'\",;{}\\ #1aZ".ToCharArray()))
    );

    [Fact]
    public void Each_cell_comes_back_as_it_was() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                    CsvFormula.Unguard(CsvFormula.Guard(text.Get)) == text.Get && !IsFormula(CsvFormula.Guard(text.Get))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("-", "'-")]
    [InlineData("\tx", "'\tx")]
    [InlineData("'tis", "'tis")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe(string text, string cell) =>
        CsvFormula.Guard(text).ShouldBe(cell);

    [Fact]
    public async Task Chargers()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        foreach (var (fleet, round) in Sample(Fleet(Charger), 25))
        {
            await RoundTripAsync(simulator, "chargers", fleet, round);
        }
    }

    [Fact]
    public async Task Vehicles()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        foreach (var (fleet, round) in Sample(Fleet(Vehicle), 40))
        {
            await RoundTripAsync(simulator, "vehicles", fleet, round);
        }
    }

    [Fact]
    public async Task What_has_changed_since_the_first_start_is_exported_and_no_secret_is()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        const string password = "00112233445566778899aabbccddeeff";
        await simulator.OnlineAsync(
            "L1",
            """ "configuration":{"BlinkRepeat":"3","SupportedFeatureProfiles":"Core,SmartCharging"} """
        );
        await simulator.SendAsync("POST", "/chargers/L1/config", """{"key":"BlinkRepeat","value":"7"}""");
        await simulator.SendAsync("POST", "/chargers/L1/config", """{"key":"MeterValueSampleInterval","value":"33"}""");
        await simulator.SendAsync(
            "POST",
            "/chargers/L1/config",
            $$"""{"key":"AuthorizationKey","value":"{{password}}"}"""
        );
        await simulator.SendAsync("POST", "/chargers/L1/config", """{"key":"SecurityProfile","value":"1"}""");
        await simulator.UntilAsync("L1", charger => (string?)charger["connection"] == "connected");

        var json = await simulator.ExportAsync("/export/chargers");
        var csv = await simulator.ExportAsync("/export/chargers?format=csv");

        var charger = JsonNode.Parse(json)![0]!;
        ((int)charger["meterIntervalSeconds"]!).ShouldBe(33);
        ((int)charger["securityProfile"]!).ShouldBe(1);
        ((string?)charger["configuration"]!["BlinkRepeat"]).ShouldBe("7");
        ((string?)charger["configuration"]!["SupportedFeatureProfiles"]).ShouldBe("Core,SmartCharging");
        (json + csv).ToUpperInvariant().ShouldNotContain(password.ToUpperInvariant());
        (json + csv).ShouldNotContain("AuthorizationKey");
        foreach (var file in new[] { json, csv })
        {
            (await simulator.SendFileAsync("/import/chargers?mode=upsert&dryRun=true", file))
                .Counts()
                .ShouldBe((0, 0, 1));
        }

        // A change beside it keeps the password that only the charger has.
        charger["vendor"] = "Changed";
        (await simulator.SendFileAsync("/import/chargers?mode=upsert", $"[{charger.ToJsonString()}]"))
            .Counts()
            .ShouldBe((0, 1, 0));
        await simulator.UntilAsync("L1", changed => (string?)changed["registration"] == "Accepted");
        (
            (string?)
                (
                    await simulator.SendFileAsync(
                        "/import/chargers?mode=upsert&dryRun=true",
                        $$"""[{"id":"L1","password":"{{password}}"}]"""
                    )
                ).Json["items"]![0]!["outcome"]
        ).ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_file_has_a_name_a_type_and_a_location()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        (await simulator.SendAsync("POST", "/locations", """{"name":"Depot"}""")).Status.ShouldBe(201);
        await simulator.CreateAsync("D1", """ "locationId":"depot","model":"=cmd|x" """);

        using var csv = await simulator.Http.GetAsync("/export/chargers?format=csv&locationId=depot");
        csv.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        csv.Content.Headers.ContentDisposition!.FileName.ShouldBe("chargers-depot.csv");
        var text = await csv.Content.ReadAsStringAsync();
        text.ShouldStartWith(
            $"{Files.ChargerHeader},cable,security_profile,meter_interval_seconds,configuration\r\nD1,,Simulated,'=cmd|x,"
        );
        (await simulator.ExportAsync("/export/chargers")).ShouldBe("[]\n");
        (await simulator.SendAsync("GET", "/export/chargers?format=xml")).ShouldBeInvalid("format");
        (await simulator.SendAsync("GET", "/export/vehicles?locationId=none")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task No_cell_is_taken_for_two_by_a_spreadsheet_that_separates_by_semicolons()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.CreateAsync("S1", """ "vendor":"a;=1+1;b" """);

        (await simulator.ExportAsync("/export/chargers?format=csv")).ShouldContain("S1,,\"a;=1+1;b\",");
    }

    [Fact]
    public async Task Chargers_that_are_gone_come_back_with_a_password_of_the_file()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        const string password = "00112233445566778899AABBCCDDEEFF";
        await simulator.CreateAsync("P1", $""" "securityProfile":1,"password":"{password}" """);
        var (csv, json) = (
            await simulator.ExportAsync("/export/chargers?format=csv"),
            await simulator.ExportAsync("/export/chargers")
        );
        (csv + json).ShouldNotContain(password);
        (await simulator.SendAsync("DELETE", "/chargers/P1")).Status.ShouldBe(204);
        (await simulator.SendFileAsync("/import/chargers", csv)).Errors().Single().Message.ShouldContain("is missing");

        var row = csv.TrimEnd().Split("\r\n")[1];
        row.ShouldEndWith(",1,10,");
        var withKey = csv.Replace(
            row,
            row
                + $$"""
                "{""AuthorizationKey"":""{{password}}""}"
                """
        );
        (await simulator.SendFileAsync("/import/chargers?dryRun=true", withKey)).Counts().ShouldBe((1, 0, 0));
        var withField = json.Replace("\"securityProfile\":1", $"\"securityProfile\":1,\"password\":\"{password}\"");
        (await simulator.SendFileAsync("/import/chargers", withField)).Counts().ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task It_is_the_same_text_after_a_restart()
    {
        var settings = new SimulatorSettings { NoDemo = true, DataDir = Scratch.Directory() };
        string before;
        await using (var first = await Simulator.StartAsync(settings))
        {
            await first.CreateAsync(
                "O1",
                """ "configuration":{"HeartbeatInterval":"99","WebSocketPingInterval":"7","BlinkRepeat":"3","CpoName":"N","LocalPreAuthorize":"false"} """
            );
            await first.SendAsync("POST", "/chargers/O1/config", """{"key":"ConnectionTimeOut","value":"61"}""");
            before = await first.ExportAsync("/export/chargers");
        }

        await using var again = await Simulator.StartAsync(settings);

        (await again.ExportAsync("/export/chargers")).ShouldBe(before);
    }

    [Fact]
    public async Task Columns_that_few_chargers_need_are_there_when_one_does_and_their_cells_are_checked()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.CreateAsync("A");
        var usual = await simulator.ExportAsync("/export/chargers?format=csv");
        usual.ShouldNotContain("authorize_before_start");
        await simulator.CreateAsync("B", """ "authorizeBeforeStart":false,"quirks":["missing-subprotocol-header"] """);

        var rare = await simulator.ExportAsync("/export/chargers?format=csv");

        rare.ShouldContain(
            "configuration,authorize_before_start,boot_on_reconnect,backup_power,resume_after_power_loss,"
                + "max_reconnect_attempts,max_reconnect_minutes,quirks\r\n"
        );
        rare.ShouldEndWith(",false,false,false,true,,,missing-subprotocol-header\r\n");
        var wrong = await simulator.SendFileAsync(
            "/import/chargers",
            $"{Files.ChargerHeader},authorize_before_start,backup_power,quirks\nC,,,,,,1,,,,,,yes,1,Sings\n"
        );
        wrong.Json["errors"]!
            .AsArray()
            .Select(error => ((string?)error!["field"], (string?)error["value"]))
            .ShouldBe(
                [("authorize_before_start", "yes"), ("backup_power", "1"), ("quirks", "Sings")],
                ignoreOrder: true
            );
    }

    private static async Task RoundTripAsync(Simulator simulator, string what, JsonArray fleet, string round)
    {
        (await simulator.SendFileAsync($"/import/{what}", fleet.ToJsonString()))
            .Counts()
            .ShouldBe((fleet.Count, 0, 0), round);
        var files = new[]
        {
            await simulator.ExportAsync($"/export/{what}?format=json"),
            await simulator.ExportAsync($"/export/{what}?format=csv"),
        };
        foreach (var file in files)
        {
            (await simulator.SendFileAsync($"/import/{what}?mode=upsert&dryRun=true", file))
                .Counts()
                .ShouldBe((0, 0, fleet.Count), round + file);
        }

        foreach (var (file, format) in files.Zip(["json", "csv"]))
        {
            await DeleteAllAsync(simulator, what, fleet);
            (await simulator.SendFileAsync($"/import/{what}", file))
                .Counts()
                .ShouldBe((fleet.Count, 0, 0), round + file);
            (await simulator.ExportAsync($"/export/{what}?format={format}")).ShouldBe(file, round);
            // Nothing is lost by the way of CSV either.
            (await simulator.ExportAsync($"/export/{what}?format=json")).ShouldBe(files[0], round);
        }

        await DeleteAllAsync(simulator, what, fleet);
    }

    private static async Task DeleteAllAsync(Simulator simulator, string what, JsonArray fleet)
    {
        foreach (var item in fleet)
        {
            (
                await simulator.SendAsync("DELETE", $"/{what}/{Uri.EscapeDataString((string)item!["id"]!)}")
            ).Status.ShouldBe(204);
        }
    }

    private static IEnumerable<(JsonArray Fleet, string Round)> Sample(Gen<JsonArray> fleets, int rounds) =>
        fleets
            .Sample(numberOfSamples: rounds, size: 10)
            .Select((fleet, i) => (fleet, $"Round {i}: {fleet.ToJsonString()}\n"));

    /// <summary>Up to 12, the empty one included, with ids of their own.</summary>
    private static Gen<JsonArray> Fleet(Func<int, Gen<JsonObject>> item) =>
        from count in Gen.Choose(0, 12)
        from items in Gen.CollectToArray(Enumerable.Range(0, count).Select(item))
        select new JsonArray([.. items]);

    private static Gen<JsonObject> Charger(int index) =>
        from id in Id(index)
        from fields in Some(
            ("vendor", Text(20)),
            ("model", Text(20)),
            ("serialNumber", Text(25)),
            ("firmwareVersion", Text(50)),
            ("csmsUrl", Gen.Elements("ws://a:1/x", "wss://b/ocpp?x=\"1\",2;3").Select(Node)),
            ("meterIntervalSeconds", Gen.Choose(0, 1000).Select(Node)),
            ("authorizeBeforeStart", Gen.Elements(true, false).Select(Node)),
            ("bootOnReconnect", Gen.Elements(true, false).Select(Node)),
            ("backupPower", Gen.Elements(true, false).Select(Node)),
            ("resumeAfterPowerLoss", Gen.Elements(true, false).Select(Node)),
            ("maxReconnectAttempts", Gen.Choose(1, 9).Select(Node)),
            ("maxReconnectMinutes", Gen.Choose(1, 9).Select(Node)),
            (
                "quirks",
                Gen.Elements<string[]>([], ["missing-subprotocol-header"], ["power-in-kilowatts", "celsius-spelling"])
                    .Select(Node)
            )
        )
        from evses in Gen.Choose(1, 4)
        from types in Gen.ListOf(Gen.Elements("AC", "DC"), evses)
        from more in Gen.ListOf(
            Some(
                ("maxPowerW", Number(1, 10_000_000)),
                ("voltageV", Number(10, 2000)),
                ("phases", Gen.Choose(1, 3).Select(Node)),
                ("connectorType", Text(40)),
                ("cable", Gen.Elements("socket", "fixed").Select(Node))
            ),
            evses
        )
        from keys in Some(
            ("HeartbeatInterval", Gen.Choose(0, 9999).Select(n => Node(n.ToString()))),
            ("BlinkRepeat", Gen.Choose(0, 9).Select(n => Node(n.ToString()))),
            ("LocalPreAuthorize", Gen.Elements("true", "false").Select(Node)),
            ("CpoName", Gen.Elements("A, \"B\"; C", "=1+1").Select(Node)),
            ("SupportedFeatureProfiles", Gen.Elements("Core", "Core,Reservation").Select(Node))
        )
        select With(
            fields,
            ("id", id),
            ("configuration", keys),
            (
                "evses",
                new JsonArray([
                    .. types
                        .Zip(more)
                        .Select((evse, i) => With(evse.Second, ("id", Node(i + 1)), ("currentType", Node(evse.First)))),
                ])
            )
        );

    private static Gen<JsonObject> Vehicle(int index) =>
        from id in Id(index)
        from tag in Printable.ListOf(12).Select(chars => Node(new string([.. chars]) + index.ToString("000")))
        from fields in Some(
            ("model", Gen.OneOf(Text(50), Gen.Elements("Citroën ë-C4", "东风", "😀=", "'-").Select(Node))),
            ("batteryWh", Number(100, 10_000_000)),
            ("socPercent", Number(0, 100)),
            ("maxAcPowerW", Number(1, 1_000_000)),
            ("maxDcPowerW", Number(0, 10_000_000)),
            ("phases", Gen.Choose(1, 3).Select(Node)),
            ("taperFromPercent", Number(10, 99)),
            ("chargeLimitPercent", Number(10, 100)),
            ("batteryTemperatureC", Number(-40, 60))
        )
        select With(fields, ("id", id), ("idTag", tag));

    private static Gen<JsonNode> Id(int index) =>
        from rest in Printable.Where(c => c is not ('/' or '\\' or ':' or '%')).ListOf(6)
        select Node($"{new string([.. rest]).TrimStart()}{index}");

    private static Gen<JsonNode> Text(int most) =>
        from length in Gen.Choose(1, most)
        from chars in Printable.ListOf(length)
        select Node(new string([.. chars]));

    private static Gen<JsonNode> Number(int least, int most) =>
        from whole in Gen.Choose(least, most)
        from part in Gen.Elements(0, 0.5, 0.1, 1.0 / 3)
        select JsonSerializer.SerializeToNode(Math.Min(most, whole + part))!;

    /// <summary>Each field or none.</summary>
    private static Gen<JsonObject> Some(params (string Name, Gen<JsonNode> Value)[] fields) =>
        Gen.CollectToArray(
                fields.Select(field =>
                    from there in Gen.Elements(true, false)
                    from value in field.Value
                    select (field.Name, Value: there ? value : null)
                )
            )
            .Select(chosen => new JsonObject(
                chosen
                    .Where(field => field.Value is not null)
                    .Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value!.DeepClone()))
            ));

    private static JsonObject With(JsonObject fields, params (string Name, JsonNode Value)[] more)
    {
        var all = (JsonObject)fields.DeepClone();
        foreach (var (name, value) in more)
        {
            all[name] = value.DeepClone();
        }

        return all;
    }

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value)!;

    private static bool IsFormula(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
