using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Server.Hosting;

namespace Server.Tests.Scenarios;

/// <summary>Scenarios that users have written, through the API.</summary>
public sealed class ScenarioFilesTests
{
    private const string File = """
        # Kept as it is, comments and all.
        name: two_cars
        title: Two cars
        duration: 50s
        endsWhenDone: true
        parameters:
          soc: { type: number, unit: "%", minimum: 1, maximum: 99, default: 20 }
        steps:
          - for-each:
              count: 2
              steps:
                - wait-for: { registration: Accepted }
                - plug-in: { socPercent: "${soc}" }
                - expect: { name: It is ready, status: Preparing }
        """;

    [Fact]
    public async Task A_file_is_imported_run_exported_and_deleted_and_survives_a_restart()
    {
        var directory = Scratch.Directory();
        await using (
            var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = directory })
        )
        {
            var dry = await ImportAsync(simulator, File, "?dryRun=true");
            dry.Status.ShouldBe(HttpStatusCode.OK);
            ((string?)dry.Json["outcome"]).ShouldBe("create");
            ((string?)dry.Json["scenario"]!["parameters"]![0]!["unit"]).ShouldBe("%");
            (await NamesAsync(simulator)).ShouldNotContain("two_cars");

            ((string?)(await ImportAsync(simulator, File)).Json["outcome"]).ShouldBe("create");
            ((string?)(await ImportAsync(simulator, File)).Json["outcome"]).ShouldBe("unchanged");
            (await NamesAsync(simulator)).ShouldContain("two_cars");
            var wrong = await simulator.SendAsync(
                "POST",
                "/scenarios/run",
                """{"scenario":"two_cars","parameters":{"soc":100}}"""
            );
            wrong.ShouldBeInvalid("parameters.soc");
        }

        await using (
            var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, DataDir = directory })
        )
        {
            foreach (var id in (string[])["TWO-1", "TWO-2", "TWO-3"])
            {
                await simulator.CreateAsync(id);
            }

            var run = await simulator.SendAsync("POST", "/scenarios/run", """{"scenario":"two_cars","seed":5}""");
            run.Status.ShouldBe(200);
            var ended = await Await.ForAsync(
                async () => (await simulator.SendAsync("GET", "/scenarios/status")).Json,
                status => !(bool)status["running"]!
            );
            ((long)ended["expectationsMet"]!).ShouldBe(2, ended.ToJsonString());
            ((string?)ended["endReason"]).ShouldBe("finished");

            using var file = await simulator.Http.GetAsync("/scenarios/two_cars/export");
            file.Content.Headers.ContentDisposition!.FileName.ShouldBe("two_cars.yaml");
            (await file.Content.ReadAsStringAsync()).ShouldBe(File);

            (await simulator.SendAsync("DELETE", "/scenarios/two_cars")).Status.ShouldBe(204);
            (await simulator.SendAsync("DELETE", "/scenarios/two_cars")).ShouldBeProblem(404, "two_cars");
            (await simulator.SendAsync("GET", "/scenarios/two_cars/export")).ShouldBeProblem(404, "two_cars");
            (await NamesAsync(simulator)).ShouldNotContain("two_cars");
        }
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_lines_and_nothing_is_kept()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });

        var bad = await ImportAsync(simulator, "name: a\nduration: 1m\nsteps:\n  - wiat: 1s\n");

        bad.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ((bool)bad.Json["valid"]!).ShouldBeFalse();
        var error = bad.Json["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)error["line"]!).ShouldBe(4);
        ((string?)error["field"]).ShouldBe("steps[0]");
        ((string?)error["message"]).ShouldNotBeNull().ShouldContain("did you mean wait?");
        var dry = await ImportAsync(
            simulator,
            "name: normal_charge\nduration: 1m\nsteps: [ { wait: 1s } ]",
            "?dryRun=true"
        );
        dry.Status.ShouldBe(HttpStatusCode.OK);
        ((string?)dry.Json["errors"]![0]!["message"]).ShouldNotBeNull().ShouldContain("built-in");
        (await ImportAsync(simulator, new string(' ', 300_000))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ImportAsync(simulator, "{}", type: "application/json")).Status.ShouldBe(
            HttpStatusCode.UnsupportedMediaType
        );
        (await simulator.SendAsync("DELETE", "/scenarios/normal_charge")).ShouldBeProblem(409, "built in");
        (await simulator.SendAsync("GET", "/scenarios/normal_charge/export")).ShouldBeProblem(409, "built in");
    }

    [Fact]
    public async Task A_form_with_the_file_does_as_well_and_a_backup_has_it()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(File)]), "file", "two.yaml" },
        };
        using var imported = await simulator.Http.PostAsync("/scenarios/import", form);
        imported.StatusCode.ShouldBe(HttpStatusCode.OK);
        await simulator.CreateAsync("KEPT");
        var backup = await simulator.Http.GetByteArrayAsync("/backup");
        (
            await simulator.SendAsync(
                "POST",
                "/scenarios/run",
                """{"scenario":"normal_charge","durationSeconds":3600}"""
            )
        ).Status.ShouldBe(200);
        (await simulator.SendAsync("DELETE", "/scenarios/two_cars")).Status.ShouldBe(204);

        using var content = new ByteArrayContent(backup);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var restored = await simulator.Http.PostAsync("/restore", content);

        restored.StatusCode.ShouldBe(HttpStatusCode.OK, await restored.Content.ReadAsStringAsync());
        (await NamesAsync(simulator)).ShouldContain("two_cars");
        // A run goes with the chargers that it was about.
        var status = (await simulator.SendAsync("GET", "/scenarios/status")).Json;
        ((bool)status["running"]!).ShouldBeFalse();
        ((string?)status["endReason"]).ShouldBe("stopped");
        (await simulator.Http.GetStringAsync("/scenarios/two_cars/export")).ShouldBe(File);
    }

    private static async Task<List<string?>> NamesAsync(Simulator simulator) =>
        [.. (await simulator.SendAsync("GET", "/scenarios/list")).Json.AsArray().Select(it => (string?)it!["name"])];

    private static async Task<(HttpStatusCode Status, JsonNode Json)> ImportAsync(
        Simulator simulator,
        string text,
        string query = "",
        string type = "application/yaml"
    )
    {
        using var content = new StringContent(text, Encoding.UTF8, type);
        using var answer = await simulator.Http.PostAsync($"/scenarios/import{query}", content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
