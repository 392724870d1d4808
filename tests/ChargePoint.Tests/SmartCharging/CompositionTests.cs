using FsCheck;
using FsCheck.Fluent;
using Ocpp.V16;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>The composition against a model that works it out second by second.</summary>
public sealed class CompositionTests
{
    private const decimal Dust = 0.000_000_1m;

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

    private static Gen<DateTimeOffset?> Starts(bool fractions) =>
        from ago in Gen.Frequency((1, Gen.Constant((int?)null)), (2, Gen.Choose(0, 1_000).Select(x => (int?)x)))
        from tenths in Gen.Choose(0, 9)
        select ago is { } seconds
            ? AnyProfiles.Base.AddSeconds(-seconds).AddMilliseconds(fractions ? -100 * tenths : 0)
            : (DateTimeOffset?)null;

    // Cars that take anything or nothing, on any phases.
    private static Gen<(bool Present, decimal Demand, int Phases)> Cars =>
        from present in Gen.Elements(true, false)
        from amperes in Gen.Choose(0, 40)
        from phases in Gen.Choose(1, 3)
        select (present, present ? (decimal)amperes : 0, present ? phases : 0);

    private static Gen<Case> Cases(bool fractions) =>
        from profiles in AnyProfiles.Stacks(connectors: 2, fractions)
        from first in Gen.Elements(Kinds)
        from second in Gen.Elements(Kinds)
        from started in Starts(fractions).ListOf(2)
        from cars in Cars.ListOf(2)
        from reveals in Gen.Elements(true, false)
        from switches in Gen.Elements(true, false)
        select new Case(profiles, [first, second with { Id = 2 }], [.. started], [.. cars], reveals, switches);

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
    public void A_second_in_which_the_limit_changes_is_reported_with_the_least_of_them() =>
        Property.Holds(
            from of in Cases(fractions: true)
            from connector in Gen.Choose(1, 2)
            select (of, connector),
            it => HoldsEachTenth(it.of, it.connector),
            cases: 60
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
    public void At_any_instant_the_shares_keep_the_limit_of_all_and_leave_nothing_of_it() =>
        Property.Holds(
            from of in Cases(fractions: true)
            from ticks in Gen.Choose(0, int.MaxValue).ListOf(20)
            select (of, ticks),
            it => HoldsShared(it.of, [.. it.ticks]),
            cases: 400
        );

    [Fact]
    public void Connector_0_is_the_lesser_of_its_limit_and_the_sum_of_the_connectors() =>
        Property.Holds(Cases(fractions: false), HoldsInSum, cases: 150);

    private static void HoldsEachSecond(Case of, ChargingRateUnitType unit, int connector)
    {
        CompositeSchedule composite = Schedule(of.Alone(connector), connector, unit);
        EvseSettings evse = of.Evses[connector - 1];
        for (int second = 0; second < AnyProfiles.WindowSeconds; second++)
        {
            (decimal watts, int phases, bool given) = of.Model(connector, AnyProfiles.Base.AddSeconds(second));
            decimal limit = unit == ChargingRateUnitType.W ? watts : watts / ((decimal)evse.VoltageV * phases);
            ChargingSchedulePeriod period = composite.Periods.Last(it => it.StartPeriod <= second);
            if (period.Limit != Reported(limit) || period.NumberPhases != (given ? phases : null))
            {
                Assert.Fail($"{period} and not {limit} on {phases} phases at second {second} of {of}");
            }
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

    private static void HoldsEachTenth(Case of, int connector)
    {
        CompositeSchedule composite = Schedule(of.Alone(connector), connector, ChargingRateUnitType.W);
        for (int second = 0; second < AnyProfiles.WindowSeconds; second++)
        {
            decimal least = decimal.MaxValue;
            for (int tenth = 0; tenth < 10; tenth++)
            {
                DateTimeOffset at = AnyProfiles.Base.AddSeconds(second).AddMilliseconds(100 * tenth);
                least = Math.Min(least, of.Model(connector, at).Watts);
            }
            IsReported(composite, second, least, of);
        }
    }

    private static void HoldsAt(Case of, int[] ticks, int connector)
    {
        Composition composition = of.Alone(connector);
        foreach (long at in ticks.Select(Moment))
        {
            Ceiling ceiling = composition.LimitAt(connector - 1, at, out long until);
            foreach (long moment in Until(at, until))
            {
                (decimal watts, int phases, bool given) = of.Model(connector, new(moment, TimeSpan.Zero));
                (Math.Abs(ceiling.PowerW - watts) < Dust).ShouldBeTrue($"{ceiling} and {watts} W at {moment} of {of}");
                ceiling.Phases.ShouldBe(phases);
                ceiling.PhasesGiven.ShouldBe(given);
            }
        }
    }

    // What each gets of a limit for all is held elsewhere: here that they keep it, waste nothing, and until when.
    private static void HoldsShared(Case of, int[] ticks)
    {
        Composition composition = of.Composition;
        var ceilings = new Ceiling[of.Evses.Length];
        var later = new Ceiling[of.Evses.Length];
        foreach (long at in ticks.Select(Moment))
        {
            long until = composition.LimitsAt(at, ceilings);
            foreach (long moment in Until(at, until))
            {
                composition.LimitsAt(moment, later);
                later.ShouldBe(ceilings);
            }
            DateTimeOffset now = new(at, TimeSpan.Zero);
            var max = of.BruteForce.Max(now);
            decimal taken = 0;
            bool less = false;
            for (int i = 0; i < of.Evses.Length; i++)
            {
                (decimal watts, int phases, bool given) = of.Model(i + 1, now);
                ceilings[i].PowerW.ShouldBeInRange(0, watts + Dust, $"{now} of {of}");
                ceilings[i].Phases.ShouldBe(phases);
                ceilings[i].PhasesGiven.ShouldBe(given);
                less |= ceilings[i].PowerW < watts - Dust;
                taken += ceilings[i].PowerW / of.WattsPerUnit(max, i, phases);
            }
            if (max is { } limit)
            {
                taken.ShouldBeLessThanOrEqualTo(limit.Period.Limit + Dust, $"{now} of {of}");
            }
            if (less)
            {
                taken.ShouldBe(max!.Value.Period.Limit, Dust, $"{now} of {of}");
            }
        }
    }

    private static void HoldsInSum(Case of)
    {
        CompositeSchedule total = Schedule(of.Composition, 0, ChargingRateUnitType.W);
        for (int second = 0; second < AnyProfiles.WindowSeconds; second++)
        {
            decimal watts = of.BruteForce.Total(
                of.Evses,
                of.Started,
                AnyProfiles.Base,
                AnyProfiles.Base.AddSeconds(second)
            );
            IsReported(total, second, watts, of);
        }
    }

    private static void IsReported(CompositeSchedule composite, int second, decimal watts, Case of)
    {
        ChargingSchedulePeriod period = composite.Periods.Last(it => it.StartPeriod <= second);
        if (period.Limit != Reported(watts))
        {
            Assert.Fail($"{period} and not {watts} W at second {second} of {of}");
        }
    }

    private static CompositeSchedule Schedule(Composition composition, int connector, ChargingRateUnitType unit)
    {
        CompositeSchedule composite = CompositeSchedule.Of(
            composition,
            connector,
            AnyProfiles.Base,
            AnyProfiles.WindowSeconds,
            unit
        );
        composite.DurationSeconds.ShouldBe(AnyProfiles.WindowSeconds);
        composite.Periods[0].StartPeriod.ShouldBe(0);
        composite.Periods[^1].StartPeriod.ShouldBeLessThan(AnyProfiles.WindowSeconds);
        return composite;
    }

    private static decimal Reported(decimal limit) => Math.Floor((limit + Dust) * 10) / 10;

    // Anywhere in the window.
    private static long Moment(int tick) =>
        AnyProfiles.Base.UtcTicks + (tick * (AnyProfiles.WindowSeconds * TimeSpan.TicksPerSecond / int.MaxValue));

    // The moment itself, the last one that it holds for, and one between.
    private static long[] Until(long at, long until)
    {
        until.ShouldBeGreaterThan(at);
        long last = Math.Min(until - 1, at + (AnyProfiles.WindowSeconds * TimeSpan.TicksPerSecond));
        return [at, at + ((last - at) / 2), last];
    }

    /// <param name="Profiles">Installed; TxProfiles are bound to the transaction of their connector.</param>
    /// <param name="Evses">Two of any kind.</param>
    /// <param name="Started">When the transaction of each connector began; null where there is none.</param>
    /// <param name="Cars">What stands there and takes.</param>
    /// <param name="Reveals">The quirk.</param>
    /// <param name="Switches">ConnectorSwitch3to1PhaseSupported.</param>
    private sealed record Case(
        InstalledProfile[] Profiles,
        EvseSettings[] Evses,
        DateTimeOffset?[] Started,
        (bool Present, decimal Demand, int Phases)[] Cars,
        bool Reveals,
        bool Switches
    )
    {
        public Composition Composition => Of([.. Evses.Select(evse => Place(evse, Cars[evse.Id - 1]))]);

        /// <summary>With a car at one connector only: the others leave everything to it.</summary>
        public Composition Alone(int connector) =>
            Of([.. Evses.Select(evse => Place(evse, evse.Id == connector ? Cars[evse.Id - 1] : default))]);

        private Composition Of(ChargingPlace[] places) =>
            new()
            {
                Profiles = Composition.InOrder(Profiles),
                Places = places,
                Grid = Feed.OfChargePoint(Evses),
                SwitchesPhases = Switches,
                ExpiredTxProfileReveals = Reveals,
            };

        private ChargingPlace Place(EvseSettings evse, (bool Present, decimal Demand, int Phases) car)
        {
            DateTimeOffset? started = Started[evse.Id - 1];
            bool dc = evse.CurrentType == CurrentType.DC;
            return ChargingPlace.Idle(evse) with
            {
                TransactionKey = started is null ? 0 : evse.Id,
                ChargingFrom = (started ?? AnyProfiles.Base).UtcTicks,
                Present = started is not null && car.Present,
                Demand = car.Demand * (dc ? 1_000 : 1),
                CarPhases = dc ? 0 : Math.Min(evse.Phases, car.Phases),
            };
        }

        public BruteForce BruteForce => new(Profiles, GridVolts, Reveals);

        public decimal GridVolts =>
            (decimal)(Evses.LastOrDefault(evse => evse.CurrentType == CurrentType.AC)?.VoltageV ?? 230);

        public (decimal Watts, int Phases, bool PhasesGiven) Model(int connector, DateTimeOffset at) =>
            BruteForce.Connector(connector, Evses[connector - 1], Started[connector - 1], AnyProfiles.Base, at);

        /// <summary>W of one unit of the limit for all at a connector; all of them count as on the same phases.</summary>
        public decimal WattsPerUnit(
            (ChargingSchedulePeriod Period, ChargingRateUnitType Unit)? max,
            int place,
            int phases
        ) =>
            max is not { Unit: ChargingRateUnitType.A } limit ? 1
            : Evses[place].CurrentType == CurrentType.DC ? GridVolts * Math.Min(3, limit.Period.NumberPhases ?? 3)
            : (decimal)Evses[place].VoltageV * phases;

        public override string ToString() =>
            string.Join(
                '\n',
                Profiles
                    .Select(it => $"{it} {string.Join(' ', it.Profile.ChargingSchedule.ChargingSchedulePeriod)}")
                    .Append($"{string.Join(' ', Started)} {string.Join(' ', Cars)}")
            );
    }
}
