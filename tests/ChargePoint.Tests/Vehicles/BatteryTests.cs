using FsCheck;
using FsCheck.Fluent;

namespace ChargePoints.Tests.Vehicles;

/// <summary>The battery's usable window, and what cold costs.</summary>
public sealed class BatteryTests
{
    [Fact]
    public void A_charge_ends_at_the_limit_that_the_owner_has_set_and_does_not_begin_anew()
    {
        VehicleSettings car = new()
        {
            Id = "EV",
            SocPercent = 60,
            ChargeLimitPercent = 80,
        };
        Charge charge = new Charge(Charge.Public, car).UntilFull();
        charge.Car.SocPercent.ShouldBe(80, 1e-6);
        charge.Meter.Retarget(charge.Meter.MeteredAt, PowerLimit.None, contactorClosed: false, charge.Car);
        charge.Meter.Retarget(charge.Meter.MeteredAt, PowerLimit.None, contactorClosed: true, charge.Car);
        charge.Meter.Flow.ShouldBe(EnergyFlow.DeclinedByVehicle);
    }

    [Fact]
    public void A_car_that_arrives_fuller_than_its_limit_takes_nothing()
    {
        VehicleSettings car = new()
        {
            Id = "EV",
            SocPercent = 85,
            ChargeLimitPercent = 80,
        };
        Charge charge = new(Charge.Rapid, car);
        charge.Meter.Flow.ShouldBe(EnergyFlow.DeclinedByVehicle);
        charge.Car.SocPercent.ShouldBe(85);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(35, 1)]
    [InlineData(5, 0.625)]
    [InlineData(-10, 0.25)]
    [InlineData(-30, 0.25)]
    public void A_cold_battery_takes_a_share_of_its_power(double temperatureC, double share) =>
        new VehicleState(Car(temperatureC), CurrentType.DC).WantsW.ShouldBe(100_000 * share, 0.01);

    [Fact]
    public void The_colder_the_longer_it_takes()
    {
        TimeSpan before = TimeSpan.Zero;
        foreach (double temperatureC in new double[] { 30, 15, 5, -5, -15 })
        {
            Charge charge = new Charge(Charge.Rapid with { MaxPowerW = 150_000 }, Car(temperatureC)).Until(c =>
                c.Car.SocPercent >= 80
            );
            charge.Lasted.ShouldBeGreaterThan(before);
            charge.Car.BatteryTemperatureC.ShouldBeGreaterThan(temperatureC + 10, "it warms while it is charged");
            before = charge.Lasted;
        }
    }

    [Fact]
    public void Cold_hardly_slows_an_ac_charge() =>
        new Charge(Charge.Public, Car(-10)).Meter.PowerW.ShouldBeGreaterThan(10_000);

    [Fact]
    public void A_cold_plug_in_hybrid_keeps_to_six_amperes()
    {
        VehicleSettings hybrid = new()
        {
            Id = "H",
            BatteryWh = 14_000,
            MaxAcPowerW = 3_700,
            MaxDcPowerW = 0,
            Phases = 1,
            BatteryTemperatureC = -10,
        };
        new Charge(Charge.Home, hybrid).Meter.CurrentA.ShouldBe(6, 0.01);
    }

    [Fact]
    public void The_state_of_charge_is_what_was_charged_and_the_temperature_survives_with_it() =>
        Property.Holds(
            from soc in Gen.Choose(0, 95)
            from temperatureC in Gen.Choose(-20, 20)
            from minutes in Gen.Choose(1, 60)
            select (soc, temperatureC, minutes),
            at =>
            {
                VehicleSettings car = Car(at.temperatureC) with { SocPercent = at.soc };
                Charge charge = new(Charge.Rapid, car);
                charge.Meter.Advance(Charge.Start + TimeSpan.FromMinutes(at.minutes));

                VehicleState later = new(car, CurrentType.DC, charge.Car.SocPercent);

                later.BatteryWh.ShouldBe(charge.Car.BatteryWh);
                later.Full.ShouldBe(charge.Car.Full);
                later.BatteryTemperatureC.ShouldBe(charge.Car.BatteryTemperatureC, 1e-9);
                later.WantsW.ShouldBe(charge.Car.WantsW, 1e-6);
            }
        );

    private static VehicleSettings Car(double temperatureC) =>
        new()
        {
            Id = "EV",
            SocPercent = 20,
            MaxDcPowerW = 100_000,
            BatteryTemperatureC = temperatureC,
        };
}
