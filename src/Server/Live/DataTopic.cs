using Server.Locations;
using Server.Roster;

namespace Server.Live;

/// <summary>
/// Whether the lists of locations and vehicles are as they were: a page that shows one fetches it again when its number has
/// grown. What is counted and where cars are is looked at once a second, and only after a charger has changed.
/// </summary>
internal sealed class DataTopic(DataPulse pulse) : LiveTopic
{
    private (long Locations, long Vehicles) _told = pulse.Take(LookNow);

    private const long LookNow = -1;

    public override string Method => "data";

    public override void Changed(string chargerId) => pulse.NoteChargers();

    public override void Added(RosterCharger charger) => pulse.NoteChargers();

    public override void Removed(string chargerId) => pulse.NoteChargers();

    public override void Reset() => pulse.NoteChargers();

    public override ValueTask<object?> TakeAsync(long tick)
    {
        var versions = pulse.Take(tick);
        if (versions == _told)
        {
            return new((object?)null);
        }

        _told = versions;
        return new(
            new DataUpdate
            {
                Seq = NextSeq(),
                Locations = versions.Locations,
                Vehicles = versions.Vehicles,
            }
        );
    }
}

/// <summary>The versions of the lists of locations and vehicles, once for all who listen.</summary>
internal sealed class DataPulse(ChargerRoster roster)
{
    private readonly Lock _lock = new();
    private volatile bool _chargersChanged = true;
    private int _countsLook;
    private int _placesLook;
    private long _countsVersion;
    private long _placesVersion;

    /// <summary>Chargers have changed: how many there are, run or are connected, or which car is where.</summary>
    public void NoteChargers() => _chargersChanged = true;

    public (long Locations, long Vehicles) Take(long tick)
    {
        lock (_lock)
        {
            if (_chargersChanged && (tick < 0 || tick % LiveTopic.TicksPerSecond == 0))
            {
                _chargersChanged = false;
                Look();
            }

            return (roster.LocationsVersion + _countsVersion, roster.VehiclesVersion + _placesVersion);
        }
    }

    private void Look()
    {
        var counts = new HashCode();
        foreach (var (id, sum) in LocationCounts.Of(roster).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            counts.Add(id);
            counts.Add(sum);
        }

        var places = new HashCode();
        foreach (var (id, place) in roster.PluggedIn().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            places.Add(id);
            places.Add(place.ChargerId);
            places.Add(place.EvseId);
        }

        Note(counts.ToHashCode(), ref _countsLook, ref _countsVersion);
        Note(places.ToHashCode(), ref _placesLook, ref _placesVersion);
    }

    private static void Note(int look, ref int last, ref long version)
    {
        if (look != last)
        {
            (last, version) = (look, version + 1);
        }
    }
}
