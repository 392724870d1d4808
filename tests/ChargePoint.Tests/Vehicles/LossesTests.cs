namespace ChargePoints.Tests.Vehicles;

/// <summary>What reaches the battery: 6-10 % are lost at 11 kW, 13-24 % at 2.3 kW (ADAC).</summary>
public sealed class LossesTests
{
    [Theory]
    [InlineData(11_000, 0.06, 0.105)]
    [InlineData(7_400, 0.08, 0.13)]
    [InlineData(2_300, 0.13, 0.24)]
    public void Losses_of_an_ac_charge_are_those_of_the_field(double powerW, double least, double most)
    {
        EvseSettings evse = new()
        {
            Id = 1,
            MaxPowerW = powerW,
            Phases = powerW > 10_000 ? 3 : 1,
        };
        VehicleSettings car = new()
        {
            Id = "EV",
            SocPercent = 20,
            MaxAcPowerW = powerW,
            Phases = evse.Phases,
            ChargeLimitPercent = 50,
        };

        Charge charge = new Charge(evse, car).UntilFull();

        double lost = 1 - (0.3 * car.BatteryWh / charge.MeteredWh);
        lost.ShouldBeInRange(least, most);
    }

    [Fact]
    public void Less_power_is_always_less_efficient()
    {
        double before = 0;
        foreach (double limitW in new double[] { 4_140, 5_000, 7_000, 9_000, 11_000 })
        {
            VehicleSettings car = new()
            {
                Id = "EV",
                SocPercent = 20,
                ChargeLimitPercent = 40,
            };
            double meteredWh = new Charge(Charge.Public, car, 1, limitW).UntilFull().MeteredWh;
            double efficiency = 0.2 * car.BatteryWh / meteredWh;
            efficiency.ShouldBeGreaterThan(before);
            before = efficiency;
        }
        before.ShouldBeInRange(0.89, 0.91, "about 0.9 at 11 kW");
    }

    [Fact]
    public void A_dc_charge_loses_five_percent()
    {
        VehicleSettings car = new() { Id = "EV", SocPercent = 20 };
        (0.8 * car.BatteryWh / new Charge(Charge.Rapid, car).UntilFull().MeteredWh).ShouldBe(0.95, 0.001);
    }

    [Fact]
    public void A_point_of_the_grid_costs_no_memory()
    {
        Charge charge = new(Charge.Public, new VehicleSettings { Id = "EV", BatteryWh = 1_000_000 });
        charge.Meter.Advance(charge.Meter.NextChange);
        long before = GC.GetAllocatedBytesForCurrentThread();

        charge.Meter.Advance(charge.Meter.MeteredAt + TimeSpan.FromHours(10));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        charge.MeteredWh.ShouldBeGreaterThan(90_000);
    }

    [Fact]
    public void A_scooter_of_half_a_kilowatt_becomes_full()
    {
        VehicleSettings scooter = new()
        {
            Id = "S",
            BatteryWh = 2_000,
            SocPercent = 50,
            MaxAcPowerW = 500,
            MaxDcPowerW = 0,
            Phases = 1,
        };
        Charge charge = new Charge(Charge.Home, scooter).UntilFull();
        charge.Car.SocPercent.ShouldBe(100);
        charge.Lasted.TotalHours.ShouldBeInRange(2, 4);
    }
}
