using Ocpp;

namespace ChargePoints.Tests.Metering;

public sealed class EvseMeterTests
{
    [Fact]
    public void Energy_is_the_integral_of_power_second_by_second() =>
        Property.Holds(
            MeterScript.Any,
            script =>
            {
                double wattSeconds = 0;
                (EvseMeter meter, _) = script.Live(seen => wattSeconds += seen.PowerW, 1);
                double meteredWh = (meter.RegisterMilliWh - 5_000_000) / 1000.0;
                meteredWh.ShouldBe(wattSeconds / 3600, 1);
            }
        );

    [Fact]
    public void Energy_does_not_depend_on_how_often_anybody_looks() =>
        Property.Holds(
            MeterScript.Any,
            script =>
            {
                long unseen = script.Live().Meter.RegisterMilliWh;
                script.Live(null, 1).Meter.RegisterMilliWh.ShouldBe(unseen);
                script.Live(null, 7).Meter.RegisterMilliWh.ShouldBe(unseen);
            }
        );

    [Fact]
    public void The_register_never_decreases_and_power_keeps_every_limit() =>
        Property.Holds(
            MeterScript.Any,
            script =>
            {
                long register = 0;
                script.Live(
                    meter =>
                    {
                        meter.RegisterMilliWh.ShouldBeGreaterThanOrEqualTo(register);
                        register = meter.RegisterMilliWh;
                        AssertLimits(meter, script.Vehicle);
                    },
                    30
                );
            }
        );

    [Fact]
    public void Power_is_the_sum_of_voltage_times_current_times_power_factor() =>
        Property.Holds(
            MeterScript.Any,
            script =>
                script.Live(
                    meter =>
                    {
                        double sumW = 0;
                        int lines = script.Evse.CurrentType == CurrentType.DC ? 1 : meter.UsedPhases;
                        for (int line = 0; line < lines; line++)
                        {
                            sumW += meter.VoltageV(line) * meter.CurrentA * meter.PowerFactor;
                        }
                        sumW.ShouldBe(meter.PowerW, 0.001);
                    },
                    10
                )
        );

    [Fact]
    public void The_battery_gains_what_is_metered_less_the_losses_and_never_overflows() =>
        Property.Holds(
            MeterScript.Any,
            script =>
            {
                (EvseMeter meter, VehicleState vehicle) = script.Live();
                double efficiency = script.Evse.CurrentType == CurrentType.AC ? 0.9 : 0.95;
                double before = script.Vehicle.BatteryWh * script.Vehicle.SocPercent / 100;
                vehicle.BatteryWh.ShouldBe(before + (efficiency * (meter.RegisterMilliWh - 5_000_000) / 1000), 0.001);
                vehicle.SocPercent.ShouldBeLessThanOrEqualTo(100);
            }
        );

    [Fact]
    public void Every_charge_comes_to_an_end() =>
        Property.Holds(
            MeterScript.Any,
            script =>
            {
                MeterScript endless = script with
                {
                    Vehicle = script.Vehicle with { BatteryWh = Math.Min(20_000, script.Vehicle.BatteryWh) },
                    Acts = [new(86_400 * 4, double.PositiveInfinity, true, false)],
                };
                (EvseMeter meter, VehicleState vehicle) = endless.Live();
                meter.PowerW.ShouldBe(0);
                meter.NextChange.ShouldBe(Instant.Never);
                meter.Flow.ShouldBe(EnergyFlow.DeclinedByVehicle);
                bool takes =
                    script.Evse.CurrentType == CurrentType.AC
                        ? script.Vehicle.MaxAcPowerW > 0
                        : script.Vehicle.MaxDcPowerW > 0;
                // A car ends when the rest of its battery is less than it would take in 10 s.
                double perTenSecondsWh = Math.Min(script.Evse.MaxPowerW, script.Vehicle.MaxDcPowerW) / 360;
                double batteryWh = endless.Vehicle.BatteryWh;
                if (takes && batteryWh >= 10_000 && perTenSecondsWh <= batteryWh / 100)
                {
                    vehicle.SocPercent.ShouldBeGreaterThan(99);
                }
            }
        );

    [Theory]
    [InlineData(3, 4_140, EnergyFlow.Flowing)]
    [InlineData(3, 4_139, EnergyFlow.WithheldByEvse)]
    [InlineData(1, 1_380, EnergyFlow.Flowing)]
    [InlineData(1, 1_379, EnergyFlow.WithheldByEvse)]
    public void Less_than_six_amperes_cannot_be_offered(int phases, double limitW, EnergyFlow flow)
    {
        EvseMeter meter = Charging(
            new EvseSettings
            {
                Id = 1,
                MaxPowerW = 22_000,
                Phases = phases,
            },
            limitW: limitW
        );
        meter.Flow.ShouldBe(flow);
        meter.CurrentA.ShouldBe(flow == EnergyFlow.Flowing ? 6 : 0, 0.001);
    }

    [Fact]
    public void A_single_phase_car_gets_its_share_of_a_three_phase_limit()
    {
        var car = new VehicleSettings
        {
            Id = "EV",
            MaxAcPowerW = 7_400,
            Phases = 1,
        };
        EvseMeter meter = Charging(new EvseSettings { Id = 1 }, car, limitW: 11_040);
        meter.CurrentA.ShouldBe(16, 0.2);
        meter.PowerW.ShouldBeInRange(3_500, 3_680);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(79, 1)]
    [InlineData(90, 0.5)]
    [InlineData(95, 0.25)]
    public void Power_falls_in_a_straight_line_from_eighty_percent(double soc, double share)
    {
        var car = new VehicleSettings
        {
            Id = "EV",
            SocPercent = soc,
            MaxDcPowerW = 100_000,
        };
        EvseMeter meter = Charging(
            new EvseSettings
            {
                Id = 1,
                CurrentType = CurrentType.DC,
                MaxPowerW = 150_000,
                VoltageV = 400,
            },
            car
        );
        meter.PowerW.ShouldBeInRange(100_000 * share * 0.989, 100_000 * share);
    }

    [Fact]
    public void A_weaker_offer_moves_the_knee_up()
    {
        var car = new VehicleSettings
        {
            Id = "EV",
            SocPercent = 89,
            MaxDcPowerW = 100_000,
        };
        EvseMeter meter = Charging(
            new EvseSettings
            {
                Id = 1,
                CurrentType = CurrentType.DC,
                MaxPowerW = 50_000,
                VoltageV = 400,
            },
            car
        );
        meter.PowerW.ShouldBeInRange(49_400, 50_000);
    }

    [Fact]
    public void A_car_without_a_dc_inlet_declines_dc()
    {
        var car = new VehicleSettings { Id = "EV", MaxDcPowerW = 0 };
        Charging(
            new EvseSettings
            {
                Id = 1,
                CurrentType = CurrentType.DC,
                VoltageV = 400,
            },
            car
        )
            .Flow.ShouldBe(EnergyFlow.DeclinedByVehicle);
    }

    [Fact]
    public void The_next_change_is_ten_seconds_on_and_never_while_nothing_flows()
    {
        EvseMeter meter = Charging(new EvseSettings { Id = 1 });
        meter.NextChange.ShouldBe(MeterScript.Start + EvseMeter.Grid);
        meter.Advance(MeterScript.Start + TimeSpan.FromSeconds(34));
        meter.NextChange.ShouldBe(MeterScript.Start + TimeSpan.FromSeconds(40));
        meter.Retarget(meter.MeteredAt, PowerLimit.None, contactorClosed: false, meter.Vehicle);
        meter.NextChange.ShouldBe(Instant.Never);
        meter.Flow.ShouldBe(EnergyFlow.Off);
        meter.PowerW.ShouldBe(0);
    }

    [Fact]
    public void Voltage_stays_near_nominal_and_wanders()
    {
        EvseMeter meter = Charging(new EvseSettings { Id = 1 });
        var seen = new HashSet<double>();
        for (int minute = 0; minute < 1_440; minute++)
        {
            meter.Advance(MeterScript.Start + TimeSpan.FromMinutes(minute));
            double voltageV = meter.VoltageV(minute % 3);
            voltageV.ShouldBeInRange(227.7, 232.3);
            seen.Add(voltageV);
        }
        seen.Count.ShouldBeGreaterThan(20);
    }

    private static EvseMeter Charging(
        EvseSettings evse,
        VehicleSettings? vehicle = null,
        double limitW = double.PositiveInfinity
    )
    {
        var meter = new EvseMeter(evse, RandomStream.Key(7, "CP001", "meter"), 0, MeterScript.Start);
        var car = new VehicleState(
            vehicle ?? new VehicleSettings { Id = "EV", BatteryWh = 1_000_000 },
            evse.CurrentType
        );
        meter.Retarget(MeterScript.Start, PowerLimit.None with { PowerW = limitW }, contactorClosed: true, car);
        return meter;
    }

    private static void AssertLimits(EvseMeter meter, VehicleSettings vehicle)
    {
        bool ac = meter.Evse.CurrentType == CurrentType.AC;
        meter.PowerW.ShouldBeInRange(0, Math.Min(meter.Evse.MaxPowerW, meter.LimitW));
        meter.PowerW.ShouldBeLessThanOrEqualTo(ac ? vehicle.MaxAcPowerW : vehicle.MaxDcPowerW);
        (meter.PowerW * 10 % 1).ShouldBe(0);
        if (ac && meter.PowerW > 0)
        {
            double mostA = vehicle.MaxAcPowerW / (meter.Evse.VoltageV * vehicle.Phases);
            meter.CurrentA.ShouldBeInRange(Math.Min(6, mostA) - 0.001, Math.Min(mostA * 1.02, meter.LimitA) + 0.001);
        }
    }
}
