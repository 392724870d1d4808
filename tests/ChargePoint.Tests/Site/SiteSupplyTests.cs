using ChargePoints.Tests.SmartCharging;
using Ocpp.V16;
using TestKit;

namespace ChargePoints.Tests.Site;

/// <summary>What the site that feeds a charge point does to it: a limit per EVSE, and volts that sag.</summary>
public sealed class SiteSupplyTests
{
    private static readonly VehicleSettings ThreePhaseCar = new() { Id = "EV3", MaxAcPowerW = 22_000 };
    private static readonly VehicleSettings OnePhaseCar = new()
    {
        Id = "EV1",
        MaxAcPowerW = 7_400,
        Phases = 1,
    };

    [Theory]
    [InlineData(3, 10)]
    [InlineData(3, 6)]
    [InlineData(1, 10)]
    public void A_limit_is_kept_in_amperes_of_each_phase(int phases, double limitA)
    {
        ChargePointBench bench = Charging(phases == 3 ? ThreePhaseCar : OnePhaseCar);
        Limit(bench, limitA);
        bench.Evse().CurrentA.ShouldBeInRange(Math.Max(6, limitA * 0.98) - 0.001, limitA + 0.001);
        bench.Evse().PowerW.ShouldBeLessThanOrEqualTo(phases * 230 * limitA);
        bench.Evse().Status.ShouldBe(ChargePointStatus.Charging);
    }

    [Fact]
    public void Less_than_six_amperes_suspends_until_there_is_more()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        Limit(bench, 5.9);
        bench.Evse().PowerW.ShouldBe(0);
        bench
            .Do(new SetStatus(1, ChargePointStatus.Charging, ChargePointErrorCode.NoError, null))!
            .Detail.ShouldContain("load management");
        bench.WaitSeconds(60);
        Limit(bench, 6);
        bench.Do(new SiteSupply(null, default));
        bench.Evse().PowerW.ShouldBeGreaterThan(19_000);
        bench.Statuses().ShouldBe(["SuspendedEVSE", "Charging"]);
    }

    [Fact]
    public void The_lesser_of_the_csms_and_the_site_holds()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        bench.Call(
            "SetChargingProfile",
            new
            {
                connectorId = 1,
                csChargingProfiles = new
                {
                    chargingProfileId = 1,
                    stackLevel = 0,
                    chargingProfilePurpose = "TxDefaultProfile",
                    chargingProfileKind = "Relative",
                    chargingSchedule = new
                    {
                        chargingRateUnit = "A",
                        chargingSchedulePeriod = new[] { new { startPeriod = 0, limit = 12 } },
                    },
                },
            }
        );
        Limit(bench, 10);
        bench.Evse().LimitW.ShouldBe(6_900);
        bench.Evse().Grid.WantsA.ShouldBe(12, "what it would take if the site let it");
        Limit(bench, 20);
        bench.Evse().LimitW.ShouldBe(8_280);
    }

    [Fact]
    public void A_dc_charger_turns_amperes_of_the_grid_into_power()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneFixedCable).Charge().Forget();
        Limit(bench, 30);
        bench.Evse().LimitW.ShouldBe(20_700);
        bench.Evse().PowerW.ShouldBeInRange(20_400, 20_700);
        Limit(bench, 0);
        bench.Evse().Status.ShouldBe(ChargePointStatus.SuspendedEVSE);
    }

    [Fact]
    public void The_limit_outlives_a_reset()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        Limit(bench, 10);
        bench.Do(new PowerLost());
        bench.WaitSeconds(30).PowerOn().WaitSeconds(10);
        bench.Evse().LimitW.ShouldBe(6_900);
    }

    [Fact]
    public void Volts_sag_and_power_with_them_and_the_current_stays()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        Limit(bench, 10);
        double before = bench.Evse().PowerW;
        double currentA = bench.Evse().CurrentA;
        bench.Do(new SiteSupply([10], new(0.03, 0.03, 0.03)));
        bench.Evse().PowerW.ShouldBe(before * 0.97, before * 0.002);
        bench.Evse().CurrentA.ShouldBe(currentA, 0.02);
    }

    [Fact]
    public void A_full_car_and_one_that_pauses_are_told_apart()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        bench.Must(new SetStatus(1, ChargePointStatus.SuspendedEV, ChargePointErrorCode.NoError, null));
        bench
            .Evse()
            .Grid.ShouldSatisfyAllConditions(grid => grid.Session.ShouldBeTrue(), grid => grid.Full.ShouldBeFalse());
        bench.Evse().Grid.WantsA.ShouldBe(0);
        ChargePointBench full = Charging(ThreePhaseCar with { SocPercent = 100 });
        full.Evse().Grid.Full.ShouldBeTrue();
        ChargePointBench idle = ChargePointBench.Booted();
        idle.Evse().Grid.Session.ShouldBeFalse();
    }

    private static void Limit(ChargePointBench bench, double limitA) => bench.Do(new SiteSupply([limitA], default));

    private static ChargePointBench Charging(VehicleSettings car) =>
        ChargePointBench.Booted().PlugIn(1, car).Present("TAG1").Forget();
}
