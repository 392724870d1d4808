using System.Text.Json.Nodes;
using Server.Hosting;
using Server.Samples;
using Server.Templates;

namespace Server.Tests.Import;

/// <summary>The files of data/samples: served as they are, imported as they are served.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Sites => [.. SampleLibrary.All.Select(file => file.Site).Distinct()];

    [Fact]
    public async Task The_list_has_every_file_of_the_folder()
    {
        await using var simulator = await StartAsync();

        var list = await simulator.SendAsync("GET", "/samples");

        list.Headers["X-Total-Count"].ShouldBe("12");
        var files = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "data", "samples"))
            .Select(path => Path.GetFileName(path))
            .Where(name => name != "index.json");
        list.Json.AsArray().Select(file => (string?)file!["name"]).ShouldBe(files, ignoreOrder: true);
        var chargers = list.Json.AsArray().Single(file => (string?)file!["name"] == "dc-hub-chargers.csv")!;
        ((string?)chargers["site"]).ShouldBe("dc-hub");
        ((string?)chargers["content"]).ShouldBe("chargers");
        ((string?)chargers["format"]).ShouldBe("csv");
        ((int?)chargers["items"]).ShouldBe(10);
        ((string?)chargers["title"]).ShouldBe("DC hub");
    }

    [Fact]
    public async Task A_file_is_served_as_it_is_with_its_name()
    {
        await using var simulator = await StartAsync();

        foreach (var file in SampleLibrary.All)
        {
            using var response = await simulator.Http.GetAsync($"/samples/{file.Name}");

            ((int)response.StatusCode).ShouldBe(200);
            var content = await response.Content.ReadAsByteArrayAsync();
            content.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "data", "samples", file.Name)));
            content.Length.ShouldBe(file.SizeBytes);
            response.Content.Headers.ContentDisposition!.FileName.ShouldBe(file.Name);
            response.Content.Headers.ContentType!.MediaType.ShouldBe(
                file.Format == SampleFormat.Csv ? "text/csv" : "application/json"
            );
        }

        (await simulator.SendAsync("GET", "/samples/index.json")).ShouldBeProblem(404, "GET /samples");
        (await simulator.SendAsync("GET", "/samples/..%2Fmodels%2Ftidewater-solo-7.json")).Status.ShouldBe(404);
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Each_imports_and_CSV_and_JSON_say_the_same(string site)
    {
        foreach (var first in Enum.GetValues<SampleFormat>())
        {
            await using var simulator = await StartAsync();
            foreach (var content in Enum.GetValues<SampleContent>())
            {
                var files = SampleLibrary.All.Where(file => file.Site == site && file.Content == content).ToList();
                var items = files[0].Items;
                var path = $"/import/{(content == SampleContent.Chargers ? "chargers" : "vehicles")}";

                var created = await ImportAsync(simulator, path, files.Single(file => file.Format == first));
                created.Counts().ShouldBe((items, 0, 0), site);
                foreach (var file in files)
                {
                    var again = await ImportAsync(simulator, $"{path}?mode=upsert", file);
                    again.Counts().ShouldBe((0, 0, items), file.Name);
                }

                foreach (var format in (string[])["csv", "json"])
                {
                    var export = await simulator.ExportAsync(
                        $"{path.Replace("import", "export", StringComparison.Ordinal)}?format={format}"
                    );
                    (await simulator.SendFileAsync($"{path}?mode=upsert", export)).Counts().ShouldBe((0, 0, items));
                }
            }
        }
    }

    [Fact]
    public async Task All_of_them_fit_into_one_location_beside_the_demo()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings());

        foreach (var file in SampleLibrary.All.Where(file => file.Format == SampleFormat.Json))
        {
            var path = $"/import/{(file.Content == SampleContent.Chargers ? "chargers" : "vehicles")}";
            (await ImportAsync(simulator, path, file)).Counts().ShouldBe((file.Items, 0, 0), file.Name);
        }

        (await simulator.SendAsync("GET", "/chargers")).Json.AsArray().Count.ShouldBe(12 + 24 + 10 + 40);
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Their_chargers_are_of_the_librarys_models(string site)
    {
        var (_, content) = SampleLibrary.Find($"{site}-chargers.json")!.Value;
        foreach (var charger in JsonNode.Parse(content)!.AsArray())
        {
            var model = ModelLibrary
                .All.Select(template => template.Model)
                .Single(model =>
                    model.Vendor == (string?)charger!["vendor"] && model.Model == (string?)charger["model"]
                );

            ((string?)charger!["firmwareVersion"]).ShouldBe(model.FirmwareVersion);
            ((int?)charger["meterIntervalSeconds"]).ShouldBe(model.MeterIntervalSeconds);
            charger["evses"]!
                .AsArray()
                .Select(evse =>
                    ((string?)evse!["connectorType"], (double)evse["maxPowerW"]!, (double)evse["voltageV"]!)
                )
                .ShouldBe(model.Evses.Select(evse => ((string?)evse.ConnectorType, evse.MaxPowerW, evse.VoltageV)));
            charger["configuration"]!
                .AsObject()
                .ToDictionary(key => key.Key, key => (string)key.Value!)
                .ShouldBe(model.Configuration, ignoreOrder: true);
        }
    }

    private static Task<Simulator> StartAsync() =>
        Simulator.StartAsync(new SimulatorSettings { NoDemo = true, NoCsms = true });

    /// <summary>As a browser would: downloaded, and sent as it came.</summary>
    private static async Task<Answer> ImportAsync(Simulator simulator, string path, SampleFile file)
    {
        var sample = await simulator.SendAsync("GET", $"/samples/{file.Name}");
        return await simulator.SendFileAsync(path, System.Text.Encoding.UTF8.GetBytes(sample.Text), sample.Type!);
    }
}
