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
