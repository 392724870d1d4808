namespace Server.Tests.Import;

/// <summary>Each rule of a charger's definition, as a row error of both formats.</summary>
public sealed class ChargerRuleTests(Simulator simulator) : IClassFixture<Simulator>
{
    private const string Dry = "/import/chargers?dryRun=true";

    // charger_id to voltage_v, then the optional cable, security_profile, meter_interval_seconds, configuration.
    [Theory]
    [InlineData(",,,,,,1,,,,,", "charger_id", "is missing", null)]
    [InlineData("a/b,,,,,,1,,,,,", "charger_id", "must not contain", "a/b")]
    [InlineData("a%b,,,,,,1,,,,,", "charger_id", "must not contain", "a%b")]
    [InlineData(" a,,,,,,1,,,,,", "charger_id", "must not begin or end with a space", " a")]
    [InlineData("a ,,,,,,1,,,,,", "charger_id", "must not begin or end with a space", "a ")]
    [InlineData("..,,,,,,1,,,,,", "charger_id", "must not be . or ..", "..")]
    [InlineData("Säule,,,,,,1,,,,,", "charger_id", "printable ASCII", "Säule")]
    [InlineData("A,http://x,,,,,1,,,,,", "csms_url", "ws:// or wss://", "http://x")]
    [InlineData("A,nowhere,,,,,1,,,,,", "csms_url", "ws:// or wss://", "nowhere")]
    [InlineData("A,,123456789012345678901,,,,1,,,,,", "vendor", "1 to 20 characters, not 21", "123456789012345678901")]
    [InlineData("A,,,Ø,,,1,,,,,", "model", "printable ASCII", "Ø")]
    [InlineData("A,,,,12345678901234567890123456,,1,,,,,", "serial_number", "1 to 25", "12345678901234567890123456")]
    [InlineData(
        "A,,,,,123456789012345678901234567890123456789012345678901,1,,,,,",
        "firmware_version",
        "1 to 50",
        "123456789012345678901234567890123456789012345678901"
    )]
    [InlineData("A,,,,,,,,,,,", "evse_id", "is missing", null)]
    [InlineData("A,,,,,,2,,,,,", "evse_id", "must be 1, not 2: EVSE ids are 1, 2, 3", "2")]
    [InlineData("A,,,,,,0,,,,,", "evse_id", "must be a whole number", "0")]
    [InlineData("A,,,,,,1.5,,,,,", "evse_id", "must be a whole number", "1.5")]
    [InlineData("A,,,,,,one,,,,,", "evse_id", "must be a number such as", "one")]
    [InlineData("A,,,,,,1,XY,,,,", "current_type", "must be one of AC, DC", "XY")]
    [InlineData("A,,,,,,1,,Typ’2,,,", "connector_type", "printable ASCII", "Typ’2")]
    [InlineData("A,,,,,,1,,,0,,", "max_power_w", "must be from 1", "0")]
    [InlineData("A,,,,,,1,,,1e9,,", "max_power_w", "must be from 1", "1e9")]
    [InlineData("A,,,,,,1,,,-1,,", "max_power_w", "must be from 1", "-1")]
    [InlineData("A,,,,,,1,,,\"22,000\",,", "max_power_w", "must be a number such as", "22,000")]
    [InlineData("A,,,,,,1,,,1e999,,", "max_power_w", "must be from 1", "1e999")]
    [InlineData("A,,,,,,1,,,,4,", "phases", "from 1 to 3", "4")]
    [InlineData("A,,,,,,1,,,,,9", "voltage_v", "must be from 10", "9")]
    [InlineData("A,,,,,,1,,,,,,loose,,,", "cable", "must be one of", "loose")]
    [InlineData("A,,,,,,1,,,,,,,4,,", "security_profile", "from 0 to 3", "4")]
    [InlineData("A,,,,,,1,,,,,,,1,,", "configuration", "password (key AuthorizationKey) is missing", null)]
    [InlineData("A,,,,,,1,,,,,,,,-1,", "meter_interval_seconds", "must be a whole number", "-1")]
    [InlineData("A,,,,,,1,,,,,,,,,nonsense", "configuration", "must be a JSON object of strings", null)]
    [InlineData("A,,,,,,1,,,,,,,,,[]", "configuration", "must be an object, not an array", null)]
    [InlineData("A,,,,,,1,,,,,,,,,\"{\"\"Nope\"\":\"\"1\"\"}\"", "configuration", "Nope is no configuration key", null)]
    [InlineData(
        "A,,,,,,1,,,,,,,,,\"{\"\"HeartbeatInterval\"\":\"\"x\"\"}\"",
        "configuration",
        "HeartbeatInterval",
        "x"
    )]
    [InlineData("A,,,,,,1,,,,,,,,,\"{\"\"HeartbeatInterval\"\":5}\"", "configuration", "must be a string", "5")]
    [InlineData(
        "A,,,,,,1,,,,,,,,7,\"{\"\"MeterValueSampleInterval\"\":\"\"8\"\"}\"",
        "meter_interval_seconds",
        "disagrees with configuration",
        "7"
    )]
    [InlineData(
        "A,,,,,,1,,,,,,,,,\"{\"\"AuthorizationKey\"\":\"\"tooshort\"\"}\"",
        "configuration",
        "password (key AuthorizationKey)",
        null
    )]
    public async Task A_row_of_CSV(string row, string field, string mentions, string? value)
    {
        var optional = row.Count(c => c == ',') - (row.Contains("\"22", StringComparison.Ordinal) ? 1 : 0) > 11;
        var header = optional
            ? $"{Files.ChargerHeader},cable,security_profile,meter_interval_seconds,configuration"
            : Files.ChargerHeader;

        var report = await simulator.SendFileAsync(
            Dry,
            $"{header}\nOK1,,,,,,1,,,,,{(optional ? ",,,," : "")}\n{row}\n"
        );

        report.Status.ShouldBe(200);
        report.ShouldHaveError(3, field, mentions, value);
        report.Outcomes().ShouldBe(["create", "invalid"]);
    }

    [Theory]
    [InlineData("""{ "evses": [ { "id": 1 } ] }""", 3, "[1].id", "is missing", null)]
    [InlineData("""{ "id": "A" }""", 3, "[1].evses", "is missing", null)]
    [InlineData("""{ "id": "A", "evses": [] }""", 3, "[1].evses", "1 to 64 EVSEs, not 0", null)]
    [InlineData("""{ "id": 7, "evses": [ { "id": 1 } ] }""", 3, "[1].id", "must be a string, not a number", "7")]
    [InlineData(
        "{ \"id\": \"A\", \"evses\": [ { \"id\": 1 },\n { \"id\": 3 } ] }",
        4,
        "[1].evses[1].id",
        "must be 2, not 3",
        "3"
    )]
    [InlineData(
        "{ \"id\": \"A\", \"evses\": [ { \"id\": 1,\n\n\"phases\": true } ] }",
        5,
        "[1].evses[0].phases",
        "must be a whole number, not true or false",
        "true"
    )]
    [InlineData(
        """{ "id": "A", "evses": [ { "id": 1 } ], "locationId": "x" }""",
        3,
        "[1].locationId",
        "is no field here",
        null
    )]
    [InlineData(
        """{ "id": "A", "evses": [ { "id": 1 } ], "pasword": "secret" }""",
        3,
        "[1].pasword",
        "is no field here",
        null
    )]
    [InlineData("""{ "id": "A", "evses": [ { "id": 1 } ], "password": "short" }""", 3, "[1].password", "", null)]
    [InlineData(
        "{ \"id\": \"A\", \"evses\": [ { \"id\": 1 } ],\n\"vendor\": \"x\",\n\"vendor\": \"y\" }",
        5,
        "[1].vendor",
        "is there twice",
        "y"
    )]
    [InlineData(
        """{ "id": "A", "evses": [ { "id": 1 } ], "quirks": ["no-such"] }""",
        3,
        "[1].quirks[0]",
        "must be one of",
        "no-such"
    )]
    [InlineData(
        """{ "id": "A", "evses": [ { "id": 1 } ], "configuration": { "authorizationkey": "short" } }""",
        3,
        "[1].password",
        "",
        null
    )]
    [InlineData(
        """{ "id": "A", "evses": [ { "id": 1 } ], "securityProfile": 1 }""",
        3,
        "[1].password",
        "is missing",
        null
    )]
    [InlineData(
        """{ "id": "A", "evses": [ { "id": 1 } ], "securityProfile": 3, "csmsUrl": "ws://x" }""",
        3,
        "[1].csmsUrl",
        "wss://",
        "ws://x"
    )]
    [InlineData("7", 3, "[1]", "must be an object, not a number", null)]
    [InlineData("[]", 3, "[1]", "must be an object, not an array", null)]
    public async Task An_item_of_JSON(string item, int line, string field, string mentions, string? value)
    {
        var file = $$"""
            [
              { "id": "OK1", "evses": [ { "id": 1 } ] },
              {{item}}
            ]
            """;

        var report = await simulator.SendFileAsync(Dry, file);

        report.ShouldHaveError(line, field, mentions, value);
        report.Outcomes().ShouldBe(["create", "invalid"]);
    }

    [Fact]
    public async Task Rows_of_a_charger_agree_and_are_one_below_the_other()
    {
        var report = await simulator.SendFileAsync(
            Dry,
            $"""
            {Files.ChargerHeader}
            C1,,Acme,AC22,S1,,1,,,,,
            C1,,,,S1,,2,,,,,
            C2,,Acme,,,,1,,,,,
            C2,,Other,,,,2,,,,,
            C2,,,X,,,3,,,,,
            C1,,,,,,3,,,,,
            """
        );

        report
            .Errors()
            .Select(error => (error.Line, error.Field, error.Value))
            .ShouldBe(
                [(5, "vendor", "Other"), (6, "model", "X"), (7, "evse_id", "3"), (7, "charger_id", "C1")],
                ignoreOrder: true
            );
        report.Errors().Single(error => error.Field == "charger_id").Message.ShouldContain("one below the other");
        report.Errors().Single(error => error.Field == "vendor").Message.ShouldContain("line 4");
        report.Outcomes().ShouldBe(["create", "invalid", "invalid"]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var report = await simulator.SendFileAsync(
            Dry,
            $"{Files.ChargerHeader}\nC1,,Ö,Ö,,,1,,,x,9,\nC1,,,,,,3,XY,,,,\n"
        );

        report
            .Errors()
            .Select(error => (error.Line, error.Field))
            .ShouldBe(
                [(2, "vendor"), (2, "model"), (2, "max_power_w"), (2, "phases"), (3, "evse_id"), (3, "current_type")],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_report_ends_where_nobody_would_read_on()
    {
        var rows = string.Concat(Enumerable.Range(0, 1500).Select(i => $"R{i},,Ö,,,,1,,,,,\n"));

        var report = await simulator.SendFileAsync(Dry, $"{Files.ChargerHeader}\n{rows}");

        report.Errors().Count.ShouldBe(1001);
        report.Errors()[^1].Message.ShouldBe("… and 500 more errors.");
        ((int)report.Json["errorCount"]!).ShouldBe(1500);
        report.Outcomes().Count.ShouldBe(1500);
    }
}
