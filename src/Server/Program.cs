using Server.Api;
using Server.Backup;
using Server.Chargers;
using Server.Csms;
using Server.Demo;
using Server.Export;
using Server.Health;
using Server.Hosting;
using Server.Import;
using Server.Live;
using Server.Locations;
using Server.Logs;
using Server.Metrics;
using Server.Roster;
using Server.Scenarios;
using Server.Storage;
using Server.Templates;
using Server.Truth;
using Server.Ui;
using Server.Vehicles;

namespace Server;

/// <summary>The simulator: what it is made of, and where everything is.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, RunAsync);

    /// <summary>Runs the simulator until it is told to stop.</summary>
    /// <exception cref="StartFailureException">It cannot start, for a reason that its user can mend.</exception>
    public static async Task RunAsync(SimulatorSettings settings)
    {
        // Before anything is written: a start that fails leaves nothing behind.
        SocketBudget.Check();
        HostSetup.CheckAddresses(settings);
        await using var app = Build(settings);
        await app.StartOrFailAsync();
        await app.WaitForShutdownAsync();
    }

    /// <summary>Puts the simulator together.</summary>
    public static WebApplication Build(SimulatorSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.UseKestrelAt(settings);
        var directory = DataDirectory.Open(settings.DataDir);
        WorkDirectory.Recover(directory);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddApi();
        services.AddStorage(directory);

        // Before the roster, so that the chargers stop while their CSMS still answers.
        if (!settings.NoCsms)
        {
            services.AddCsms(settings.Csms with { DataDirectory = directory.Path });
        }

        services.AddRoster();
        services.AddScenarios();
        services.AddDemo();
        services.AddImport();
        services.AddBackup();
        services.AddLogs();
        services.AddLive();
        services.AddMetricsOfSimulator(settings.Otlp);

        var app = builder.Build();
        app.UsePipeline();

        app.MapOpenApi();
        app.MapHealth();
        app.MapMetrics();
        app.MapChargers();
        app.MapBulk();
        app.MapModels();
        app.MapDriverActions();
        app.MapChaos();
        app.MapQuirks();
        app.MapConfiguration();
        app.MapSecurity();
        app.MapChargingProfiles();
        app.MapFirmware();
        app.MapLogs();
        app.MapLocalList();
        app.MapReservations();
        app.MapLocations();
        app.MapVehicles();
        app.MapImport();
        app.MapExport();
        app.MapScenarios();
        app.MapTruth();
        app.MapBackup();
        app.MapLive();
        if (!settings.NoCsms)
        {
            app.MapCsms();
        }

        app.MapUi();
        return app;
    }
}
