using System.Net.WebSockets;
using Server.Metrics;

namespace Server.Tests.Metrics;

public sealed class MetricsApiTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task A_charger_that_charges_is_in_the_figures_of_both_sides()
    {
        await simulator.OnlineAsync("MET1");
        await simulator.SendAsync("POST", "/chargers/MET1/evses/1/start-transaction", """{"idTag":"TAG1"}""");
        await simulator.UntilAsync("MET1", charger => (int?)charger["evses"]![0]!["transaction"]?["id"] > 0);

        var metrics = await ReadAsync();

        metrics.Value("ocppsim_chargers{state=\"running\"}").ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        metrics.Value("ocppsim_connections{state=\"connected\"}").ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        metrics.Value("ocppsim_transactions").ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        metrics.Value("ocppsim_csms_open_sessions").ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        metrics
            .Value("ocppsim_csms_charge_points{state=\"connected\"}")
            .ShouldNotBeNull()
            .ShouldBeGreaterThanOrEqualTo(1);
        foreach (
            var series in new[]
            {
                "ocppsim_messages_total{action=\"StartTransaction\",direction=\"out\",type=\"call\"}",
                "ocppsim_messages_total{action=\"StartTransaction\",direction=\"in\",type=\"result\"}",
                "ocppsim_csms_messages_total{action=\"StartTransaction\",direction=\"in\",type=\"call\"}",
                "ocppsim_csms_messages_total{action=\"StartTransaction\",direction=\"out\",type=\"result\"}",
                "ocppsim_call_duration_seconds_count{action=\"StartTransaction\"}",
            }
        )
        {
            metrics.Value(series).ShouldNotBeNull(series).ShouldBeGreaterThanOrEqualTo(1, series);
        }
    }

    [Fact]
    public async Task A_call_of_the_CSMS_is_counted_on_both_sides()
    {
        await simulator.OnlineAsync("MET2");
        const string charger = "ocppsim_messages_total{action=\"ClearCache\",direction=\"out\",type=\"result\"}";
        const string csms = "ocppsim_csms_messages_total{action=\"ClearCache\",direction=\"in\",type=\"result\"}";
        var before = await ReadAsync();

        (
            await simulator.SendAsync("POST", "/csms/chargers/MET2/calls", """{"action":"ClearCache","payload":{}}""")
        ).Status.ShouldBe(200);

        var after = await ReadAsync();
        after.Value(charger).ShouldBe(before.Value(charger) + 1);
        after.Value(csms).ShouldBe(before.Value(csms) + 1);
    }

    [Fact]
    public async Task Charge_points_that_make_up_actions_make_no_series_in_the_CSMS()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        var url = new UriBuilder(new Uri(simulator.Http.BaseAddress!, "/ocpp/METX")) { Scheme = "ws" };
        await socket.ConnectAsync(url.Uri, default);
        for (var i = 0; i < 100; i++)
        {
            var frame = System.Text.Encoding.UTF8.GetBytes($$"""[2,"m{{i}}","MadeUp{{i}}",{}]""");
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, default);
            (await socket.ReceiveAsync(new byte[4096].AsMemory(), default)).EndOfMessage.ShouldBeTrue();
        }

        var metrics = await ReadAsync();

        metrics
            .Value("ocppsim_csms_messages_total{action=\"other\",direction=\"in\",type=\"call\"}")
            .ShouldNotBeNull()
            .ShouldBeGreaterThanOrEqualTo(100);
        metrics.Samples.ShouldAllBe(sample => !sample.Labels.Values.Any(value => value.StartsWith("MadeUp")));
    }

    [Fact]
    public async Task Who_listens_to_the_hub_is_counted()
    {
        await using (var client = await HubClient.ConnectAsync(simulator))
        {
            await client.InvokeAsync("Subscribe", "fleet");
            (await ReadAsync()).Value("ocppsim_hub_clients").ShouldBe(1);
        }

        await Await.ForAsync(ReadAsync, metrics => metrics.Value("ocppsim_hub_clients") == 0);
    }

    [Theory]
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("*/*", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("text/html,application/xhtml+xml", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.6",
        "text/plain; version=0.0.4; charset=utf-8"
    )]
    [InlineData("application/openmetrics-text;q=0", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("///", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    )]
    public async Task The_format_is_the_one_that_is_accepted(string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var answer = await simulator.Http.SendAsync(request);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        answer.Content.Headers.NonValidated["Content-Type"].ToString().ShouldBe(type);
        var text = await answer.Content.ReadAsStringAsync();
        Exposition.Parse(text, openMetrics: type.StartsWith("application")).Samples.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Process_and_runtime_are_in_it()
    {
        var metrics = await ReadAsync();

        metrics.Value("process_cpu_seconds_total").ShouldNotBeNull().ShouldBeGreaterThan(0);
        metrics.Value("process_resident_memory_bytes").ShouldNotBeNull().ShouldBeGreaterThan(1_000_000);
        metrics.Value("process_start_time_seconds").ShouldNotBeNull().ShouldBeGreaterThan(1_700_000_000);
        // Other tests of this process open and close files at the same time.
        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
        metrics.Value("process_open_fds").ShouldNotBeNull().ShouldBeInRange(open / 10, open * 10);
        metrics.Value("process_max_fds").ShouldNotBeNull().ShouldBeGreaterThan(100);
        metrics.Value("dotnet_gc_collections_total{gc_heap_generation=\"gen0\"}").ShouldNotBeNull();
        metrics.Value("dotnet_thread_pool_thread_count_total").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_metrics_do_not_have_is_refused()
    {
        (await simulator.SendAsync("GET", "/metrics?name=x")).ShouldBeInvalid("name");
    }

    [Fact]
    public async Task Without_the_CSMS_its_figures_are_not_there()
    {
        await using var alone = await Simulator.StartAsync(new() { NoDemo = true, NoCsms = true });

        var metrics = Exposition.Parse((await alone.SendAsync("GET", "/metrics")).Text);

        metrics.Families.Keys.ShouldAllBe(name => !name.StartsWith("ocppsim_csms"));
        metrics.Value("ocppsim_store_pending{store=\"csms\"}").ShouldBeNull();
        metrics.Value("ocppsim_chargers{state=\"running\"}").ShouldBe(0);
        metrics.Value($"ocppsim_build_info{{version=\"{Server.Health.HealthApi.Version}\"}}").ShouldBe(1);
    }

    private async Task<Exposition> ReadAsync()
    {
        var answer = await simulator.SendAsync("GET", "/metrics");
        answer.Status.ShouldBe(200, answer.Text);
        return Exposition.Parse(answer.Text);
    }
}
