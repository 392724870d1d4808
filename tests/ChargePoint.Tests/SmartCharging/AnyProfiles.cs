using FsCheck;
using FsCheck.Fluent;
using Ocpp.V16;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>Random stacks of charging profiles around <see cref="Base"/>: gaps, recurrences, edges of validity, odd starts and durations.</summary>
internal static class AnyProfiles
{
    public const int WindowSeconds = 1_200;

    public static readonly DateTimeOffset Base = new(2026, 3, 29, 0, 50, 0, TimeSpan.Zero);

    /// <param name="connectors">Connectors besides 0.</param>
    /// <param name="fractions">True: schedules begin at tenths of seconds.</param>
    public static Gen<InstalledProfile[]> Stacks(int connectors, bool fractions) =>
        from count in Gen.Choose(0, 9)
        from profiles in One(connectors, fractions).ListOf(count)
        select Installed([.. profiles]);

    // As SetChargingProfile would: each takes the place of those that it replaces.
    private static InstalledProfile[] Installed(InstalledProfile[] profiles)
    {
        List<InstalledProfile> installed = [];
        for (int i = 0; i < profiles.Length; i++)
        {
            InstalledProfile added = profiles[i] with { Profile = profiles[i].Profile with { ChargingProfileId = i } };
            installed.RemoveAll(added.Replaces);
            installed.Add(added);
        }
        return [.. installed];
    }

    private static Gen<InstalledProfile> One(int connectors, bool fractions) =>
        from purpose in Gen.Elements(Enum.GetValues<ChargingProfilePurposeType>())
        from place in Gen.Choose(0, connectors)
        from level in Gen.Choose(0, 3)
        from kind in Gen.Elements(Enum.GetValues<ChargingProfileKindType>())
        from weekly in Gen.Elements(true, false)
        from schedule in Schedule(fractions, mayLackStart: kind != ChargingProfileKindType.Recurring)
        from validFrom in Gen.Frequency(
            (3, Gen.Constant((int?)null)),
            (1, Gen.Choose(-600, 1_500).Select(x => (int?)x))
        )
        from validity in Gen.Frequency((3, Gen.Constant((int?)null)), (1, Gen.Choose(1, 1_500).Select(x => (int?)x)))
        from installed in Gen.Choose(-9_000, 0)
        let atMost0 = purpose == ChargingProfilePurposeType.ChargePointMaxProfile
        let connectorId = atMost0 ? 0
        : purpose == ChargingProfilePurposeType.TxProfile ? Math.Max(1, place)
        : place
        select new InstalledProfile
        {
            ConnectorId = connectorId,
            InstalledAt = Base.AddMilliseconds(100 * installed),
            TransactionKey = purpose == ChargingProfilePurposeType.TxProfile ? connectorId : 0,
            Profile = new()
            {
                ChargingProfileId = 0,
                StackLevel = level,
                ChargingProfilePurpose = purpose,
                ChargingProfileKind =
                    atMost0 && kind == ChargingProfileKindType.Relative ? ChargingProfileKindType.Absolute : kind,
                RecurrencyKind =
                    kind != ChargingProfileKindType.Recurring ? null
                    : weekly ? RecurrencyKindType.Weekly
                    : RecurrencyKindType.Daily,
                ValidFrom = validFrom is { } begin ? Base.AddSeconds(begin) : null,
                ValidTo = validity is { } length ? Base.AddSeconds((validFrom ?? -600) + length) : null,
                ChargingSchedule = schedule,
            },
        };

    private static Gen<ChargingSchedule> Schedule(bool fractions, bool mayLackStart) =>
        from unit in Gen.Elements(ChargingRateUnitType.A, ChargingRateUnitType.W)
        from deciLimits in Gen.Choose(0, unit == ChargingRateUnitType.A ? 400 : 250_000).ListOf(5)
        from phases in Gen.Elements((int?)null, null, 1, 2, 3, 4).ListOf(5)
        from steps in Gen.Elements(1, 7, 60, 300, 900, 86_000).ListOf(4)
        from count in Gen.Choose(1, 5)
        from duration in Gen.Elements((int?)null, null, 0, 1, 60, 450, 1_000, 86_400, 90_000, int.MaxValue)
        from days in Gen.Elements(0, 0, 0, 1, 3, 7, 21)
        from offset in Gen.Choose(-900, 900)
        from tenths in Gen.Choose(0, 9)
        from better in Gen.Elements((decimal?)null, null, null, 0, 6.5m, 8_000)
        from lacksStart in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        let start = Base.AddDays(-days).AddSeconds(offset).AddMilliseconds(fractions ? 100 * tenths : 0)
        select new ChargingSchedule
        {
            ChargingRateUnit = unit,
            Duration = duration,
            MinChargingRate = better,
            // Written with the offset of a place that changed to summer time that night: it makes no difference.
            StartSchedule = lacksStart && mayLackStart ? null : start.ToOffset(TimeSpan.FromHours(offset % 2)),
            ChargingSchedulePeriod = Enumerable
                .Range(0, count)
                .Select(i => new ChargingSchedulePeriod
                {
                    StartPeriod = steps.Take(i).Sum(),
                    Limit = deciLimits[i] / 10m,
                    NumberPhases = phases[i],
                })
                .ToArray(),
        };
}
