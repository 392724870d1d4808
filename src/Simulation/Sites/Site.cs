using System.Runtime.InteropServices;
using ChargePoints;
using Ocpp;

namespace Simulation.Sites;

/// <summary>
/// A grid connection and the chargers on it. It steps on its shard, at whole seconds and only after something has changed: it tells its
/// chargers how far their volts sag and, with load management, what each EVSE may take. Chargers note what they take when they publish it.
/// </summary>
internal sealed class Site
{
    // A connection is dimensioned so that its volts sag about 3 % at its limit; EN 50160 leaves no more than 10 %.
    private const double SagAtLimit = 0.03;
    private const double MostSag = 0.06;

    // Volts that move less are not told: half a percent is about one volt.
    private const double SagStep = 0.005;
    private const double NominalV = 230;
    private const int PhaseCount = 3;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FleetShard _shard;
    private readonly Lock _turn = new();
    private readonly SortedList<string, SiteMember> _members = new(StringComparer.Ordinal);
    private SiteSettings _settings = new();
    private SiteClaim[] _claims = [];
    private SiteOutlet[] _outlets = [];
    private PhaseValues _sag;
    private long _order;
    private long _deciWatts;
    private long _milliAmps1;
    private long _milliAmps2;
    private long _milliAmps3;
    private int _paused;

    // Members that have not heard of what holds now, or that are told at each step.
    private bool _tell;
    private int _noted;

    public Site(string id, FleetShard shard)
    {
        Id = id;
        _shard = shard;
    }

    public string Id { get; }

    /// <summary>When it wants to step.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    public SiteView View
    {
        get
        {
            var current = CurrentA;
            var perPhaseA = PerPhaseA(Volatile.Read(ref _settings));
            return new()
            {
                PowerW = Volatile.Read(ref _deciWatts) / 10.0,
                CurrentA = current,
                Overloaded = Math.Max(current.L1, Math.Max(current.L2, current.L3)) > perPhaseA,
                PausedEvses = Volatile.Read(ref _paused),
            };
        }
    }

    private PhaseValues CurrentA =>
        new(
            Volatile.Read(ref _milliAmps1) / 1000.0,
            Volatile.Read(ref _milliAmps2) / 1000.0,
            Volatile.Read(ref _milliAmps3) / 1000.0
        );

    public void Set(SiteSettings settings)
    {
        Volatile.Write(ref _settings, settings);
        Note();
    }

    public void Join(SimulatedCharger charger)
    {
        lock (_turn)
        {
            var member = new SiteMember(charger);
            _members.Add(charger.Id, member);
            _tell = true;
            if (IsManaged(Volatile.Read(ref _settings)))
            {
                // Nothing before the first step has found room for it.
                member.Supply(member.None(), _sag);
            }
        }
        Note();
    }

    public void Leave(SimulatedCharger charger)
    {
        lock (_turn)
        {
            _members.Remove(charger.Id);
        }
        Add(charger.SiteDraw.Negative);
        Note();
    }

    /// <summary>What a charger takes has changed by so much; called by its loop.</summary>
    public void Add(in SiteDraw change)
    {
        Interlocked.Add(ref _deciWatts, change.DeciWatts);
        Interlocked.Add(ref _milliAmps1, change.MilliAmps1);
        Interlocked.Add(ref _milliAmps2, change.MilliAmps2);
        Interlocked.Add(ref _milliAmps3, change.MilliAmps3);
    }

    /// <summary>Something has changed: it steps at the next whole second.</summary>
    public void Note()
    {
        if (Interlocked.Exchange(ref _noted, 1) == 0)
        {
            _shard.Post(ArrivalKind.Site, null, this, null);
        }
    }

    /// <summary>Has it step at the next whole second; called by its shard.</summary>
    public void Schedule(Instant at) => Due = Instant.Min(Due, NextSecond(at));

    /// <summary>One step; called by its shard.</summary>
    public void Step(Instant now)
    {
        Due = Instant.Never;
        Volatile.Write(ref _noted, 0);
        lock (_turn)
        {
            var settings = Volatile.Read(ref _settings);
            var managed = IsManaged(settings);
            var sag = SagOf(settings);
            if (!managed && !_tell && sag == _sag)
            {
                return;
            }
            _tell = managed;
            _sag = sag;
            var moving = managed && Share(settings);
            var paused = 0;
            foreach (var member in _members.Values)
            {
                member.Supply(managed ? member.Limits() : null, _sag);
                paused += member.Paused;
            }
            Volatile.Write(ref _paused, managed ? paused : 0);
            if (moving)
            {
                // What is more than before waits a step: until those that get less have heard of it.
                Due = now + Second;
            }
        }
    }

    private bool Share(SiteSettings settings)
    {
        Collect();
        Array.Sort(_claims, _outlets, SiteClaimOrder.Instance);
        LoadManager.Share((int)Math.Min(int.MaxValue / 4, PerPhaseA(settings) * 10), _claims);
        var moving = false;
        for (var i = 0; i < _claims.Length; i++)
        {
            moving |= _outlets[i].Member.Target(_outlets[i].Evse, _claims[i].Granted);
        }
        return moving;
    }

    private void Collect()
    {
        var count = _members.Values.Sum(member => member.Evses);
        if (count != _claims.Length)
        {
            _claims = new SiteClaim[count];
            _outlets = new SiteOutlet[count];
        }
        var next = 0;
        foreach (var member in _members.Values)
        {
            var evses = member.Charger.Snapshot.Evses;
            for (var evse = 0; evse < member.Evses; evse++)
            {
                var grid = evses[evse].Grid;
                _claims[next] = SiteClaim.Of(grid, member.OrderOf(evse, grid.Session, ref _order));
                _outlets[next++] = new(member, evse);
            }
        }
    }

    private PhaseValues SagOf(SiteSettings settings)
    {
        var sag = _sag;
        var current = CurrentA;
        for (var phase = 0; phase < PhaseCount; phase++)
        {
            var exact = settings.GridLimitW is null ? 0 : SagAtLimit * current[phase] / PerPhaseA(settings);
            exact = Math.Min(MostSag, exact);
            // Only once it is a whole step away, so that noise does not move it to and fro.
            if (Math.Abs(exact - sag[phase]) >= SagStep)
            {
                sag = sag.With(phase, Math.Round(exact / SagStep) * SagStep);
            }
        }
        return sag;
    }

    private static bool IsManaged(SiteSettings settings) => settings is { LoadManagement: true, GridLimitW: not null };

    private static double PerPhaseA(SiteSettings settings) =>
        (settings.GridLimitW ?? double.PositiveInfinity) / (PhaseCount * NominalV);

    private static Instant NextSecond(Instant at) =>
        new(((at.Ticks / TimeSpan.TicksPerSecond) + 1) * TimeSpan.TicksPerSecond);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SiteOutlet(SiteMember Member, int Evse);

    private sealed class SiteClaimOrder : IComparer<SiteClaim>
    {
        public static readonly SiteClaimOrder Instance = new();

        public int Compare(SiteClaim x, SiteClaim y) => x.Order.CompareTo(y.Order);
    }
}
