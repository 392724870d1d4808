namespace Server.Metrics;

/// <summary>The figures of the simulator in the host.</summary>
internal static class MetricsHosting
{
    public static void AddMetricsOfSimulator(this IServiceCollection services, OtlpSettings settings)
    {
        services.AddSingleton<SimulatorMeter>();
        services.AddSingleton(provider =>
        {
            var meter = provider.GetRequiredService<SimulatorMeter>().Meter;
            return new MetricReader(other => other == meter || other.Name == SimulatorMeter.Runtime);
        });
        services.AddHostedService<MetricsLife>();
        services.AddSingleton(settings);
        services.AddHostedService<OtlpExport>();
    }
}

/// <summary>Begins to measure when everything that is measured is there.</summary>
internal sealed class MetricsLife(SimulatorMeter meter, MetricReader reader, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = reader;
        meter.Observe(services);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
