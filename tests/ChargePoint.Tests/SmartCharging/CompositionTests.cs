using FsCheck;
using FsCheck.Fluent;
using Ocpp.V16;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>The composition against a model that works it out second by second.</summary>
public sealed class CompositionTests
{
    private static readonly EvseSettings[] Kinds =
    [
        new EvseSettings { Id = 1 },
        new EvseSettings
        {
            Id = 1,
            Phases = 1,
            MaxPowerW = 7_360,
            VoltageV = 230.94,
        },
        new EvseSettings
        {
            Id = 1,
            Phases = 2,
            MaxPowerW = 7_360,
        },
        new EvseSettings
        {
            Id = 1,
            CurrentType = CurrentType.DC,
            MaxPowerW = 50_000,
            VoltageV = 400,
        },
    ];

    private static Gen<Case> Cases(bool fractions) =>
        from profiles in AnyProfiles.Stacks(connectors: 2, fractions)
        from first in Gen.Elements(Kinds)
        from second in Gen.Elements(Kinds)
        from started in Gen.Frequency((1, Gen.Constant((int?)null)), (2, Gen.Choose(-1_000, 0).Select(x => (int?)x)))
        from milliseconds in Gen.Choose(0, 999)
        from reveals in Gen.Elements(true, false)
        select new Case(
            profiles,
            [first, second with { Id = 2 }],
            started is { } ago ? AnyProfiles.Base.AddSeconds(ago).AddMilliseconds(fractions ? milliseconds : 0) : null,
            reveals
        );

    [Fact]
    public void Each_second_of_a_composite_schedule_is_as_the_model_has_it() =>
        Property.Holds(
            from of in Cases(fractions: false)
            from unit in Gen.Elements(ChargingRateUnitType.A, ChargingRateUnitType.W)
            from connector in Gen.Choose(1, 2)
            select (of, unit, connector),
            it => HoldsEachSecond(it.of, it.unit, it.connector),
            cases: 200
        );

    [Fact]
    public void At_any_instant_the_limit_is_that_of_the_model_until_the_moment_told() =>
        Property.Holds(
            from of in Cases(fractions: true)
            from ticks in Gen.Choose(0, int.MaxValue).ListOf(40)
            from connector in Gen.Choose(1, 2)
            select (of, ticks, connector),
            it => HoldsAt(it.of, [.. it.ticks], it.connector),
            cases: 400
        );

    [Fact]
    public void Connector_0_is_the_lesser_of_its_limit_and_the_sum_of_the_connectors() =>
        Property.Holds(Cases(fractions: false), HoldsInSum, cases: 150);

    private static void HoldsEachSecond(Case of, ChargingRateUnitType unit, int connector)
    {
        CompositeSchedule composite = CompositeSchedule.Of(
            of.Composition,
            connector,
            AnyProfiles.Base,
            AnyProfiles.WindowSeconds,
            unit
        );
        composite.DurationSeconds.ShouldBe(AnyProfiles.WindowSeconds);
        composite.Periods[0].StartPeriod.ShouldBe(0);
        EvseSettings evse = of.Evses[connector - 1];
        for (int second = 0; second < AnyProfiles.WindowSeconds; second++)
        {
            (decimal watts, int phases) = of.Model(connector, AnyProfiles.Base.AddSeconds(second));
            decimal limit = unit == ChargingRateUnitType.W ? watts : watts / ((decimal)evse.VoltageV * phases);
            ChargingSchedulePeriod period = composite.Periods.Last(it => it.StartPeriod <= second);
            period.Limit.ShouldBe(Math.Floor((limit + 0.000_000_1m) * 10) / 10, $"second {second} of {of}");
            (period.NumberPhases ?? phases).ShouldBe(phases);
        }
        for (int i = 1; i < composite.Periods.Count; i++)
        {
            composite.Periods[i].StartPeriod.ShouldBeGreaterThan(composite.Periods[i - 1].StartPeriod);
            (composite.Periods[i] with { StartPeriod = 0 }).ShouldNotBe(
                composite.Periods[i - 1] with
                {
                    StartPeriod = 0,
                }
            );
        }
    }

    private static void HoldsAt(Case of, int[] ticks, int connector)
    {
        Composition composition = of.Composition;
        foreach (int tick in ticks)
        {
            // Anywhere in the window.
            long at =
                AnyProfiles.Base.UtcTicks
                + (tick * (AnyProfiles.WindowSeconds * TimeSpan.TicksPerSecond / int.MaxValue));
            Ceiling ceiling = composition.LimitAt(connector - 1, at, out long until);
            until.ShouldBeGreaterThan(at);
            long last = Math.Min(until - 1, at + (AnyProfiles.WindowSeconds * TimeSpan.TicksPerSecond));
            foreach (long moment in new[] { at, at + ((last - at) / 2), last })
            {
                (decimal watts, int phases) = of.Model(connector, new(moment, TimeSpan.Zero));
                (Math.Abs(ceiling.PowerW - watts) < 0.000_001m).ShouldBeTrue(
                    $"{ceiling} and {watts} W at {moment} of {of}"
                );
                ceiling.Phases.ShouldBe(phases);
            }
        }
    }

    private static void HoldsInSum(Case of)
    {
        CompositeSchedule total = CompositeSchedule.Of(
            of.Composition,
            0,
            AnyProfiles.Base,
            AnyProfiles.WindowSeconds,
            ChargingRateUnitType.W
        );
        BruteForce grid = new(
            [.. of.Profiles.Where(it => it.Purpose == ChargingProfilePurposeType.ChargePointMaxProfile)],
            of.GridVolts,
            of.Reveals
        );
        Feed feed = Feed.OfChargePoint(of.Evses);
        // The grid connection as if it were an EVSE without limits of its own.
        EvseSettings connection = new()
        {
            Id = 1,
            Phases = feed.Phases,
            VoltageV = (double)feed.VoltageV,
            MaxPowerW = 10_000_000,
        };
        for (int second = 0; second < AnyProfiles.WindowSeconds; second += 7)
        {
            DateTimeOffset at = AnyProfiles.Base.AddSeconds(second);
            BruteForce withoutMax = new(
                [.. of.Profiles.Where(it => it.Purpose != ChargingProfilePurposeType.ChargePointMaxProfile)],
                of.GridVolts,
                of.Reveals
            );
            decimal most = grid.Connector(1, connection, null, at, at).Watts;
            decimal reported = total.Periods.Last(it => it.StartPeriod <= second).Limit;
            reported.ShouldBeLessThanOrEqualTo(most);
            decimal sum = of.Evses.Sum(evse =>
                withoutMax.Connector(evse.Id, evse, of.Started, AnyProfiles.Base, at).Watts
            );
            reported.ShouldBeLessThanOrEqualTo(sum + 0.000_001m);
            if (most >= 10_000_000)
            {
                reported.ShouldBe(Math.Floor((sum + 0.000_000_1m) * 10) / 10);
            }
        }
    }

    /// <param name="Profiles">Installed; TxProfiles are bound to the transaction of their connector.</param>
    /// <param name="Evses">Two of any kind.</param>
    /// <param name="Started">When the transactions of both connectors began; null when there are none.</param>
    /// <param name="Reveals">The quirk.</param>
    private sealed record Case(InstalledProfile[] Profiles, EvseSettings[] Evses, DateTimeOffset? Started, bool Reveals)
    {
        public Composition Composition =>
            new()
            {
                Profiles = Composition.InOrder(Profiles),
                Places =
                [
                    .. Evses.Select(evse =>
                        ChargingPlace.Idle(evse) with
                        {
                            TransactionKey = Started is null ? 0 : evse.Id,
                            ChargingFrom = (Started ?? AnyProfiles.Base).UtcTicks,
                        }
                    ),
                ],
                Grid = Feed.OfChargePoint(Evses),
                ExpiredTxProfileReveals = Reveals,
            };

        public decimal GridVolts =>
            (decimal)(Evses.LastOrDefault(evse => evse.CurrentType == CurrentType.AC)?.VoltageV ?? 230);

        public (decimal Watts, int Phases) Model(int connector, DateTimeOffset at) =>
            new BruteForce(Profiles, GridVolts, Reveals).Connector(
                connector,
                Evses[connector - 1],
                Started,
                AnyProfiles.Base,
                at
            );

        public override string ToString() =>
            string.Join(
                '\n',
                Profiles.Select(it => $"{it} {string.Join(' ', it.Profile.ChargingSchedule.ChargingSchedulePeriod)}")
            );
    }
}
