using Server.Locations;
using Server.Roster;
using Server.Scenarios;

namespace Server.Demo;

/// <summary>The drivers of the demo location, while it is active or kept running.</summary>
internal sealed partial class DemoDrivers(ChargerRoster roster, ScenarioRuns scenarios, ILogger<DemoDrivers> log)
    : BackgroundService
{
    private const ulong Seed = 20_260_101;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await roster.Opened.WaitAsync(stoppingToken);
        while (true)
        {
            var replaced = roster.Replaced;
            if (roster.Locations.FirstOrDefault(location => location.Demo) is { } demo)
            {
                await DriveAsync(demo.Id, replaced, stoppingToken);
            }

            await replaced.WaitAsync(stoppingToken);
        }
    }

    /// <summary>One for each car of the demo; a car that somebody has added is his to drive.</summary>
    public static IReadOnlyList<DemoDriver> Of(ChargerRoster roster, string demoId) =>
        [
            .. roster
                .VehiclesIn(demoId)
                .Where(car => DemoLocation.IsOurs(car.Id))
                .OrderBy(car => car.Id, StringComparer.Ordinal)
                .Select((car, number) => new DemoDriver(roster, car, number, Seed)),
        ];

    private async Task DriveAsync(string demoId, Task until, CancellationToken stoppingToken)
    {
        var drivers = Of(roster, demoId);
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(stoppingToken) && !until.IsCompleted)
        {
            if (roster.Location(demoId)?.State is null or LocationState.Idle)
            {
                continue;
            }

            var now = roster.Fleet.Now;
            // A scenario has the location for itself: whoever is there drives off, and nobody comes.
            var taken = scenarios.IsOn(demoId);
            foreach (var driver in drivers.Where(driver => taken ? driver.IsThere : driver.Due <= now))
            {
                try
                {
                    await driver.ActAsync();
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogFailed(error);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A driver of the demo failed")]
    private partial void LogFailed(Exception error);
}

/// <summary>The demo in the host.</summary>
internal static class DemoHosting
{
    public static void AddDemo(this IServiceCollection services) => services.AddHostedService<DemoDrivers>();
}
