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
                var sum = new Integral();
                (EvseMeter meter, _) = script.Live(seen => sum.Add(seen, seen.PowerW), 1);
                double meteredWh = (meter.RegisterMilliWh - 5_000_000) / 1000.0;
                meteredWh.ShouldBe(sum.Wh(meter), 1);
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
                        AssertPhases(meter);
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
                var gained = new Integral();
                double soc = -1;
                (EvseMeter meter, VehicleState vehicle) = script.Live(
                    seen =>
                    {
                        gained.Add(seen, BatteryW(script, seen.PowerW));
                        seen.Vehicle!.SocPercent.ShouldBeGreaterThanOrEqualTo(soc);
                        soc = seen.Vehicle.SocPercent;
                    },
                    1
                );
                double before = script.Vehicle.BatteryWh * script.Vehicle.SocPercent / 100;
                vehicle.BatteryWh.ShouldBe(before + gained.Wh(meter), 1);
                // The one that arrives fuller than its owner wants it stays so.
                vehicle.SocPercent.ShouldBeLessThanOrEqualTo(
                    Math.Max(script.Vehicle.ChargeLimitPercent, script.Vehicle.SocPercent) + 1e-6
                );
                (vehicle.BatteryWh - before).ShouldBeLessThanOrEqualTo((meter.RegisterWh - 4_999) * 0.95);
            }
        );

    [Fact]
    public void Every_charge_ends_exactly_when_the_battery_is_full() =>
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
                meter.FlowHoldsUntil.ShouldBe(Instant.Never);
                meter.Flow.ShouldBe(EnergyFlow.DeclinedByVehicle);
                bool takes =
                    script.Evse.CurrentType == CurrentType.AC
                        ? script.Vehicle.MaxAcPowerW > 0
                        : script.Vehicle.MaxDcPowerW > 0;
                if (takes)
                {
                    vehicle.SocPercent.ShouldBe(
                        Math.Max(script.Vehicle.ChargeLimitPercent, script.Vehicle.SocPercent),
                        0.001
                    );
                }
            }
        );

    [Fact]
    public void The_flow_does_not_change_before_it_is_said_to_hold_until() =>
        Property.Holds(
            MeterScript.Any,
            script =>
            {
                Instant holdsUntil = Instant.Never;
                EnergyFlow flow = EnergyFlow.Off;
                MeterScript one = script with { Acts = [new(7_200, double.PositiveInfinity, true, false)] };
                one.Live(
                    meter =>
                    {
                        if (meter.MeteredAt >= holdsUntil || flow == EnergyFlow.Off)
                        {
                            flow = meter.Flow;
                            holdsUntil = meter.FlowHoldsUntil;
                            holdsUntil.ShouldBeGreaterThanOrEqualTo(meter.NextChange);
                        }
                        meter.Flow.ShouldBe(flow);
                    },
                    1
                );
            }
        );

    [Fact]
    public void A_car_that_takes_a_tenth_of_its_battery_in_ten_seconds_is_charged_to_the_end()
    {
        var meter = new EvseMeter(
            new EvseSettings
            {
                Id = 1,
                CurrentType = CurrentType.DC,
                MaxPowerW = 350_000,
                VoltageV = 800,
            },
            RandomStream.Key(7, "CP001", "meter"),
            0,
            MeterScript.Start
        );
        var car = new VehicleState(
            new VehicleSettings
            {
                Id = "EV",
                BatteryWh = 9_000,
                SocPercent = 50,
                MaxDcPowerW = 350_000,
                TaperFromPercent = 99,
            },
            CurrentType.DC
        );
        meter.Retarget(MeterScript.Start, PowerLimit.None, contactorClosed: true, car);
        Instant end = MeterScript.Start;
        while (meter.NextChange != Instant.Never)
        {
            end = meter.NextChange;
            meter.Advance(end);
        }
        car.BatteryWh.ShouldBe(9_000);
        (meter.RegisterMilliWh / 1000.0).ShouldBe(4_500 / 0.95, 0.01);
        ((end - MeterScript.Start).Ticks % EvseMeter.Grid.Ticks).ShouldNotBe(0, "inside an interval");
        meter.Flow.ShouldBe(EnergyFlow.DeclinedByVehicle);
    }

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
        meter.PowerW.ShouldBeInRange(3_350, 3_680);
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
    public void Voltage_stays_within_ten_percent_of_nominal_and_wanders()
    {
        EvseMeter meter = Charging(new EvseSettings { Id = 1 });
        var seen = new HashSet<double>();
        for (int minute = 0; minute < 1_440; minute++)
        {
            meter.Advance(MeterScript.Start + TimeSpan.FromMinutes(minute));
            double voltageV = meter.VoltageV(minute % 3);
            voltageV.ShouldBeInRange(207, 253);
            seen.Add(voltageV);
        }
        seen.Count.ShouldBeGreaterThan(20);
    }

    private static double BatteryW(MeterScript script, double meteredW) =>
        script.Evse.CurrentType == CurrentType.DC ? meteredW * 0.95
        : meteredW <= 0 ? 0
        : (meteredW * 0.923) - Math.Min(250, meteredW / 4);

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

    private static void AssertPhases(EvseMeter meter)
    {
        double sumW = 0;
        for (int line = 0; line < 3; line++)
        {
            double phaseW = meter.PowerOfPhaseW(line);
            phaseW.ShouldBe(meter.VoltageV(line) * meter.CurrentOfPhaseA(line) * meter.PowerFactor, 0.2);
            sumW += phaseW;
            if (meter.Evse.CurrentType == CurrentType.AC)
            {
                meter.VoltageV(line).ShouldBeInRange(207, 253);
            }
        }
        sumW.ShouldBe(meter.Evse.CurrentType == CurrentType.AC ? meter.PowerW : 0, 1e-6, "the phases come to the sum");
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

    /// <summary>Energy of a power that holds from one look to the next.</summary>
    private sealed class Integral
    {
        private double _wattHours;
        private double _powerW;
        private Instant _since;

        public void Add(EvseMeter meter, double powerW)
        {
            _wattHours = Wh(meter);
            _powerW = powerW;
            _since = meter.MeteredAt;
        }

        public double Wh(EvseMeter meter) => _wattHours + (_powerW * (meter.MeteredAt - _since).TotalHours);
    }
}
