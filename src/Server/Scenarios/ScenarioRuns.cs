using System.Collections.Concurrent;
using System.Security.Cryptography;
using Csms;
using Server.Api;
using Server.Csms;
using Server.Csms.Files;
using Server.Locations;
using Server.Roster;
using Server.Storage;
using Server.Truth;
using Server.Vehicles;
using Simulation.Logs;
using Simulation.Scenarios;
using Simulation.Truth;

namespace Server.Scenarios;

/// <summary>
/// The runs of this process: one at a time in each location, and the last one until the next begins. A run ends with the
/// process and with the location's activity; a charger that is deleted, moved or switched off meanwhile is left out.
/// </summary>
internal sealed class ScenarioRuns : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>The greatest seed: all numbers up to it are exact in JSON.</summary>
    public const long MaxSeed = (1L << 53) - 1;

    private readonly ConcurrentDictionary<string, LocationRun> _runs = new(StringComparer.Ordinal);
    private readonly Lock _starting = new();
    private readonly ScenarioLoop _loop;
    private readonly ChargerRoster _roster;
    private readonly CentralSystem? _central;
    private readonly CsmsClock? _clock;
    private readonly FileStore? _files;
    private readonly RunLedgers _ledgers;
    private int _count;

    public ScenarioRuns(ChargerRoster roster, IServiceProvider services)
    {
        _roster = roster;
        _ledgers = services.GetRequiredService<RunLedgers>();
        _loop = new ScenarioLoop(() => roster.Fleet.Now);
        // Not there with --no-csms.
        _central = services.GetService<CentralSystem>();
        _clock = services.GetService<CsmsClock>();
        _files = services.GetService<FileStore>();
    }

    /// <summary>What can be run.</summary>
    public ScenarioCatalogue Catalogue { get; } = new();

    /// <summary>The run of a location, or the last one there; null before the first.</summary>
    public LocationRun? Of(string locationId) => _runs.GetValueOrDefault(locationId);

    /// <summary>True while a run is on in a location.</summary>
    public bool IsOn(string locationId) => Of(locationId)?.Run.Running == true;

    /// <summary>Begins a run in a location. Its chargers are switched on as its first act.</summary>
    /// <exception cref="ConflictException">A run is on there, it is idle, or it has no chargers.</exception>
    public LocationRun Start(
        LocationRow location,
        ScenarioSource source,
        ScenarioValues values,
        ulong? seed,
        TimeSpan duration
    )
    {
        var chargers = _roster.In(location.Id);
        var order = new ScenarioOrder
        {
            Scenario = source.Make(),
            Values = values,
            Seed = seed ?? FreshSeed(),
            Duration = duration,
            StartAt = _roster.Fleet.Now,
            Chargers = [.. chargers.Select(it => new ScenarioCharger(it.Id, it.Unit.Definition.ChargePoint.Evses))],
            Vehicles =
            [
                .. _roster
                    .Vehicles.Where(row => row.LocationId == location.Id)
                    .Select(row => new ScenarioVehicle(VehiclesApi.Settings(row), row.IdTag)),
            ],
        };
        lock (_starting)
        {
            Refuse(location, chargers);
            var id = $"{order.StartAt.ToUtc():yyyyMMdd-HHmmss}-{++_count}";
            var run = new ScenarioRun(order, new RosterFleet(_roster, location.Id, _central, _clock, _files));
            var ledger = _ledgers.Begin(Of(location.Id)?.Ledger, chargers.Select(it => it.Id));
            var sessionsBefore = _central?.LastSessionNumber ?? 0;
            var begun = new LocationRun(id, location.Id, source.Description, run, ledger, sessionsBefore);
            Note("run-started", begun, $"seed {order.Seed}, {order.Duration.TotalSeconds} s");
            _ = CloseAsync(begun);
            _loop.Attach(run);
            return _runs[location.Id] = begun;
        }
    }

    /// <summary>Ends the run of a location and waits until it is over; false when none is on.</summary>
    public async Task<bool> StopAsync(string locationId)
    {
        if (Of(locationId) is not { Run: { Running: true } run })
        {
            return false;
        }

        run.Stop();
        await run.Ended;
        return true;
    }

    /// <summary>Ends all runs, and waits until they are over.</summary>
    public Task StopAllAsync() => Task.WhenAll(_runs.Keys.Select(StopAsync));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the chargers stop, so that what the runs leave behind is cleared away.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken) => await _loop.DisposeAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private void Refuse(LocationRow location, IReadOnlyList<RosterCharger> chargers)
    {
        if (Of(location.Id) is { Run.Running: true } present)
        {
            throw new ConflictException(
                $"'{present.Description.Name}' (run {present.Id}) is running in location '{location.Id}'. Stop it first: POST /scenarios/stop."
            );
        }

        if (_roster.Location(location.Id)?.State is null or LocationState.Idle)
        {
            throw new ConflictException($"The location '{location.Id}' is idle: activate it first.");
        }

        if (chargers.Count == 0)
        {
            throw new ConflictException(
                $"There are no chargers in location '{location.Id}': create or import some first."
            );
        }
    }

    // What begins after the run is none of its sessions.
    private async Task CloseAsync(LocationRun it)
    {
        await it.Run.Ended;
        it.Ledger.Close();
        Note("run-ended", it, $"{it.Run.End}, hash {it.Run.Hash}");
    }

    private void Note(string type, LocationRun it, FormattableString detail) =>
        _roster.Fleet.Log.Note(
            _roster.Fleet.Now,
            LogCategory.Scenario,
            type,
            FormattableString.Invariant($"{it.Description.Name} (run {it.Id}) in location {it.LocationId}: ")
                + FormattableString.Invariant(detail)
        );

    private static ulong FreshSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) & MaxSeed;
}

/// <summary>A run in a location.</summary>
/// <param name="Id">Unique in this process.</param>
/// <param name="LocationId">Where it runs.</param>
/// <param name="Description">What runs.</param>
/// <param name="Run">The run.</param>
/// <param name="Ledger">The transactions that began in it.</param>
/// <param name="CsmsSessionsBefore">The number of the embedded CSMS's last session before it.</param>
internal sealed record LocationRun(
    string Id,
    string LocationId,
    ScenarioDescription Description,
    ScenarioRun Run,
    TransactionLedger Ledger,
    long CsmsSessionsBefore
);

/// <summary>Scenarios in the host.</summary>
internal static class ScenarioHosting
{
    /// <summary>To be called after the roster is added, so that runs end before the chargers stop.</summary>
    public static void AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<ScenarioRuns>();
        services.AddSingleton<TruthReader>();
        services.AddSingleton(provider => new UserScenarios(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<ScenarioRuns>().Catalogue
        ));
        services.AddHostedService(provider => provider.GetRequiredService<ScenarioRuns>());
    }
}
