using FsCheck;
using FsCheck.Fluent;
using Ocpp;

namespace ChargePoints.Tests.Metering;

/// <summary>A random life of one EVSE: its settings, its car and what happens, second by second.</summary>
internal sealed record MeterScript(EvseSettings Evse, VehicleSettings Vehicle, IReadOnlyList<MeterScript.Act> Acts)
{
    public static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 5, 4, 8, 0, 3, TimeSpan.Zero));

    public static readonly Gen<EvseSettings> Evses = Gen.Elements(
        new EvseSettings { Id = 1 },
        new EvseSettings { Id = 1, MaxPowerW = 11_000 },
        new EvseSettings
        {
            Id = 1,
            MaxPowerW = 7_400,
            Phases = 1,
        },
        new EvseSettings
        {
            Id = 1,
            MaxPowerW = 7_400,
            Phases = 2,
        },
        new EvseSettings
        {
            Id = 1,
            CurrentType = CurrentType.DC,
            MaxPowerW = 50_000,
            VoltageV = 400,
        },
        new EvseSettings
        {
            Id = 1,
            CurrentType = CurrentType.DC,
            MaxPowerW = 350_000,
            VoltageV = 800,
        }
    );

    public static readonly Gen<VehicleSettings> Vehicles =
        from batteryWh in Gen.Choose(500, 100_000)
        from soc in Gen.Choose(0, 100)
        from acPowerW in Gen.Elements(0, 1_000, 3_600, 7_400, 11_000, 22_000)
        from dcPowerW in Gen.Elements(0, 40_000, 270_000)
        from phases in Gen.Choose(1, 3)
        from taperFrom in Gen.Elements(10, 45, 80, 80, 99)
        from limit in Gen.Elements(100, 100, 80, 10)
        from temperatureC in Gen.Elements(20, 20, 35, 5, -25)
        select new VehicleSettings
        {
            Id = "EV",
            BatteryWh = batteryWh,
            SocPercent = soc,
            MaxAcPowerW = acPowerW,
            MaxDcPowerW = dcPowerW,
            Phases = phases,
            TaperFromPercent = taperFrom,
            ChargeLimitPercent = limit,
            BatteryTemperatureC = temperatureC,
        };

    public static readonly Gen<MeterScript> Any =
        from evse in Evses
        from vehicle in Vehicles
        from acts in AnyAct.ListOf(12)
        select new MeterScript(evse, vehicle, acts);

    private static Gen<Act> AnyAct =>
        from seconds in Gen.Choose(0, 2_000)
        from limitW in Gen.Elements(double.PositiveInfinity, 0, 1_000, 1_381, 4_140, 6_900, 11_000, 22_080, 120_000)
        from closed in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from paused in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Act(seconds, limitW, closed, paused);

    /// <summary>Lives the script.</summary>
    /// <param name="look">Called every <paramref name="lookEverySeconds"/> seconds, and when power changes by itself, with the meter advanced to then.</param>
    /// <param name="lookEverySeconds">0: nobody looks between the acts.</param>
    public (EvseMeter Meter, VehicleState Vehicle) Live(Action<EvseMeter>? look = null, int lookEverySeconds = 0)
    {
        Instant now = Start;
        var meter = new EvseMeter(Evse, RandomStream.Key(7, "CP001", "meter"), 5_000_000, now);
        var vehicle = new VehicleState(Vehicle, Evse.CurrentType);
        foreach (Act act in Acts)
        {
            vehicle.Paused = act.Paused;
            meter.Retarget(now, PowerLimit.None with { PowerW = act.LimitW }, act.Closed, vehicle);
            for (
                int second = lookEverySeconds;
                lookEverySeconds > 0 && second <= act.Seconds;
                second += lookEverySeconds
            )
            {
                Instant next = now + TimeSpan.FromSeconds(second);
                look?.Invoke(meter);
                if (meter.NextChange < next)
                {
                    // Power changes within: at a battery that becomes full.
                    meter.Advance(meter.NextChange);
                    look?.Invoke(meter);
                }
                meter.Advance(next);
            }
            now += TimeSpan.FromSeconds(act.Seconds);
            meter.Advance(now);
        }
        return (meter, vehicle);
    }

    internal sealed record Act(int Seconds, double LimitW, bool Closed, bool Paused);
}
