using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Server.Health;

namespace Server.Metrics;

/// <summary>
/// Sends the figures to a collector by OTLP, each interval and once more at the end. It runs on a thread of the library's; a collector that
/// is not there costs the warning below, and the end waits for it for <see cref="Patience"/> at most.
/// </summary>
internal sealed class OtlpExport(OtlpSettings settings, SimulatorMeter meter, ILogger<OtlpExport> log) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Endpoint is { } endpoint)
        {
            _provider = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddMeter(meter.Meter.Name, SimulatorMeter.Runtime)
                .AddReader(Reader(endpoint))
                .Build();
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_provider is { } provider)
        {
            await Task.Run(() => provider.Shutdown((int)Patience.TotalMilliseconds), CancellationToken.None);
            provider.Dispose();
        }
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last, and so they win.
    private static ResourceBuilder Resource() =>
        ResourceBuilder
            .CreateEmpty()
            .AddService("ocpp-simulator", serviceVersion: HealthApi.Version)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();

    private PeriodicExportingMetricReader Reader(Uri endpoint)
    {
        // What is not set here is what OpenTelemetry's variables say.
        var options = new OtlpExporterOptions
        {
            Protocol = settings.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Endpoint = settings.Grpc ? endpoint : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/metrics"),
        };
        if (settings.Headers is { } headers)
        {
            options.Headers = headers;
        }
        var periodic = new PeriodicExportingMetricReaderOptions();
        var interval = settings.IntervalSeconds * 1000 ?? periodic.ExportIntervalMilliseconds ?? 60_000;
        return new PeriodicExportingMetricReader(
            new WatchedExporter(options, log),
            interval,
            options.TimeoutMilliseconds
        )
        {
            TemporalityPreference = MetricReaderTemporalityPreference.Cumulative,
        };
    }
}

/// <summary>Says once that the collector does not take the figures, and once that it does again.</summary>
internal sealed partial class WatchedExporter(OtlpExporterOptions options, ILogger log) : OtlpMetricExporter(options)
{
    private readonly Uri _endpoint = options.Endpoint;
    private bool _failing;

    public override ExportResult Export(in Batch<Metric> metrics)
    {
        var result = base.Export(metrics);
        var fails = result != ExportResult.Success;
        if (fails && !_failing)
        {
            LogFailing(_endpoint);
        }
        else if (!fails && _failing)
        {
            LogRecovered(_endpoint);
        }
        _failing = fails;
        return result;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The collector at {Endpoint} does not take the metrics: is it there, and does it take OTLP there? They are sent again at each interval."
    )]
    private partial void LogFailing(Uri endpoint);

    [LoggerMessage(LogLevel.Information, "The collector at {Endpoint} takes the metrics again.")]
    private partial void LogRecovered(Uri endpoint);
}
