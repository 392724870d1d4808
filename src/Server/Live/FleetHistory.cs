using Server.Roster;

namespace Server.Live;

/// <summary>A point of the history of the active location's power.</summary>
/// <param name="Time">When.</param>
/// <param name="PowerW">Power of all its EVSEs at that time.</param>
public sealed record FleetSample(DateTimeOffset Time, double PowerW);

/// <summary>
/// Power of the active location over the last hour, so that a page that has just been opened shows what was before it. A
/// ring: the oldest point makes room for the newest. Another location has a history of its own, which begins anew when it
/// becomes the active one.
/// </summary>
internal sealed class FleetHistory
{
    public const int IntervalSeconds = 5;
    public const int MostSamples = 3600 / IntervalSeconds;

    private readonly Lock _lock = new();
    private readonly Queue<FleetSample> _samples = new(MostSamples);
    private string? _locationId;

    public void Add(string locationId, FleetSample sample)
    {
        lock (_lock)
        {
            if (_locationId != locationId)
            {
                _locationId = locationId;
                _samples.Clear();
            }
            else if (_samples.Count == MostSamples)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }

    /// <summary>Oldest first; none when it is another location's.</summary>
    public IReadOnlyList<FleetSample> Read(string locationId, DateTimeOffset? from = null)
    {
        lock (_lock)
        {
            return _locationId == locationId ? [.. _samples.Where(sample => from is null || sample.Time >= from)] : [];
        }
    }
}

/// <summary>Adds the power of the active location up every few seconds, whether or not somebody looks.</summary>
internal sealed class FleetRecorder(FleetHistory history, ChargerRoster roster) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await roster.Opened.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(FleetHistory.IntervalSeconds));
            do
            {
                Take();
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private void Take()
    {
        var (location, power) = (roster.Active.Id, 0.0);
        foreach (var charger in roster.In(location))
        {
            foreach (var evse in charger.Unit.Snapshot.Evses)
            {
                power += evse.PowerW;
            }
        }

        history.Add(location, new FleetSample(roster.Fleet.Now.ToUtc(), Math.Round(power, 1)));
    }
}
