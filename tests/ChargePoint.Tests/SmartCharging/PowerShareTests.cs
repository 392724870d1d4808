using FsCheck;
using FsCheck.Fluent;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>A limit shared among connectors: docs/decisions/sharing-a-limit.md.</summary>
public sealed class PowerShareTests
{
    private static readonly VehicleSettings Car = new()
    {
        Id = "EV",
        MaxAcPowerW = 22_000,
        BatteryWh = 100_000,
    };

    private static Gen<Claim> AnyClaim =>
        from present in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from least in Gen.Elements(6m, 6m, 18m, 0.001m)
        from better in Gen.Elements(0m, 0m, 8m, 20m)
        from need in Gen.Frequency((4, Gen.Choose(1, 400)), (1, Gen.Constant(0)))
        from cap in Gen.Choose(0, 400)
        select new Claim
        {
            Present = present,
            Least = least,
            Better = better,
            Need = need / 10m,
            Cap = cap / 10m,
        };

    [Fact]
    public void The_rule_holds_for_any_claims() =>
        Property.Holds(
            from count in Gen.Choose(1, 8)
            from claims in AnyClaim.ListOf(count)
            from orders in Gen.Shuffle([.. Enumerable.Range(1, count)])
            from limit in Gen.Choose(0, 1_500)
            select (
                Claims: claims.Zip(orders, (claim, order) => claim with { Order = order }).ToArray(),
                Limit: limit / 10m
            ),
            it => Holds(it.Limit, it.Claims),
            cases: 2_000
        );

    private static void Holds(decimal limit, Claim[] claims)
    {
        PowerShare.Allocate(limit, claims);
        claims.Sum(claim => claim.Granted).ShouldBeLessThanOrEqualTo(limit);
        claims.ShouldAllBe(claim => claim.Granted >= 0 && claim.Granted <= claim.Cap);
        // Whoever began first is served first, and only for want of room is anybody left out.
        decimal room = limit;
        foreach (
            Claim claim in claims
                .Where(claim => claim.Present)
                .OrderBy(claim => claim.Need == 0)
                .ThenBy(claim => claim.Order)
        )
        {
            claim.Admitted.ShouldBe(claim.Least <= claim.Cap && claim.Least <= room);
            room -= claim.Admitted ? claim.Least : 0;
        }
        Claim[] admitted = [.. claims.Where(claim => claim.Admitted)];
        admitted.ShouldAllBe(claim => claim.Granted >= claim.Least);
        // Nobody has more than somebody whose need is not met, except by what it must have at least.
        foreach (Claim poor in admitted.Where(claim => claim.Granted < Math.Min(claim.Need, claim.Cap)))
        {
            admitted.ShouldAllBe(rich =>
                rich.Granted <= poor.Granted + 0.000_001m || rich.Granted <= Math.Max(rich.Least, rich.Better)
            );
        }
        // Nothing is left over while somebody may have more.
        if (claims.Any(claim => claim.Granted < claim.Cap))
        {
            claims.Sum(claim => claim.Granted).ShouldBe(limit, 0.000_001m);
        }
        // The place among the connectors makes no difference.
        Claim[] turned = [.. claims.Reverse()];
        PowerShare.Allocate(limit, turned);
        turned.Reverse().Select(claim => claim.Granted).ShouldBe(claims.Select(claim => claim.Granted));
    }

    [Fact]
    public void Two_cars_share_equally_and_one_alone_gets_all()
    {
        ChargePointBench bench = Booted().Set(0, ProfileJson.Max(1, 32));
        bench.PlugIn(1, Car).Present("TAG1", 1);
        bench.Evse(1).LimitW.ShouldBe(22_000, "32 A is more than its rating");
        bench.PlugIn(2, Car).Present("TAG2", 2);
        bench.Evse(1).LimitW.ShouldBe(11_040);
        bench.Evse(2).LimitW.ShouldBe(11_040);
        bench.Present("TAG2", 2).Evse(1).LimitW.ShouldBe(22_000);
    }

    [Fact]
    public void What_one_car_does_not_need_the_other_gets()
    {
        ChargePointBench bench = Booted().Set(0, ProfileJson.Max(1, 32));
        bench.PlugIn(1, Car with { MaxAcPowerW = 6_900 }).Present("TAG1", 1).PlugIn(2, Car).Present("TAG2", 2);
        bench.Evse(1).LimitW.ShouldBe(6_900);
        bench.Evse(2).LimitW.ShouldBe(22 * 690);
        bench.Must(
            new SetStatus(1, Ocpp.V16.ChargePointStatus.SuspendedEV, Ocpp.V16.ChargePointErrorCode.NoError, null)
        );
        bench.Evse(1).LimitW.ShouldBe(6 * 690, "a car that pauses is offered the least");
        bench.Evse(2).LimitW.ShouldBe(26 * 690);
        bench.Must(new SetStatus(1, Ocpp.V16.ChargePointStatus.Charging, Ocpp.V16.ChargePointErrorCode.NoError, null));
        bench.Evse(2).LimitW.ShouldBe(22 * 690);
    }

    [Fact]
    public void A_car_that_fills_leaves_more_and_more_to_the_other()
    {
        ChargePointBench bench = Booted().Set(0, ProfileJson.Max(1, 20));
        bench.PlugIn(1, Car with { SocPercent = 90, BatteryWh = 20_000 }).Present("TAG1", 1);
        bench.PlugIn(2, Car).Present("TAG2", 2).Evse(2).LimitW.ShouldBe(6_900);
        double before = 0;
        for (int i = 0; i < 60; i++)
        {
            double limit = bench.WaitSeconds(60).Evse(2).LimitW;
            limit.ShouldBeGreaterThanOrEqualTo(before);
            (limit + bench.Evse(1).LimitW).ShouldBeLessThanOrEqualTo(20 * 690 + 0.001);
            before = limit;
        }
        bench.Evse(1).Status.ToString().ShouldBe("SuspendedEV");
        before.ShouldBe(14 * 690, "the full car is still offered the least");
    }

    [Fact]
    public void Who_does_not_fit_waits_suspended_until_there_is_room()
    {
        ChargePointBench bench = Booted().Set(0, ProfileJson.Max(1, 10));
        bench.PlugIn(1, Car).Present("TAG1", 1).PlugIn(2, Car).Forget().Present("TAG2", 2);
        bench.Statuses(2).ShouldBe(["SuspendedEVSE"]);
        bench.Statuses(1).ShouldBeEmpty();
        bench.Evse(1).LimitW.ShouldBe(6_900 - bench.Evse(2).LimitW, 0.001);
        bench.Present("TAG1", 1);
        bench.Statuses(2).ShouldBe(["SuspendedEVSE", "Charging"]);
        bench.Set(0, ProfileJson.Max(1, 0)).Statuses(2)[^1].ShouldBe("SuspendedEVSE");
    }

    [Fact]
    public void MinChargingRate_is_kept_where_there_is_room_for_it()
    {
        ChargePointBench bench = Booted().Set(0, ProfileJson.Max(1, 22));
        bench.PlugIn(1, Car).Present("TAG1", 1).PlugIn(2, Car).Present("TAG2", 2);
        bench.Set(2, ProfileJson.Tx(2, 32).WithSchedule("minChargingRate", 14.0));
        bench.Evse(2).LimitW.ShouldBe(14 * 690);
        bench.Evse(1).LimitW.ShouldBe(8 * 690);
        bench.Set(2, ProfileJson.Tx(2, 32).WithSchedule("minChargingRate", 20.0));
        bench.Evse(2).LimitW.ShouldBe(11 * 690, "only a hint");
    }

    [Theory]
    [InlineData("false", "Charging", "SuspendedEVSE")]
    [InlineData("true", "Charging", "Charging")]
    public void A_limit_for_one_phase_needs_6_A_of_each_that_the_car_uses(string switches, string older, string younger)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets with
            {
                Configuration = new Dictionary<string, string> { ["ConnectorSwitch3to1PhaseSupported"] = switches },
            }
        );
        bench.PlugIn(1, Car).Present("TAG1", 1).Set(1, ProfileJson.Tx(1, 30).WithPhases(1));
        bench.PlugIn(2, Car).Present("TAG2", 2).Set(0, ProfileJson.Max(2, 5_600, "W"));
        bench.Evse(1).Status.ToString().ShouldBe(older);
        bench.Evse(2).Status.ToString().ShouldBe(younger);
        bench.WaitSeconds(60).ChargePoint.Snapshot.Evses.Sum(evse => evse.PowerW).ShouldBeInRange(5_000, 5_600);
    }

    [Fact]
    public void Ac_and_dc_share_watts_of_the_grid()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets with
            {
                Evses =
                [
                    new EvseSettings { Id = 1 },
                    new EvseSettings
                    {
                        Id = 2,
                        CurrentType = CurrentType.DC,
                        MaxPowerW = 50_000,
                        VoltageV = 400,
                    },
                ],
            }
        );
        bench.PlugIn(1, Car).Present("TAG1", 1).PlugIn(2, Car).Present("TAG2", 2);
        bench.Set(0, ProfileJson.Max(1, 30_000, "W"));
        bench.Evse(1).LimitW.ShouldBe(15_000, 0.1);
        bench.Evse(2).LimitW.ShouldBe(15_000, 0.1);
        bench.Set(0, ProfileJson.Max(1, 40));
        bench.Evse(1).LimitW.ShouldBe(20 * 690, 0.1);
        bench.Evse(2).LimitW.ShouldBe(20 * 690, 0.1);
        bench.Composite(2, 60, "W").ShouldBe("13800@0", "beside what the other takes now");
    }

    private static ChargePointBench Booted() => ChargePointBench.Booted(ChargePointBench.TwoSockets);
}
