using System.Text;
using System.Text.Json.Nodes;
using Server.Hosting;

namespace Server.Tests.Import;

/// <summary>10,000 chargers, with what is told meanwhile.</summary>
public sealed class LargeImportTests
{
    private const int Count = 10_000;

    [Fact]
    public async Task Ten_thousand_chargers_are_created_and_updated_with_progress()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await using var hub = await HubClient.ConnectAsync(simulator);
        await hub.InvokeAsync("Subscribe", "import");

        (await InTimeAsync(simulator.SendFileAsync("/import/chargers?dryRun=true", Json("Acme"))))
            .Counts()
            .ShouldBe((Count, 0, 0));
        (await InTimeAsync(simulator.SendFileAsync("/import/chargers", Csv("Acme")))).Counts().ShouldBe((Count, 0, 0));
        var done = await hub.NextAsync("import", update => (string?)update["phase"] is "done" or "failed");
        (await InTimeAsync(simulator.SendFileAsync("/import/chargers?mode=upsert", Json("Acme"))))
            .Counts()
            .ShouldBe((0, 0, Count));
        (await InTimeAsync(simulator.SendFileAsync("/import/chargers?mode=upsert", Json("Other"))))
            .Counts()
            .ShouldBe((0, Count, 0));
        var export = await InTimeAsync(simulator.SendAsync("GET", "/export/chargers?format=csv"));
        (await InTimeAsync(simulator.SendFileAsync("/import/chargers?mode=upsert", export.Text)))
            .Counts()
            .ShouldBe((0, 0, Count));

        ((string?)done["phase"]).ShouldBe("done");
        ((string?)(await simulator.ChargerAsync("C9999"))["vendor"]).ShouldBe("Other");
        (await simulator.SendAsync("GET", "/health")).Json["status"]!.GetValue<string>().ShouldBe("ok");
    }

    [Fact]
    public async Task Ten_thousand_vehicles_are_created_and_swap_their_tags()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        (await InTimeAsync(simulator.SendFileAsync("/import/vehicles", Cars(0)))).Counts().ShouldBe((Count, 0, 0));
        (await InTimeAsync(simulator.SendFileAsync("/import/vehicles?mode=upsert", Cars(1))))
            .Counts()
            .ShouldBe((0, Count, 0));
        ((string?)(await simulator.SendAsync("GET", "/vehicles/V9999")).Json["idTag"]).ShouldBe("T0");
    }

    [Fact]
    public async Task What_is_imported_meanwhile_keeps_chargers_that_run_from_nothing()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        await simulator.OnlineAsync("RUN");
        var import = simulator.SendFileAsync("/import/chargers", Csv("Acme"));
        await simulator.SendAsync("POST", "/chargers/RUN/evses/1/start-transaction", """{"idTag":"TAG"}""");
        await simulator.UntilAsync("RUN", charger => (int?)charger["evses"]![0]!["transaction"]?["id"] > 0);
        (await import).Counts().ShouldBe((Count, 0, 0));
        (await simulator.SendAsync("GET", "/health")).Json["status"]!.GetValue<string>().ShouldBe("ok");
    }

    // Generous, for machines that are busy with other things as well; the bench tells how long it takes.
    private static Task<Answer> InTimeAsync(Task<Answer> answer) => answer.WaitAsync(TimeSpan.FromSeconds(60));

    private static string Csv(string vendor)
    {
        var text = new StringBuilder($"{Files.ChargerHeader}\n");
        for (var i = 0; i < Count; i++)
        {
            text.Append($"C{i},,{vendor},AC22,SN-{i},1.0.0,1,AC,Type2,22000,3,230\nC{i},,,,,,2,AC,Type2,22000,3,230\n");
        }

        return text.ToString();
    }

    private static string Json(string vendor)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < Count; i++)
        {
            text.Append(
                $$"""
                {{(i > 0 ? "," : "")}}
                { "id": "C{{i}}", "vendor": "{{vendor}}", "model": "AC22", "serialNumber": "SN-{{i}}", "firmwareVersion": "1.0.0",
                  "evses": [ { "id": 1, "maxPowerW": 22000 }, { "id": 2, "maxPowerW": 22000 } ] }
                """
            );
        }

        return text.Append(']').ToString();
    }

    private static string Cars(int shift) =>
        new JsonArray([
            .. Enumerable
                .Range(0, Count)
                .Select(i => new JsonObject { ["id"] = $"V{i}", ["idTag"] = $"T{(i + shift) % Count}" }),
        ]).ToJsonString();
}
