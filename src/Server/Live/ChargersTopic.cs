using Ocpp;
using Server.Chargers;
using Server.Roster;

namespace Server.Live;

/// <summary>The charger table of the active location: what a row shows has changed; power only for the rows in sight.</summary>
internal sealed class ChargersTopic : LiveTopic
{
    // A thousand chargers that boot at once come over several messages, so that none is long in the making.
    private const int MostPerMessage = 250;

    private readonly ChargerRoster _roster;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = [];
    private readonly HashSet<string> _removed = [];
    private readonly Dictionary<string, int> _shown = [];
    private Dictionary<string, Instant?> _watched = [];
    private string _locationId;
    private bool _reset;

    public ChargersTopic(ChargerRoster roster)
    {
        _roster = roster;
        _locationId = roster.Active.Id;
    }

    public override string Method => "chargers";

    public override void Changed(string chargerId)
    {
        lock (_lock)
        {
            _changed.Add(chargerId);
        }
    }

    public override void Added(RosterCharger charger)
    {
        lock (_lock)
        {
            _shown.Remove(charger.Id);
            _removed.Remove(charger.Id);
            _changed.Add(charger.Id);
        }
    }

    public override void Removed(string chargerId)
    {
        lock (_lock)
        {
            _shown.Remove(chargerId);
            _changed.Remove(chargerId);
            _removed.Add(chargerId);
        }
    }

    public override void Reset()
    {
        lock (_lock)
        {
            _reset = true;
            _changed.Clear();
            _removed.Clear();
            _shown.Clear();
        }
    }

    public override void Watch(IReadOnlyList<string> chargerIds)
    {
        lock (_lock)
        {
            _watched = chargerIds.Distinct().ToDictionary(id => id, id => _watched.GetValueOrDefault(id));
            _changed.UnionWith(chargerIds);
        }
    }

    public override ValueTask<object?> TakeAsync(long tick)
    {
        lock (_lock)
        {
            var location = _roster.Active.Id;
            if (location != _locationId)
            {
                _locationId = location;
                _reset = true;
            }

            if (tick % TicksPerSecond == 0)
            {
                NoteMessages();
            }

            var now = _roster.Fleet.Now;
            var changed = TakeChanged(now);
            if (changed.Count == 0 && _removed.Count == 0 && !_reset)
            {
                return new((object?)null);
            }

            var update = new ChargersUpdate
            {
                Seq = NextSeq(),
                Changed = changed,
                Removed = [.. _removed],
                Reset = _reset,
            };
            _removed.Clear();
            _reset = false;
            return new(update);
        }
    }

    // The time of the last message moves without any other change.
    private void NoteMessages()
    {
        foreach (var (id, last) in _watched)
        {
            if (_roster.TryGet(id, out var charger) && charger.Unit.LastMessageAt != last)
            {
                _changed.Add(id);
            }
        }
    }

    private List<Charger> TakeChanged(Instant now)
    {
        var changed = new List<Charger>();
        foreach (var id in _changed)
        {
            if (changed.Count == MostPerMessage)
            {
                break;
            }

            _changed.Remove(id);
            if (!_roster.TryGet(id, out var charger) || charger.Row.LocationId != _locationId)
            {
                continue;
            }

            var look = Look(charger);
            if (_watched.ContainsKey(id))
            {
                _watched[id] = charger.Unit.LastMessageAt;
            }
            else if (_shown.TryGetValue(id, out var shown) && shown == look)
            {
                continue;
            }

            _shown[id] = look;
            changed.Add(ChargerView.Of(charger, now));
        }

        return changed;
    }

    /// <summary>What a row shows besides power, as one number.</summary>
    private static int Look(RosterCharger charger)
    {
        var (unit, look) = (charger.Unit, new HashCode());
        look.Add(charger.Running);
        look.Add(unit.Link.State);
        Add(ref look, unit.Snapshot.Registration);
        foreach (var chaos in unit.Chaos)
        {
            look.Add(chaos.Id);
        }

        look.Add(unit.Failure);
        foreach (var evse in unit.Snapshot.Evses)
        {
            look.Add(evse.Status);
            look.Add(evse.ErrorCode);
            look.Add(evse.Vehicle?.Id);
            Add(ref look, evse.Transaction?.Id);
            Add(ref look, evse.Transaction?.StartedAt);
        }

        return look.ToHashCode();
    }

    // To HashCode itself, null is the same as 0 and the first of an enum.
    private static void Add<T>(ref HashCode look, T? value)
        where T : struct
    {
        look.Add(value.HasValue);
        look.Add(value.GetValueOrDefault());
    }
}
