using ChargePoints;
using Ocpp;
using Server.Chargers;
using Server.Roster;

namespace Server.Live;

/// <summary>Everything about one charger.</summary>
internal sealed class ChargerTopic : LiveTopic
{
    private readonly ChargerRoster _roster;
    private readonly string _id;
    private ConfigurationView _configuration;
    private ChargePointSnapshot _snapshot;
    private Dictionary<int, Simulation.PowerSample> _sampledTo = [];
    private volatile bool _changed = true;
    private volatile bool _gone;

    public ChargerTopic(ChargerRoster roster, RosterCharger charger)
    {
        _roster = roster;
        _id = charger.Id;
        // What there is so far is what the page has just fetched.
        _configuration = charger.Unit.Configuration;
        _snapshot = charger.Unit.Snapshot;
        Samples(charger);
    }

    public override string Method => "charger";

    public override void Changed(string chargerId) => _changed |= chargerId == _id;

    public override void Added(RosterCharger charger)
    {
        if (charger.Id == _id)
        {
            _changed = true;
            _gone = false;
        }
    }

    public override void Removed(string chargerId) => _gone |= chargerId == _id && !_roster.TryGet(_id, out _);

    public override void Reset()
    {
        _changed = true;
        _gone |= !_roster.TryGet(_id, out _);
    }

    public override ValueTask<object?> TakeAsync(long tick)
    {
        if (_gone)
        {
            _gone = false;
            return new(Update(null, [], null, []));
        }

        if (!_roster.TryGet(_id, out var charger))
        {
            return new((object?)null);
        }

        var configuration = charger.Unit.Configuration;
        var configured = !ReferenceEquals(configuration, _configuration);
        // Energy grows without an event while power flows.
        var snapshot = charger.Unit.Snapshot;
        var flows = tick % TicksPerSecond == 0 && snapshot.Evses.Any(evse => evse.PowerW > 0);
        if (!_changed && !flows && !configured)
        {
            return new((object?)null);
        }

        _changed = false;
        var parts = ChargerParts.Changed(_snapshot, snapshot);
        if (ChargerParts.SecurityChanged(_configuration, configuration) && !parts.Contains(ChargerPart.Security))
        {
            parts = [.. parts, ChargerPart.Security];
        }

        _configuration = configuration;
        _snapshot = snapshot;
        var now = _roster.Fleet.Now;
        return new(
            Update(
                ChargerView.Of(charger, now),
                Samples(charger),
                configured ? ConfigurationApi.Read(configuration) : null,
                parts
            )
        );
    }

    private ChargerUpdate Update(
        Charger? charger,
        IReadOnlyList<EvseSample> samples,
        IReadOnlyList<Chargers.ConfigurationKey>? configuration,
        IReadOnlyList<ChargerPart> parts
    ) =>
        new()
        {
            Seq = NextSeq(),
            ChargerId = _id,
            Charger = charger,
            Samples = samples,
            Configuration = configuration,
            Parts = parts,
        };

    /// <summary>What has been added to the history since the last call.</summary>
    private List<EvseSample> Samples(RosterCharger charger)
    {
        var samples = new List<EvseSample>();
        var sampledTo = new Dictionary<int, Simulation.PowerSample>();
        foreach (var evse in charger.Row.Evses)
        {
            // The last one seen is found again by its value: several may bear the same time.
            var seen = _sampledTo.TryGetValue(evse.Id, out var last);
            var history = charger.Unit.History(evse.Id, seen ? last.Time : null);
            var from = seen ? history.ToList().LastIndexOf(last) + 1 : 0;
            samples.AddRange(
                history
                    .Skip(from)
                    .Select(sample => new EvseSample(
                        evse.Id,
                        sample.Time.ToUtc(),
                        sample.PowerW,
                        sample.LimitW,
                        sample.SocPercent is { } soc ? Math.Round(soc, 1) : null
                    ))
            );
            if (history.Count > 0)
            {
                sampledTo[evse.Id] = history[^1];
            }
        }

        _sampledTo = sampledTo;
        return samples;
    }
}
