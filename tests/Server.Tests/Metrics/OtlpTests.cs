using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Server.Metrics;

namespace Server.Tests.Metrics;

/// <summary>
/// Export by OTLP, out of a process of its own: the library takes meters by name, and the simulators of other tests in this process have one of
/// the same name.
/// </summary>
public sealed class OtlpTests : IDisposable
{
    private readonly string _directory = Scratch.Directory();

    private IReadOnlyList<string> Arguments => ["--urls", "http://127.0.0.1:0", "--data-dir", _directory, "--no-demo"];

    [Fact]
    public async Task A_collector_gets_the_figures_as_the_settings_say()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var process = ServerProcess.Start(
            Arguments,
            ("Simulator__Otlp__Endpoint", $"{collector.Url}/tenant/"),
            ("Simulator__Otlp__Headers", "x-key=secret,x-more=1"),
            ("Simulator__Otlp__IntervalSeconds", "1"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
            ("OTEL_RESOURCE_ATTRIBUTES", "site=lab")
        );
        using var api = await ProcessApi.OfAsync(process);
        await api.OnlineAsync("OTLP1");

        var request = await collector.ReceivedAsync(request =>
            request.Metrics.Metrics.GetValueOrDefault("ocppsim.registrations")?.Value("status", "Accepted") == 1
            && request.Metrics.Metrics.ContainsKey("ocppsim.call.duration")
        );

        request.Path.ShouldBe("/tenant/v1/metrics");
        request.ContentType.ShouldBe("application/x-protobuf");
        request.Headers["x-key"].ShouldBe("secret");
        request.Headers["x-more"].ShouldBe("1");
        request.Metrics.Resource["service.name"].ShouldBe("ocpp-simulator");
        request.Metrics.Resource["service.version"].ShouldNotBeEmpty();
        request.Metrics.Resource["site"].ShouldBe("lab");
        var metrics = request.Metrics.Metrics;
        metrics["ocppsim.chargers"].Value("state", "running").ShouldBe(1);
        metrics["ocppsim.messages"]
            .Points.ShouldContain(point =>
                point.Attributes["action"] == "BootNotification"
                && point.Attributes["direction"] == "out"
                && point.Attributes["type"] == "call"
                && point.Value == 1
            );
        metrics["ocppsim.call.duration"].Kind.ShouldBe("histogram");
        metrics["ocppsim.call.duration"].Unit.ShouldBe("s");
        metrics["ocppsim.call.duration"].Value("action", "BootNotification").ShouldBe(1);
        metrics.ShouldContainKey("dotnet.gc.collections");
        metrics.ShouldContainKey("process.resident.memory");
        (await process.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_variables_of_OpenTelemetry_are_enough_and_the_last_figures_go_out_at_the_end()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var process = ServerProcess.Start(
            Arguments,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=secret"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
            ("OTEL_SERVICE_NAME", "bench-7")
        );
        using var api = await ProcessApi.OfAsync(process);
        await api.OnlineAsync("OTLP2");
        await collector.ReceivedAsync(request => Connections(request, "connected") == 1);

        (await process.TerminateAsync()).ShouldBe(0);

        // After the chargers were stopped.
        var request = collector.Requests.Last();
        Connections(request, "off").ShouldBe(1);
        request.Path.ShouldBe("/v1/metrics");
        request.Headers["x-key"].ShouldBe("secret");
        request.Metrics.Resource["service.name"].ShouldBe("bench-7");
    }

    [Fact]
    public async Task A_collector_gets_them_over_gRPC()
    {
        await using var collector = await OtlpCollector.StartAsync(grpc: true);
        using var process = ServerProcess.Start(
            Arguments,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("Simulator__Otlp__Headers", "x-key=secret"),
            ("Simulator__Otlp__IntervalSeconds", "1")
        );
        using var api = await ProcessApi.OfAsync(process);
        await api.OnlineAsync("OTLP4");

        var request = await collector.ReceivedAsync(request => Connections(request, "connected") == 1);

        request.Path.ShouldBe("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
        request.Headers["x-key"].ShouldBe("secret");
        (await process.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_collector_that_refuses_costs_one_warning_until_it_takes_them_again()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var log = new ListLogger();
        using var exporter = new WatchedExporter(
            new OtlpExporterOptions
            {
                Endpoint = new Uri($"{collector.Url}/v1/metrics"),
                Protocol = OtlpExportProtocol.HttpProtobuf,
            },
            log
        );

        int[] answers = [200, 503, 503, 404, 200, 200, 503];
        foreach (var answer in answers)
        {
            collector.Status = answer;
            // It blocks its thread, as the library's own does.
            await Task.Run(() => exporter.Export(new Batch<Metric>([], 0)));
        }

        collector.Requests.Count.ShouldBe(answers.Length);
        log.Lines.Select(line => line.Level).ShouldBe([LogLevel.Warning, LogLevel.Information, LogLevel.Warning]);
        log.Lines[0].Text.ShouldContain($"{collector.Url}/v1/metrics does not take the metrics");
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_collector_that_never_answers_disturbs_nothing(string protocol)
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        using var process = ServerProcess.Start(
            Arguments,
            ("Simulator__Otlp__Endpoint", $"http://{hole.LocalEndpoint}"),
            ("Simulator__Otlp__Protocol", protocol),
            ("Simulator__Otlp__IntervalSeconds", "1")
        );
        using var api = await ProcessApi.OfAsync(process);
        using var taken = await hole.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(120));

        await api.OnlineAsync("OTLP3");
        await api.PostAsync("/chargers/OTLP3/evses/1/start-transaction", """{"idTag":"TAG"}""");
        await api.UntilAsync("/chargers/OTLP3", it => (int?)it["evses"]![0]!["transaction"]?["id"] > 0);
        (await api.StatusAsync("/metrics")).ShouldBe(200);

        (await process.TerminateAsync()).ShouldBe(0);
        process.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Simulator__Otlp__Endpoint", "collector:4318", "Simulator:Otlp:Endpoint")]
    [InlineData("Simulator__Otlp__Endpoint", "ftp://collector", "Simulator:Otlp:Endpoint")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("Simulator__Otlp__Protocol", "http/json", "Simulator:Otlp:Protocol is set, but nowhere to send to")]
    [InlineData("Simulator__Otlp__Url", "http://x", "there are Endpoint, Protocol, Headers, IntervalSeconds")]
    public async Task A_setting_that_is_wrong_ends_the_start_with_a_line(string name, string value, string mentions)
    {
        using var process = ServerProcess.Start(Arguments, (name, value));

        (await process.ExitAsync()).ShouldBe(2);
        process.Errors.TrimEnd().ShouldNotContain("\n");
        process.Errors.ShouldContain(mentions);
    }

    [Theory]
    [InlineData("Simulator__Otlp__Protocol", "http/json", "must be http/protobuf or grpc")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json'")]
    [InlineData("Simulator__Otlp__Headers", "topsecret", "must be NAME=VALUE")]
    [InlineData("Simulator__Otlp__IntervalSeconds", "0", "from 1 to 3600")]
    public async Task So_does_one_beside_an_endpoint(string name, string value, string mentions)
    {
        using var process = ServerProcess.Start(
            Arguments,
            ("Simulator__Otlp__Endpoint", "http://127.0.0.1:4318"),
            (name, value)
        );

        (await process.ExitAsync()).ShouldBe(2);
        process.Errors.ShouldContain(mentions);
        process.Errors.ShouldNotContain("topsecret");
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static double? Connections(OtlpRequest request, string state) =>
        request.Metrics.Metrics.GetValueOrDefault("ocppsim.connections")?.Value("state", state);

    private sealed class ListLogger : ILogger
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add((logLevel, formatter(state, exception)));
    }
}
