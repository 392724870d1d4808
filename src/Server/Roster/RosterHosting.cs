using Microsoft.AspNetCore.Hosting.Server;
using Server.Csms;
using Server.Demo;
using Server.Hosting;
using Server.Metrics;
using Server.Scenarios;
using Server.Storage;
using Server.Truth;
using Simulation;
using Simulation.Transfers;

namespace Server.Roster;

/// <summary>The roster in the host.</summary>
internal static class RosterHosting
{
    public static void AddRoster(this IServiceCollection services)
    {
        services.AddSingleton(provider => new FileTransfers(
            new TransferOptions
            {
                MaxBytes = provider.GetRequiredService<SimulatorSettings>().MaxTransferMb * 1_000_000L,
            }
        ));
        services.AddSingleton<RunLedgers>();
        services.AddSingleton(provider => new Fleet(
            new FleetOptions
            {
                Transfers = provider.GetRequiredService<FileTransfers>(),
                Witness = provider.GetRequiredService<RunLedgers>(),
                Meter = provider.GetRequiredService<SimulatorMeter>().Meter,
                LogMemoryMb = provider.GetRequiredService<SimulatorSettings>().Logs.MemoryMb,
            },
            provider.GetRequiredService<SqliteChargerStore>()
        ));
        services.AddSingleton<ChargerRoster>();
        services.AddHostedService<RosterLife>();
    }

    /// <summary>Requests wait until everything is loaded: a moment at the start.</summary>
    public static void UseReadiness(this WebApplication app)
    {
        var roster = app.Services.GetRequiredService<ChargerRoster>();
        app.Use(
            async (context, next) =>
            {
                if (!roster.Opened.IsCompleted)
                {
                    await roster.Opened.WaitAsync(context.RequestAborted);
                }

                await next(context);
            }
        );
    }
}

/// <summary>Opens the roster when the address of the embedded CSMS is known, and stops the chargers while it still answers.</summary>
internal sealed class RosterLife(
    Database database,
    ChargerRoster roster,
    Fleet fleet,
    SqliteChargerStore store,
    RunMark mark,
    IServer server,
    UserScenarios scenarios,
    SimulatorSettings settings
) : IHostedLifecycleService
{
    // The process ends within the time of a stop: the database and the host need some of it.
    private static readonly TimeSpan ChargersLimit = SimulatedCharger.StopLimit - TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Migrate();
        await scenarios.LoadAsync();
        if (settings.NoDemo)
        {
            await roster.SeedAsync(DemoLocation.Default, [], []);
        }
        else
        {
            await roster.SeedAsync(DemoLocation.Location, DemoLocation.Chargers, DemoLocation.Vehicles);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) =>
        settings.NoCsms
            ? roster.OpenAsync(null)
            : roster.OpenAsync(CsmsAddresses.Nearest(server), CsmsAddresses.Of(server, secure: true));

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await fleet.StopAsync(ChargersLimit);
        try
        {
            await store.FlushAsync(cancellationToken);
            mark.Remove();
        }
        catch (OperationCanceledException)
        {
            // The database cannot be written: the mark stays, and the next start knows.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
