using System.Collections.Concurrent;
using System.Collections.Frozen;
using Server.Hosting;
using Server.Roster;
using Simulation;
using Simulation.Logs;

namespace Server.Logs;

/// <summary>
/// Writes the logs of those locations to the disk that want it. One task writes for all of them; it hears nothing while none
/// wants it, and a disk that is slow or full costs lines, never time of a charger.
/// </summary>
internal sealed class DurableLogs : IHostedService, IDisposable
{
    private const int LinesAtATime = 5000;
    private const int MostWaiting = 100_000;
    private const int MostWaitingBytes = 64 * 1024 * 1024;

    private readonly ChargerRoster _roster;
    private readonly Fleet _fleet;
    private readonly SimulatorSettings _settings;
    private readonly ConcurrentDictionary<string, DurableLogFile> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile FrozenSet<string> _locations = FrozenSet<string>.Empty;
    private LogTail? _tail;
    private CancellationTokenSource _ended = new();
    private bool _disposed;
    private Task _writing = Task.CompletedTask;

    public DurableLogs(ChargerRoster roster, Fleet fleet, SimulatorSettings settings, DataDirectory directory)
    {
        (_roster, _fleet, _settings) = (roster, fleet, settings);
        Root = Path.Combine(directory.Path, "logs");
        roster.LocationsChanged += (_, _) => Follow();
    }

    /// <summary>Where the directories of the locations are.</summary>
    public string Root { get; }

    /// <summary>An id has no percent sign: what is escaped is unambiguous, and no way out of the directory.</summary>
    public string DirectoryOf(string locationId) => Path.Combine(Root, Uri.EscapeDataString(locationId));

    /// <summary>Why a location's log cannot be written; null when all is well.</summary>
    public string? ProblemOf(string locationId) =>
        _files.TryGetValue(locationId, out var file) && file.Problem is { } problem
            ? $"{problem} {file.Lost} lines are lost so far; it is tried again every 10 s."
            : null;

    /// <summary>Whether a file is the one that lines go to at present.</summary>
    public bool Writes(string locationId, string name) =>
        _locations.Contains(locationId) && _files.TryGetValue(locationId, out var file) && file.Name == name;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Follow();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Leave();
        await _writing.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        // Twice: it is known to the host by two names.
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                Leave();
                _ended.Dispose();
            }
        }
    }

    private void Follow()
    {
        lock (_gate)
        {
            _locations = _roster.Locations.Where(row => row.DurableLog).Select(row => row.Id).ToFrozenSet();
            if (_locations.Count > 0 == _tail is not null)
            {
                return;
            }

            if (_tail is not null)
            {
                Leave();
                return;
            }

            _ended = new CancellationTokenSource();
            _tail = _fleet.Log.Follow(null, Wanted, MostWaiting, MostWaitingBytes);
            _writing = WriteAsync(_writing, _tail, _ended.Token);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _ended.Cancel();
            _tail = null;
        }
    }

    private bool Wanted(string? chargerId) => LocationOf(chargerId) is { } location && _locations.Contains(location);

    private string? LocationOf(string? chargerId) =>
        chargerId is not null && _roster.TryGet(chargerId, out var charger) ? charger.Row.LocationId : null;

    private async Task WriteAsync(Task former, LogTail tail, CancellationToken cancel)
    {
        // Off the caller, who may be in a turn of the roster.
        await former.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var _ = tail;
        try
        {
            while (true)
            {
                Write(await tail.ReadAsync(LinesAtATime, cancel));
            }
        }
        catch (OperationCanceledException)
        {
            while (tail.Take(LinesAtATime) is { } rest)
            {
                Write(rest);
            }
        }
        finally
        {
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }

            _files.Clear();
        }
    }

    private void Write(LogNews news)
    {
        foreach (var line in news.Entries)
        {
            // One whose charger has just gone is written where the location is known no more: nowhere.
            if (LocationOf(line.ChargerId) is { } location)
            {
                var file = Of(location);
                file.Add(line);
                if (file.Full)
                {
                    file.Flush(_fleet.Now.ToUtc());
                }
            }
        }

        foreach (var (location, file) in _files)
        {
            // Whose they were is not known any more.
            file.Miss(news.Dropped);
            file.Flush(_fleet.Now.ToUtc());
            if (!_locations.Contains(location))
            {
                file.Dispose();
                _files.TryRemove(location, out _);
            }
        }
    }

    private DurableLogFile Of(string location) =>
        _files.GetOrAdd(location, id => new DurableLogFile(DirectoryOf(id), _settings.Logs.DurableMb * 1024L * 1024L));
}
