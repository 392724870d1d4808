using System.Text.Json.Nodes;

namespace Server.Tests;

/// <summary>What is said of bodies and parameters that are wrong, alike everywhere.</summary>
public sealed class BodyTests(Simulator simulator) : IClassFixture<Simulator>
{
    private static readonly string[] Paths =
    [
        "/chargers",
        "/chargers/none/evses/1/plug-in",
        "/chargers/none/evses/1/unplug",
        "/chargers/none/evses/1/present-tag",
        "/chargers/none/evses/1/start-transaction",
        "/chargers/none/evses/1/stop-transaction",
        "/chargers/none/evses/1/status",
        "/chargers/none/config",
        "/chargers/none/chaos",
        "/chargers/start",
        "/chargers/stop",
        "/csms/chargers/none/calls",
        "/csms/id-tags",
    ];

    [Theory]
    [InlineData("{")]
    [InlineData("nope")]
    [InlineData("{\"idTag\":\"T\",}")]
    [InlineData("{}{}")]
    public async Task What_is_not_JSON_is_a_400_that_says_where(string json)
    {
        foreach (var path in Paths)
        {
            (await simulator.SendAsync("POST", path, json)).ShouldBeProblem(400, "line 1, byte");
        }
    }

    [Fact]
    public async Task Wrong_types_and_unknown_fields_are_named()
    {
        const string path = "/chargers/none/evses/1/start-transaction";
        (await simulator.SendAsync("POST", path, "")).ShouldBeProblem(400, "body");
        (await simulator.SendAsync("POST", path, """{"idTag":7}""")).ShouldBeProblem(
            422,
            "idTag must be a string, not a number"
        );
        (await simulator.SendAsync("POST", path, """{"idTag":"T","car":"x"}""")).ShouldBeProblem(
            422,
            "idTag, vehicleId"
        );
        (await simulator.SendAsync("POST", path, "[]")).ShouldBeProblem(422, "must be an object, not an array");
    }

    [Fact]
    public async Task Chaos_that_is_misspelt_is_told_what_there_is()
    {
        (await simulator.SendAsync("POST", "/chargers/none/chaos", """{"kind":"latenzy"}""")).ShouldBeProblem(
            422,
            "must be one of fault, disconnect, power-spike"
        );
    }

    [Fact]
    public async Task A_range_is_told_with_both_ends()
    {
        (await simulator.SendAsync("GET", "/chargers?limit=0")).ShouldBeProblem(422, "from 1 to 2147483647, not 0");
        (await simulator.SendAsync("GET", "/vehicles?offset=-1")).ShouldBeProblem(422, "from 0 to 2147483647, not -1");
        (
            await simulator.SendAsync("POST", "/chargers", """{"id":"R","maxReconnectAttempts":0,"evses":[{"id":1}]}""")
        ).ShouldBeProblem(422, "maxReconnectAttempts must be a whole number from 1 to 2147483647, not 0");
    }

    [Theory]
    [InlineData("GET", "/chargers?serch=x", "locationId, status, search, limit, offset")]
    [InlineData("GET", "/chargers/none?limit=1", "takes none")]
    [InlineData("GET", "/chargers/none/logs?kind=call", "after")]
    [InlineData("GET", "/vehicles?colour=x", "locationId")]
    [InlineData("GET", "/locations?limit=1", "takes none")]
    [InlineData("GET", "/csms/sessions?charger=x", "chargerId")]
    [InlineData("POST", "/import/chargers?dry-run=true", "dryRun")]
    [InlineData("POST", "/locations/activate/none?keep=true", "keepPrevious")]
    public async Task A_query_parameter_that_there_is_not_is_named(string method, string path, string there)
    {
        var answer = await simulator.SendAsync(method, path);

        answer.ShouldBeInvalid(path.Split('?', '=')[1]);
        answer.ShouldBeProblem(422, there);
    }

    [Fact]
    public async Task Lists_say_how_many_there_are()
    {
        await simulator.CreateAsync("COUNTED");
        foreach (
            var path in new[]
            {
                "/chargers/COUNTED/config",
                "/chargers/COUNTED/logs",
                "/chargers/COUNTED/evses/1/history",
                "/locations",
                "/csms/id-tags",
                "/csms/actions",
            }
        )
        {
            var list = await simulator.SendAsync("GET", path);
            list.Headers["X-Total-Count"].ShouldBe(list.Json.AsArray().Count.ToString(), path);
        }
    }

    [Fact]
    public async Task Nobody_starts_before_the_CSMS_has_accepted_the_charger()
    {
        // There is no CSMS there.
        await simulator.CreateAsync("EARLY", """ "csmsUrl":"ws://127.0.0.1:9/" """);
        await simulator.SendAsync("POST", "/chargers/EARLY/start");
        foreach (var act in new[] { "start-transaction", "present-tag" })
        {
            (await simulator.SendAsync("POST", $"/chargers/EARLY/evses/1/{act}", """{"idTag":"T"}""")).ShouldBeProblem(
                409,
                "Accepted"
            );
        }

        var evse = (await simulator.ChargerAsync("EARLY"))["evses"]![0]!;
        evse["vehicle"].ShouldBeNull();
        ((string?)evse["status"]).ShouldBe("Available");
    }

    [Fact]
    public async Task A_fault_of_the_whole_charger_is_seen()
    {
        await simulator.OnlineAsync("FAULTY");
        await simulator.SendAsync("POST", "/chargers/FAULTY/chaos", """{"kind":"fault","errorCode":"GroundFailure"}""");

        var charger = await simulator.UntilAsync("FAULTY", found => (string?)found["status"] == "Faulted");
        ((string?)charger["errorCode"]).ShouldBe("GroundFailure");
        ((string?)charger["chaos"]![0]!["errorCode"]).ShouldBe("GroundFailure");
    }

    [Fact]
    public async Task A_charger_with_a_transaction_is_not_changed()
    {
        await simulator.OnlineAsync("BUSY");
        await simulator.SendAsync("POST", "/chargers/BUSY/evses/1/start-transaction", """{"idTag":"T"}""");
        await simulator.UntilAsync("BUSY", charger => charger["evses"]![0]!["transaction"] is JsonObject);

        (await simulator.SendAsync("PATCH", "/chargers/BUSY", """{"model":"M2"}""")).ShouldBeProblem(409, "first");
    }
}
