using Server.Demo;
using Server.Hosting;

namespace Server.Tests;

public sealed class DemoAndPageTests
{
    [Fact]
    public async Task The_demo_is_alive_within_ten_seconds()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings());
        (await simulator.SendAsync("GET", "/vehicles")).Json.AsArray().Count.ShouldBe(20);

        var chargers = await Await.ForAsync(
            async () => (await simulator.SendAsync("GET", "/chargers")).Json.AsArray(),
            list =>
                list.SelectMany(charger => charger!["evses"]!.AsArray())
                    .Count(evse => (string?)evse!["status"] == "Charging" && (double)evse["powerW"]! > 0) >= 3
        );

        chargers.Count.ShouldBe(12);
        var cars = (await simulator.SendAsync("GET", "/vehicles")).Json.AsArray();
        cars.ShouldContain(car => car!["pluggedInAt"] == null);
        var away = cars.First(car => car!["pluggedInAt"] != null)!["pluggedInAt"]!;
        ((double)away["socPercent"]!).ShouldBeGreaterThan(0);
        var host = (await simulator.SendAsync("GET", $"/chargers/{(string?)away["chargerId"]}")).Json;
        host["evses"]!.AsArray().Select(evse => (int)evse!["id"]!).ShouldContain((int)away["evseId"]!);
        // By the server's own clock, however slow this machine is: from the first boot to the first session.
        var booted = Instants(await simulator.SendAsync("GET", "/csms/chargers"), "bootedAt").Min();
        var started = Instants(await simulator.SendAsync("GET", "/csms/sessions"), "startedAt").Min();
        (started - booted).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_demos_chargers_are_of_the_librarys_models_and_always_the_same()
    {
        string[] text =
        [
            .. DemoLocation.Chargers.Select(charger =>
                $"{charger.Id} {charger.Vendor} {charger.Model}: "
                + string.Join(
                    ", ",
                    charger.Evses.Select(evse =>
                        $"{evse.ChargerId}/{evse.Id} {evse.ConnectorType} {evse.MaxPowerW / 1000} kW {evse.Phases}x{evse.VoltageV} V {evse.Cable}"
                    )
                )
            ),
        ];

        text[0]
            .ShouldBe(
                "RIV-AC-01 Tidewater Twin 22: RIV-AC-01/1 Type2 22 kW 3x230 V Socket, RIV-AC-01/2 Type2 22 kW 3x230 V Socket"
            );
        text[4].ShouldBe("RIV-AC-05 Tidewater Solo 11: RIV-AC-05/1 Type2 11 kW 3x230 V Fixed");
        text[6].ShouldBe("RIV-AC-07 Tidewater Solo 7: RIV-AC-07/1 Type2 7.4 kW 1x230 V Socket");
        text[8]
            .ShouldBe(
                "RIV-DC-01 Tidewater Rapid 50: RIV-DC-01/1 CCS2 50 kW 3x400 V Fixed, RIV-DC-01/2 CHAdeMO 50 kW 3x400 V Fixed"
            );
        text[9].ShouldBe("RIV-DC-02 Tidewater Rapid 150: RIV-DC-02/1 CCS2 150 kW 3x400 V Fixed");
        text[11]
            .ShouldBe(
                "RIV-DC-04 Tidewater Rapid 300: RIV-DC-04/1 CCS2 300 kW 3x800 V Fixed, RIV-DC-04/2 CCS2 300 kW 3x800 V Fixed"
            );
        DemoLocation
            .Chargers.Select(charger => charger.Id)
            .ShouldBe([
                .. Enumerable.Range(1, 8).Select(i => $"RIV-AC-{i:00}"),
                .. Enumerable.Range(1, 4).Select(i => $"RIV-DC-{i:00}"),
            ]);
        DemoLocation.Chargers.ShouldAllBe(charger => charger.Running && charger.FirmwareVersion == "2.4.1");
    }

    [Fact]
    public async Task Health_speaks_of_the_version_and_the_storage()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });

        var health = (await simulator.SendAsync("GET", "/health")).Json;

        ((string?)health["status"]).ShouldBe("ok");
        ((string?)health["version"]).ShouldNotBeNullOrEmpty();
        ((string?)health["storage"]!["status"]).ShouldBe("ok");
    }

    [Fact]
    public async Task Without_a_CSMS_a_start_is_refused_and_there_is_no_csms_api()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true, NoCsms = true });
        await simulator.CreateAsync("N1");

        (await simulator.SendAsync("POST", "/chargers/N1/start")).ShouldBeProblem(409, "csmsUrl");
        var many = await simulator.SendAsync("POST", "/chargers/start", """{"all":true}""");
        ((string?)many.Json["refused"]![0]!["id"]).ShouldBe("N1");
        (await simulator.SendAsync("GET", "/csms/chargers")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_root_leads_to_the_page_and_every_answer_bears_the_security_headers()
    {
        await using var simulator = await Simulator.StartAsync(new SimulatorSettings { NoDemo = true });
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = simulator.Http.BaseAddress,
        };

        using var root = await http.GetAsync("/");
        root.Headers.Location!.ToString().ShouldBe("/ui/");
        using var ui = await http.GetAsync("/ui");
        ui.Headers.Location!.ToString().ShouldBe("/ui/");
        using var index = await http.GetAsync("/ui/");
        index.Headers.Location.ShouldBeNull();
        index.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await simulator.SendAsync("HEAD", "/ui/")).Type.ShouldBe("text/html");
        var page = await simulator.SendAsync("GET", "/ui/chargers/X");
        page.Type.ShouldBe("text/html");
        page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        page.Headers["Content-Security-Policy"].ShouldContain("default-src 'self'");
        (await simulator.SendAsync("GET", "/docs")).Type.ShouldBe("text/html");
    }

    private static IEnumerable<DateTimeOffset> Instants(Answer answer, string field) =>
        answer
            .Json.AsArray()
            .Where(entry => entry![field] is not null)
            .Select(entry => entry![field]!.GetValue<DateTimeOffset>());
}
