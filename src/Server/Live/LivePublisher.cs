using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Server.Import;
using Server.Logs;
using Server.Roster;
using Server.Scenarios;
using Simulation;

namespace Server.Live;

/// <summary>
/// Sends the hub's clients what they listen to, at most four times a second. One timer for all, which runs only while
/// somebody listens; what has changed comes from the fleet's own set of changes, so nothing is polled. A client whose last
/// message is still on its way is left out until it has it.
/// </summary>
internal sealed partial class LivePublisher : IDisposable
{
    private const int MostTopics = 32;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1.0 / LiveTopic.TicksPerSecond);

    private readonly ConcurrentDictionary<string, LiveClient> _clients = [];
    private readonly ChargerRoster _roster;
    private readonly IHubContext<LiveHub> _hub;
    private readonly ILogger<LivePublisher> _log;
    private readonly ImportProgress _import;
    private readonly ScenarioRuns _scenarios;
    private readonly FleetPulse _pulse;
    private readonly DataPulse _data;
    private readonly CancellationTokenSource _ended = new();
    private int _running;
    private long _leftOut;

    public LivePublisher(
        ChargerRoster roster,
        ImportProgress import,
        ScenarioRuns scenarios,
        FleetPulse pulse,
        IHubContext<LiveHub> hub,
        ILogger<LivePublisher> log
    )
    {
        (_roster, _import, _scenarios, _hub, _log) = (roster, import, scenarios, hub, log);
        _pulse = pulse;
        _data = new DataPulse(roster);
        roster.Changed += (_, change) => ForEach(topic => Tell(topic, change));
    }

    /// <summary>Clients of the hub that have listened to something.</summary>
    public int Clients => _clients.Count;

    /// <summary>How often a client was left out because its last message was still on its way.</summary>
    public long LeftOut => Volatile.Read(ref _leftOut);

    /// <summary>Begins to send a topic, and gives its number so far.</summary>
    /// <exception cref="HubException">There is no such topic or charger, or the client has too many.</exception>
    public long Subscribe(string connectionId, string name) =>
        Subscribe(connectionId, name, anew: false, () => Create(name));

    /// <summary>Begins to send lines of the log; those of another filter no more.</summary>
    public long SubscribeLogs(string connectionId, LogSelection selection) =>
        Subscribe(connectionId, "logs", anew: true, () => new LogTopic(_roster.Fleet.Log, selection));

    private long Subscribe(string connectionId, string name, bool anew, Func<LiveTopic> create)
    {
        var client = _clients.GetOrAdd(connectionId, id => new LiveClient(id));
        long seq;
        lock (client)
        {
            if (client.Topics.TryGetValue(name, out var present))
            {
                if (!anew)
                {
                    return present.Seq;
                }

                present.Dispose();
                client.Topics.Remove(name);
            }

            if (client.Topics.Count >= MostTopics)
            {
                throw new HubException(
                    $"A client can listen to at most {MostTopics} topics: unsubscribe from one first."
                );
            }

            var topic = create();
            if (present is not null)
            {
                topic.GoOnFrom(present);
            }

            topic.Watch(client.Rows);
            client.Topics.Add(name, topic);
            seq = topic.Seq;
        }

        if (Interlocked.Exchange(ref _running, 1) == 0)
        {
            _ = RunAsync();
        }

        return seq;
    }

    public void Unsubscribe(string connectionId, string name)
    {
        if (_clients.TryGetValue(connectionId, out var client))
        {
            lock (client)
            {
                if (client.Topics.Remove(name, out var topic))
                {
                    topic.Dispose();
                }
            }
        }
    }

    public void WatchRows(string connectionId, IReadOnlyList<string> ids)
    {
        var client = _clients.GetOrAdd(connectionId, id => new LiveClient(id));
        lock (client)
        {
            client.Rows = ids;
            foreach (var topic in client.Topics.Values)
            {
                topic.Watch(ids);
            }
        }
    }

    public void Leave(string connectionId)
    {
        if (_clients.TryRemove(connectionId, out var client))
        {
            lock (client)
            {
                foreach (var topic in client.Topics.Values)
                {
                    topic.Dispose();
                }

                client.Topics.Clear();
            }
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private static void Tell(LiveTopic topic, RosterChange change)
    {
        if (change.Added is { } charger)
        {
            topic.Added(charger);
        }
        else if (change.RemovedId is { } id)
        {
            topic.Removed(id);
        }
        else
        {
            topic.Reset();
        }
    }

    private LiveTopic Create(string name) =>
        name.Split(':', 2) switch
        {
            ["fleet"] => new FleetTopic(_pulse),
            ["data"] => new DataTopic(_data),
            ["import"] => new ImportTopic(_import),
            ["chargers"] => new ChargersTopic(_roster),
            ["charger", var id] => new ChargerTopic(_roster, Charger(id)),
            ["scenario", var id] when _roster.Location(id) is not null => new ScenarioTopic(_roster, _scenarios, id),
            ["scenario", var id] => throw new HubException($"There is no location '{id}'."),
            _ => throw new HubException(
                $"There is no topic '{name}': there are fleet, chargers, data, import, charger:ID and scenario:LOCATION."
            ),
        };

    private RosterCharger Charger(string id) =>
        _roster.TryGet(id, out var charger) ? charger : throw new HubException($"There is no charger '{id}'.");

    private async Task RunAsync()
    {
        var changed = new List<SimulatedCharger>();
        try
        {
            // What changed while nobody listened is in what a page fetches.
            _roster.Fleet.DrainChanged(changed);
            using var timer = new PeriodicTimer(Tick);
            for (long tick = 1; await timer.WaitForNextTickAsync(_ended.Token); tick++)
            {
                changed.Clear();
                _roster.Fleet.DrainChanged(changed);
                ForEach(topic => changed.ForEach(charger => topic.Changed(charger.Id)));
                var anyone = false;
                foreach (var client in _clients.Values)
                {
                    anyone |= client.Topics.Count > 0;
                    if (client.Sending.IsCompleted)
                    {
                        client.Sending = SendAsync(client, tick);
                    }
                    else
                    {
                        _leftOut++;
                    }
                }

                if (!anyone)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Volatile.Write(ref _running, 0);
        if (_clients.Values.Any(client => client.Topics.Count > 0) && Interlocked.Exchange(ref _running, 1) == 0)
        {
            // Somebody came while it stopped.
            _ = RunAsync();
        }
    }

    private async Task SendAsync(LiveClient client, long tick)
    {
        LiveTopic[] topics;
        lock (client)
        {
            topics = [.. client.Topics.Values];
        }

        foreach (var topic in topics)
        {
            try
            {
                if (await topic.TakeAsync(tick) is { } message)
                {
                    await _hub.Clients.Client(client.Id).SendAsync(topic.Method, message, _ended.Token);
                }
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                // The topic or the client is gone.
            }
            catch (Exception error)
            {
                LogFailed(error, topic.Method);
            }
        }
    }

    private void ForEach(Action<LiveTopic> act)
    {
        foreach (var client in _clients.Values)
        {
            lock (client)
            {
                foreach (var topic in client.Topics.Values)
                {
                    act(topic);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A message of topic {Topic} could not be made")]
    private partial void LogFailed(Exception error, string topic);

    private sealed class LiveClient(string id)
    {
        public string Id => id;

        public Dictionary<string, LiveTopic> Topics { get; } = [];

        public IReadOnlyList<string> Rows { get; set; } = [];

        /// <summary>The last messages on their way.</summary>
        public Task Sending { get; set; } = Task.CompletedTask;
    }
}
