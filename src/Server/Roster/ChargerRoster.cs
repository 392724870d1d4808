using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ChargePoints;
using Microsoft.EntityFrameworkCore;
using Server.Chargers;
using Server.Locations;
using Server.Storage;
using Server.Vehicles;
using Simulation;
using Simulation.Logs;

namespace Server.Roster;

/// <summary>
/// All locations with their chargers and vehicles, in memory and in the database, and the one fleet that the chargers of
/// all locations belong to. Reading never waits; changes take turns and go to the database first.
/// </summary>
internal sealed partial class ChargerRoster(
    Database database,
    SqliteChargerStore store,
    RunMark mark,
    Fleet fleet,
    ILogger<ChargerRoster> log
) : IDisposable
{
    private readonly ConcurrentDictionary<string, RosterCharger> _chargers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RosterCharger[]? _sorted;
    private volatile ImmutableDictionary<string, LocationRow> _locations = ImmutableDictionary<
        string,
        LocationRow
    >.Empty;
    private volatile ImmutableDictionary<string, VehicleRow> _vehicles = ImmutableDictionary<string, VehicleRow>.Empty;
    private long _locationsVersion;
    private long _vehiclesVersion;
    private string? _embeddedCsmsUrl;
    private Uri? _embeddedSecureUrl;

    /// <summary>Which chargers there are has changed.</summary>
    public event EventHandler<RosterChange>? Changed;

    /// <summary>A location itself has changed, is new or is gone.</summary>
    public event EventHandler? LocationsChanged;

    /// <summary>The embedded CSMS, without an identity; null when it is not hosted.</summary>
    public string? EmbeddedCsmsUrl => _embeddedCsmsUrl;

    /// <summary>The fleet.</summary>
    public Fleet Fleet => fleet;

    /// <summary>All locations, by name.</summary>
    public IReadOnlyList<LocationRow> Locations =>
        [.. _locations.Values.OrderBy(location => location.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Grows with each change of a location itself.</summary>
    public long LocationsVersion => Volatile.Read(ref _locationsVersion);

    /// <summary>Grows with each change of a vehicle itself.</summary>
    public long VehiclesVersion => Volatile.Read(ref _vehiclesVersion);

    /// <summary>The active location.</summary>
    public LocationRow Active => _locations.Values.First(location => location.State == LocationState.Active);

    /// <summary>All chargers, by id.</summary>
    public IReadOnlyList<RosterCharger> Chargers =>
        _sorted ??= [.. _chargers.Values.OrderBy(charger => charger.Id, StringComparer.Ordinal)];

    /// <summary>All vehicles, by id.</summary>
    public IEnumerable<VehicleRow> Vehicles => _vehicles.Values.OrderBy(vehicle => vehicle.Id, StringComparer.Ordinal);

    public bool TryGet(string id, [NotNullWhen(true)] out RosterCharger? charger) =>
        _chargers.TryGetValue(id, out charger);

    public LocationRow? Location(string id) => _locations.GetValueOrDefault(id);

    public VehicleRow? Vehicle(string id) => _vehicles.GetValueOrDefault(id);

    /// <summary>The vehicle of a location whose driver carries that tag.</summary>
    public VehicleRow? VehicleOf(string locationId, string idTag) =>
        _vehicles.Values.FirstOrDefault(vehicle =>
            vehicle.LocationId == locationId && vehicle.IdTag.Equals(idTag, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Where a vehicle is plugged in; null when it is not.</summary>
    public (string ChargerId, int EvseId)? WhereIs(string vehicleId)
    {
        foreach (var charger in _chargers.Values)
        {
            foreach (var evse in charger.Unit.Snapshot.Evses)
            {
                if (evse.Vehicle?.Id == vehicleId)
                {
                    return (charger.Id, evse.Id);
                }
            }
        }

        return null;
    }

    /// <summary>Where every car is that is plugged in, by its id.</summary>
    public Dictionary<string, PluggedInAt> PluggedIn()
    {
        var places = new Dictionary<string, PluggedInAt>(StringComparer.Ordinal);
        foreach (var charger in _chargers.Values)
        {
            foreach (var evse in charger.Unit.Snapshot.Evses)
            {
                if (evse.Vehicle is { } car)
                {
                    places[car.Id] = new(charger.Id, evse.Id, Math.Round(car.SocPercent, 1));
                }
            }
        }

        return places;
    }

    /// <summary>The chargers of a location, by id.</summary>
    public IReadOnlyList<RosterCharger> In(string locationId) =>
        [.. Chargers.Where(charger => charger.Row.LocationId == locationId)];

    /// <summary>The CSMS that a charger of that definition would use; null for none.</summary>
    public string? CsmsUrlOf(ChargerRow row) => row.CsmsUrl ?? Location(row.LocationId)?.CsmsUrl ?? _embeddedCsmsUrl;

    public bool Idle(RosterCharger charger) => Location(charger.Row.LocationId)?.State is null or LocationState.Idle;

    /// <summary>Why a charger cannot be started; null when it can.</summary>
    public string? StartProblem(RosterCharger charger)
    {
        var sockets = Sockets();
        return StartProblem(charger, ref sockets);
    }

    /// <summary>Why a charger cannot be started; null when it can.</summary>
    /// <param name="charger">The charger.</param>
    /// <param name="sockets">Taken so far (<see cref="Sockets()"/>); goes up by what this one takes.</param>
    public string? StartProblem(RosterCharger charger, ref int sockets) =>
        StartProblem(charger.Row, charger.CsmsUrl)
        ?? (charger.Unit.Running ? null : SocketProblem(charger.CsmsUrl, ref sockets));

    /// <summary>Why chargers that are about to be created could not all be started; null when they can.</summary>
    public string? StartProblem(IReadOnlyCollection<ChargerRow> created)
    {
        var needed = 0;
        foreach (var row in created)
        {
            var csmsUrl = CsmsUrlOf(row);
            if (StartProblem(row, csmsUrl) is { } problem)
            {
                return problem;
            }

            needed += Sockets(csmsUrl);
        }

        var taken = Sockets();
        return taken + needed <= SocketBudget.Limit
            ? null
            : $"This process may open {SocketBudget.Limit} sockets for chargers; {taken} are taken, and these {created.Count} chargers need "
                + $"{needed} (two by a charger at the embedded CSMS): create fewer, create them without starting them, stop other chargers, "
                + "raise the limit (ulimit -n), or use a CSMS outside of this process.";
    }

    private string? StartProblem(ChargerRow row, string? csmsUrl) =>
        Location(row.LocationId)?.State is null or LocationState.Idle
            ? $"The location '{row.LocationId}' of charger '{row.Id}' is idle: activate it first."
        : csmsUrl is null
            ? $"There is no CSMS for charger '{row.Id}': give it or its location a csmsUrl, or start without --no-csms."
        : null;

    private string? SocketProblem(string? csmsUrl, ref int sockets)
    {
        if (sockets + Sockets(csmsUrl) > SocketBudget.Limit)
        {
            return $"This process may open {SocketBudget.Limit} sockets for chargers, and {sockets} are taken (two by a charger "
                + "at the embedded CSMS): stop some chargers, raise the limit (ulimit -n), or use a CSMS outside of this process.";
        }

        sockets += Sockets(csmsUrl);
        return null;
    }

    /// <summary>The sockets that the running chargers take.</summary>
    public int Sockets() =>
        _chargers.Values.Where(charger => charger.Unit.Running).Sum(charger => Sockets(charger.CsmsUrl));

    public void Dispose() => _turn.Dispose();

    private int Sockets(string? csmsUrl) => csmsUrl == _embeddedCsmsUrl ? 2 : 1;

    /// <summary>Starts those that should run, as far as they can, and gives how many could not.</summary>
    private int StartWished(IEnumerable<RosterCharger> chargers, bool tell = true)
    {
        var sockets = Sockets();
        var (left, reason) = (0, "");
        foreach (var charger in chargers.Where(charger => charger.Running && !Idle(charger)))
        {
            if (StartProblem(charger, ref sockets) is { } problem)
            {
                (left, reason) = (left + 1, problem);
            }
            else
            {
                charger.Unit.Start();
            }
        }

        if (left > 0 && tell)
        {
            LogLeft(left, reason);
        }

        return left;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} chargers that should run were not started. {Reason}")]
    private partial void LogLeft(int count, string reason);

    [LoggerMessage(
        LogLevel.Error,
        "{Count} passwords and private keys cannot be read: the directory keys beside the database is not the one they were written with. "
            + "Bring it back, or set them anew."
    )]
    private partial void LogUnreadable(int count);

    private void NoteLocations()
    {
        Interlocked.Increment(ref _locationsVersion);
        LocationsChanged?.Invoke(this, EventArgs.Empty);
    }

    // In the simulator's own log.
    private void Note(string type, string detail) => fleet.Log.Note(fleet.Now, LogCategory.System, type, detail);

    private void NoteVehicles() => Interlocked.Increment(ref _vehiclesVersion);

    private RosterCharger Admit(ChargerRow row, DurableState? state)
    {
        var url = CsmsUrlOf(row);
        var secure = url == _embeddedCsmsUrl ? _embeddedSecureUrl : null;
        var charger = new RosterCharger(row, fleet.Add(Definitions.Of(row, url, secure), state), url);
        _chargers[row.Id] = charger;
        _sorted = null;
        return charger;
    }

    private async Task<IDisposable> TurnAsync()
    {
        await _turn.WaitAsync();
        return new Turn(_turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

/// <summary>Which chargers there are has changed.</summary>
/// <param name="added">A charger that is new or made anew.</param>
/// <param name="removedId">A charger that is gone from its location.</param>
internal sealed class RosterChange(RosterCharger? added, string? removedId) : EventArgs
{
    /// <summary>So much that a list is better read again: many chargers, or the active location.</summary>
    public static readonly RosterChange All = new(null, null);

    public RosterCharger? Added => added;

    public string? RemovedId => removedId;
}
