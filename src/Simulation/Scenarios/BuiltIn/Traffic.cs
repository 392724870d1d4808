using ChargePoints;
using Simulation.Scenarios.Acts;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>An EVSE where cars come and go.</summary>
internal sealed record Place(ScenarioCharger Charger, EvseSettings Evse);

/// <summary>A car at an EVSE.</summary>
/// <param name="Arrival">When it is plugged in, after the start of the run.</param>
/// <param name="Stay">How long it stays.</param>
/// <param name="Who">The car and its driver.</param>
internal readonly record struct Visit(TimeSpan Arrival, TimeSpan Stay, ScenarioVehicle Who);

/// <summary>The next visit at a place; null when nobody comes any more.</summary>
/// <param name="place">The EVSE.</param>
/// <param name="number">From 0, of this place.</param>
/// <param name="free">When the place is free.</param>
/// <param name="random">The numbers of this place.</param>
internal delegate Visit? NextVisit(Place place, int number, TimeSpan free, ref RandomStream random);

/// <summary>
/// Cars that come and go: plans each visit in the second before it begins, so that a long run of many chargers never has
/// more in mind than one visit for each EVSE.
/// </summary>
internal sealed class Traffic
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Drivers hold up the card some seconds after, or before, they have plugged in.
    private const double FirstTagShare = 0.3;
    private const double LeastFumbleSeconds = 3;
    private const double MostFumbleSeconds = 20;

    private readonly PriorityQueue<Stream, (long Ticks, int Order)> _coming = new();
    private readonly NextVisit _next;
    private readonly double _timeScale;

    public Traffic(ScenarioContext run, IEnumerable<Place> places, double timeScale, NextVisit next)
    {
        (_next, _timeScale) = (next, timeScale);
        foreach (var (order, place) in places.Index())
        {
            Await(new Stream(place, order, run.Random(place.Charger.Id, $"visits {place.Evse.Id}")), TimeSpan.Zero);
        }
    }

    /// <summary>All EVSEs of the run's chargers.</summary>
    public static IEnumerable<Place> Everywhere(ScenarioContext run) =>
        run.Chargers.SelectMany(charger => charger.Evses.Select(evse => new Place(charger, evse)));

    /// <summary>Plans the visits that begin in the second from now. To be called at the start and at each tick.</summary>
    public void PlanComing(ScenarioContext run)
    {
        while (_coming.TryPeek(out var stream, out var first) && first.Ticks < (run.Elapsed + Second).Ticks)
        {
            _coming.Dequeue();
            var visit = stream.Visit;
            var leaves = visit.Arrival + visit.Stay;
            PlanVisit(run, stream, visit, leaves);
            Await(stream, leaves);
        }
    }

    private void PlanVisit(ScenarioContext run, Stream stream, Visit visit, TimeSpan leaves)
    {
        var (charger, evse) = (stream.Place.Charger.Id, stream.Place.Evse.Id);
        var fumble = TimeSpan.FromSeconds(stream.Random.NextDouble(LeastFumbleSeconds, MostFumbleSeconds) / _timeScale);
        var plug = new PlugInCar(charger, evse, visit.Who.Car);
        var tag = new HoldTag(charger, evse, visit.Who.IdTag);
        ScenarioAct[] acts = stream.Random.NextBoolean(FirstTagShare) ? [tag, plug] : [plug, tag];
        run.Plan(visit.Arrival, acts[0]);
        run.Plan(visit.Arrival + fumble, acts[1]);
        run.Plan(leaves, new DriveOff(charger, evse));
    }

    private void Await(Stream stream, TimeSpan free)
    {
        if (_next(stream.Place, stream.Number++, free, ref stream.Random) is { } visit)
        {
            stream.Visit = visit;
            _coming.Enqueue(stream, (visit.Arrival.Ticks, stream.Order));
        }
    }

    private sealed class Stream(Place place, int order, RandomStream random)
    {
        public RandomStream Random = random;

        public Place Place => place;

        public int Order => order;

        public int Number { get; set; }

        public Visit Visit { get; set; }
    }
}
