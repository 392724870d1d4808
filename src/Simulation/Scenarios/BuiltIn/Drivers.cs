using ChargePoints;

namespace Simulation.Scenarios.BuiltIn;

/// <summary>Who comes: the cars of a typical mix, each with a tag of its own, or the location's own vehicles.</summary>
internal sealed class Drivers
{
    public static readonly ChoiceParameter Source = new(
        "drivers",
        "Drivers",
        "generated: cars of a typical mix, each driver with a tag of their own. location: the location's vehicles with their tags, "
            + "shared out among its EVSEs; an EVSE without one stays empty.",
        ["generated", "location"],
        "generated"
    );

    public static readonly TextParameter IdTag = new(
        "idTag",
        "Tag",
        "The tag that all generated drivers present; empty for a tag of their own each.",
        20,
        ""
    )
    {
        Problem = text => text.All(c => c is >= ' ' and <= '~') ? null : "must be printable ASCII",
    };

    // Rounded from cars on sale: usable battery in Wh, on-board charger and DC limit in W, phases; and how often they come.
    private static readonly (double Weight, VehicleSettings Car)[] Mix =
    [
        (0.10, Car("City", 42_000, 7_400, 85_000, 1)),
        (0.30, Car("Compact", 58_000, 11_000, 125_000, 3)),
        (0.25, Car("Family", 77_000, 11_000, 175_000, 3)),
        (0.15, Car("Saloon", 75_000, 11_000, 250_000, 3)),
        (0.08, Car("Tourer", 93_000, 22_000, 270_000, 3)),
        (0.07, Car("Van", 68_000, 11_000, 115_000, 3)),
        (0.05, Car("Plug-in", 14_000, 3_700, 0, 1)),
    ];

    private readonly ulong _seed;
    private readonly string _tag;
    private readonly Dictionary<(string ChargerId, int EvseId), List<ScenarioVehicle>>? _own;

    public Drivers(ScenarioContext run)
    {
        _seed = run.Seed;
        _tag = run.Parameters[IdTag];
        if (run.Parameters[Source] == "location")
        {
            _own = ShareOut(run);
        }
    }

    /// <summary>
    /// Who comes to a place next; null when nobody does. The car arrives with <paramref name="socPercent"/>.
    /// </summary>
    public ScenarioVehicle? Next(Place place, int number, double socPercent, ref RandomStream random)
    {
        var soc = Math.Round(socPercent, 1);
        if (_own is not null)
        {
            return _own.TryGetValue((place.Charger.Id, place.Evse.Id), out var own)
                ? own[number % own.Count] is var one
                    ? one with
                    {
                        Car = one.Car with { SocPercent = soc },
                    }
                    : null
                : null;
        }
        var key = RandomStream.Key(_seed, place.Charger.Id, $"scenario driver {place.Evse.Id}.{number}");
        var car = Draw(place.Evse.CurrentType, ref random);
        return new ScenarioVehicle(
            car with
            {
                Id = $"{car.Id}-{key & 0xFFFFFF:X6}",
                SocPercent = soc,
            },
            // Like the UID of a card: seven bytes, of which the first names the maker.
            _tag.Length > 0
                ? _tag
                : $"04{key >> 16:X12}"
        );
    }

    private static VehicleSettings Draw(CurrentType current, ref RandomStream random)
    {
        var fitting = Mix.Where(one => Fits(one.Car, current)).ToList();
        var left = random.NextDouble() * fitting.Sum(one => one.Weight);
        foreach (var (weight, car) in fitting)
        {
            left -= weight;
            if (left < 0)
            {
                return car;
            }
        }
        return fitting[^1].Car;
    }

    private static Dictionary<(string, int), List<ScenarioVehicle>> ShareOut(ScenarioContext run)
    {
        var left = run.Vehicles.ToList();
        var places = Traffic.Everywhere(run).ToList();
        var own = new Dictionary<(string, int), List<ScenarioVehicle>>();
        // Round by round, each EVSE takes the first car that fits.
        for (var taken = true; taken && left.Count > 0; )
        {
            taken = false;
            foreach (var place in places)
            {
                var at = left.FindIndex(vehicle => Fits(vehicle.Car, place.Evse.CurrentType));
                if (at < 0)
                {
                    continue;
                }
                var key = (place.Charger.Id, place.Evse.Id);
                if (!own.TryGetValue(key, out var cars))
                {
                    own.Add(key, cars = []);
                }
                cars.Add(left[at]);
                left.RemoveAt(at);
                taken = true;
            }
        }
        return own;
    }

    private static bool Fits(VehicleSettings car, CurrentType current) =>
        current == CurrentType.AC ? car.MaxAcPowerW > 0 : car.MaxDcPowerW > 0;

    private static VehicleSettings Car(string name, double batteryWh, double acW, double dcW, int phases) =>
        new()
        {
            Id = name,
            BatteryWh = batteryWh,
            MaxAcPowerW = acW,
            MaxDcPowerW = dcW,
            Phases = phases,
        };
}
