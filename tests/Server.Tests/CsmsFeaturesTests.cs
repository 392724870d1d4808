using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>What the embedded CSMS has set up in a charger, as the API shows it.</summary>
public sealed class CsmsFeaturesTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task The_local_list_is_shown_with_its_version()
    {
        await simulator.OnlineAsync("LIST");
        (await simulator.SendAsync("GET", "/chargers/LIST/local-list")).Text.ShouldBe(
            """{"version":0,"inUse":true,"entries":[]}"""
        );

        await CallAsync(
            "LIST",
            "SendLocalList",
            """{"listVersion":4,"updateType":"Full","localAuthorizationList":[{"idTag":"B","idTagInfo":{"status":"Blocked"}},{"idTag":"A","idTagInfo":{"status":"Accepted","expiryDate":"2030-01-01T01:00:00+01:00","parentIdTag":"G"}}]}"""
        );
        await CallAsync("LIST", "ChangeConfiguration", """{"key":"LocalAuthListEnabled","value":"false"}""");

        (await simulator.SendAsync("GET", "/chargers/LIST/local-list")).Text.ShouldBe(
            """{"version":4,"inUse":false,"entries":[{"idTag":"A","status":"Accepted","expiryDate":"2030-01-01T00:00:00.000Z","parentIdTag":"G"},{"idTag":"B","status":"Blocked","expiryDate":null,"parentIdTag":null}]}"""
        );
    }

    [Fact]
    public async Task Reservations_are_listed()
    {
        await simulator.OnlineAsync("RESERVED");
        var none = await simulator.SendAsync("GET", "/chargers/RESERVED/reservations");
        none.Text.ShouldBe("[]");
        none.Headers["X-Total-Count"].ShouldBe("0");

        await CallAsync(
            "RESERVED",
            "ReserveNow",
            """{"connectorId":1,"expiryDate":"2040-01-01T00:00:00Z","idTag":"TAG1","reservationId":5}"""
        );

        (await simulator.SendAsync("GET", "/chargers/RESERVED/reservations")).Text.ShouldBe(
            """[{"reservationId":5,"connectorId":1,"idTag":"TAG1","parentIdTag":null,"expiryDate":"2040-01-01T00:00:00.000Z"}]"""
        );
        await simulator.UntilAsync("RESERVED", charger => (string?)charger["evses"]![0]!["status"] == "Reserved");
        (
            await simulator.SendAsync("POST", "/chargers/RESERVED/evses/1/present-tag", """{"idTag":"TAG2"}""")
        ).ShouldBeProblem(409, "reserved for somebody else");
    }

    [Theory]
    [InlineData("local-list")]
    [InlineData("reservations")]
    public async Task A_charger_that_does_not_exist_has_none(string what) =>
        (await simulator.SendAsync("GET", $"/chargers/NOBODY/{what}")).ShouldBeProblem(404, "NOBODY");

    private async Task CallAsync(string id, string action, string payload)
    {
        var call = await simulator.SendAsync(
            "POST",
            $"/csms/chargers/{id}/calls",
            $$"""{"action":"{{action}}","payload":{{payload}}}"""
        );
        call.Status.ShouldBe(200, call.Text);
        ((string?)JsonNode.Parse(call.Text)!["payload"]!["status"]).ShouldBe("Accepted", call.Text);
    }
}
