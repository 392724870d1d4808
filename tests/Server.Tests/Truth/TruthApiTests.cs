using System.Text;
using System.Text.Json.Nodes;
using Server.Hosting;

namespace Server.Tests.Truth;

/// <summary>The truth of a run through the API, beside the records of the embedded CSMS.</summary>
public sealed class TruthApiTests
{
    // More sessions than the CSMS keeps in memory, and one at each of two chargers of another CSMS.
    private const string Visits = """
        name: visits
        duration: 10m
        endsWhenDone: true
        steps:
          - for-each:
              steps:
                - wait-for: { registration: Accepted }
                - repeat:
                    times: "${charger == 'TRUE-1' ? 12 : 1}"
                    steps:
                      - start-transaction: { idTag: "=TAG", socPercent: 20 }
                      - wait-for: { status: Charging }
                      - wait: 300ms
                      - drive-off
                      - wait-for: { status: Available }
        """;

    [Fact]
    public async Task Every_session_is_told_with_its_verdict_its_reason_and_the_record_of_the_Csms()
    {
        await using var other = await CsmsDouble.StartAsync();
        other.Refuses = "StopTransaction";
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        (await simulator.SendAsync("GET", "/truth")).ShouldBeProblem(404, "No scenario has been run");
        (await simulator.SendAsync("GET", "/truth/export")).ShouldBeProblem(404, "No scenario has been run");
        await simulator.CreateAsync("TRUE-1");
        await simulator.CreateAsync(
            "TRUE-2",
            $$"""
            "csmsUrl":"{{other.Url}}","configuration":{"TransactionMessageAttempts":"1"}
            """
        );
        await simulator.CreateAsync(
            "TRUE-3",
            $$"""
            "csmsUrl":"{{other.Url}}",
            "configuration":{"TransactionMessageAttempts":"2","TransactionMessageRetryInterval":"86400"}
            """
        );
        using var file = new StringContent(Visits, Encoding.UTF8, "application/yaml");
        (await simulator.Http.PostAsync("/scenarios/import", file)).IsSuccessStatusCode.ShouldBeTrue();
        var run = await simulator.SendAsync("POST", "/scenarios/run", """{"scenario":"visits","seed":5}""");
        run.Status.ShouldBe(200, run.Text);

        var truth = await Await.ForAsync(
            async () => (await simulator.SendAsync("GET", "/truth")).Json,
            it =>
                !(bool)it["run"]!["running"]!
                && (int)it["totals"]!["complete"]! == 12
                && (int)it["totals"]!["lost"]! == 1
                && (int)it["totals"]!["queued"]! == 1
        );

        truth["violations"]!.AsArray().ShouldBeEmpty();
        ((string?)truth["run"]!["scenario"]).ShouldBe("visits");
        ((long)truth["run"]!["seed"]!).ShouldBe(5);
        ((string?)truth["run"]!["runId"]).ShouldBe((string?)run.Json["runId"]);
        var totals = truth["totals"]!;
        ((int)totals["sessions"]!).ShouldBe(14);
        Wh(totals, "deliveredWh")
            .ShouldBe(
                Wh(totals, "acknowledgedWh") + Wh(totals, "queuedWh") + Wh(totals, "lostWh") + Wh(totals, "runningWh")
            );
        var sessions = truth["sessions"]!.AsArray();
        Wh(totals, "deliveredWh").ShouldBe(sessions.Sum(it => Wh(it!, "deliveredWh")));
        // In memory it keeps ten.
        (await simulator.SendAsync("GET", "/csms/sessions?chargerId=TRUE-1"))
            .Json.AsArray()
            .Count.ShouldBe(10);
        sessions.ShouldContain(it => it!["wire"]!["transactionId"] != null);
        foreach (var it in sessions.Where(it => (string?)it!["chargerId"] == "TRUE-1"))
        {
            ((string?)it!["verdict"]).ShouldBe("complete", it.ToJsonString());
            ((long)it["csms"]!["energyWh"]!).ShouldBe((long)it["meterStopWh"]! - (long)it["meterStartWh"]!);
            // One that has ended before its start was answered has its id on the other side only.
            ((int?)it["wire"]!["transactionId"] ?? (int)it["csms"]!["transactionId"]!).ShouldBe(
                (int)it["csms"]!["transactionId"]!
            );
        }

        var lost = await OneAsync(simulator, "lost");
        ((string?)lost["chargerId"]).ShouldBe("TRUE-2");
        ((string?)lost["wire"]!["stop"]).ShouldBe("given-up");
        lost["csms"].ShouldBeNull();
        ((string?)lost["reason"])
            .ShouldNotBeNull()
            .ShouldStartWith(
                "StopTransaction was given up after 1 attempt: the CSMS answered the last one with a CALLERROR"
            );
        var queued = await OneAsync(simulator, "queued");
        ((string?)queued["chargerId"]).ShouldBe("TRUE-3");
        ((string?)queued["reason"]).ShouldBe("StopTransaction waits to be delivered");

        await ReadInOtherWaysAsync(simulator, truth);
    }

    private static async Task ReadInOtherWaysAsync(Simulator simulator, JsonNode truth)
    {
        var page = await simulator.SendAsync("GET", "/truth?verdict=complete&limit=2&offset=1");
        page.Headers["X-Total-Count"].ShouldBe("12");
        JsonNode
            .DeepEquals(page.Json["sessions"]![0], truth["sessions"]![1])
            .ShouldBeTrue(page.Json["sessions"]![0]!.ToJsonString());
        page.Json["sessions"]!.AsArray().Count.ShouldBe(2);
        ((int)page.Json["totals"]!["sessions"]!).ShouldBe(14);
        (await simulator.SendAsync("GET", "/truth?verdict=good")).ShouldBeInvalid("verdict");
        (await simulator.SendAsync("GET", "/truth?limit=0")).ShouldBeInvalid("limit");
        (await simulator.SendAsync("GET", "/truth?locationId=nowhere")).ShouldBeProblem(404, "nowhere");
        (await simulator.SendAsync("GET", "/truth/export?format=xml")).ShouldBeInvalid("format");

        var json = await simulator.SendAsync("GET", "/truth/export");
        json.Type.ShouldBe("application/json");
        JsonNode.DeepEquals(json.Json, truth).ShouldBeTrue(json.Text);
        var csv = await simulator.SendAsync("GET", "/truth/export?format=csv");
        csv.Type.ShouldBe("text/csv");
        var lines = csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(15);
        lines[0].ShouldStartWith("charger_id,evse_id,id_tag,started_at,");
        // No spreadsheet runs it.
        lines[1].ShouldStartWith("TRUE-1,1,'=TAG,");
        lines.Count(line => line.Contains(",lost,", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static async Task<JsonNode> OneAsync(Simulator simulator, string verdict) =>
        (await simulator.SendAsync("GET", $"/truth?verdict={verdict}")).Json["sessions"]!
            .AsArray()
            .ShouldHaveSingleItem()!;

    private static decimal Wh(JsonNode of, string name) => (decimal)of[name]!;
}
