using Ocpp;

namespace ChargePoints.Tests.Vehicles;

/// <summary>A charge of one car at one EVSE, from its start until the car is full or a time or an energy is reached.</summary>
internal sealed class Charge
{
    public static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 5, 17, 0, 0, TimeSpan.Zero));

    public static readonly EvseSettings Home = new()
    {
        Id = 1,
        MaxPowerW = 7_400,
        Phases = 1,
    };
    public static readonly EvseSettings Public = new() { Id = 1, MaxPowerW = 11_000 };
    public static readonly EvseSettings Rapid = new()
    {
        Id = 1,
        CurrentType = CurrentType.DC,
        MaxPowerW = 50_000,
        VoltageV = 400,
    };

    public Charge(EvseSettings evse, VehicleSettings car, ulong seed = 1, double limitW = double.PositiveInfinity)
    {
        Meter = new(evse, RandomStream.Key(seed, "CP001", "meter"), 0, Start);
        Car = new(car, evse.CurrentType);
        Meter.Retarget(Start, PowerLimit.None with { PowerW = limitW }, contactorClosed: true, Car);
    }

    public EvseMeter Meter { get; }

    public VehicleState Car { get; }

    public double MeteredWh => Meter.RegisterMilliWh / 1000.0;

    public TimeSpan Lasted => Meter.MeteredAt - Start;

    public double MeanW => MeteredWh / Lasted.TotalHours;

    public Charge Until(Func<Charge, bool> condition)
    {
        while (!condition(this) && Meter.NextChange != Instant.Never)
        {
            Meter.Advance(Meter.NextChange);
        }
        return this;
    }

    public Charge UntilFull() => Until(_ => false);
}
