using Ocpp.V16;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>
/// The composite limit of one moment, worked out from the words of the specification without regard to cost, and without anything of the
/// product but the records that profiles are written in.
/// </summary>
/// <param name="profiles">What is installed.</param>
/// <param name="gridVolts">What feeds DC chargers, over three phases.</param>
/// <param name="reveals">The quirk.</param>
internal sealed class BruteForce(IReadOnlyList<InstalledProfile> profiles, decimal gridVolts, bool reveals)
{
    /// <summary>W and phases of a connector that all others leave everything to.</summary>
    /// <param name="connector">1..N.</param>
    /// <param name="evse">Its EVSE.</param>
    /// <param name="transactionStart">Null without a transaction: then it would begin at <paramref name="from"/>.</param>
    /// <param name="from">The start of the window.</param>
    /// <param name="at">The moment.</param>
    public (decimal Watts, int Phases) Connector(
        int connector,
        EvseSettings evse,
        DateTimeOffset? transactionStart,
        DateTimeOffset from,
        DateTimeOffset at
    )
    {
        bool dc = evse.CurrentType == CurrentType.DC;
        List<(decimal Limit, ChargingRateUnitType Unit, int Phases, bool OfGrid)> limits = [];
        if (Best(it => it.Purpose == ChargingProfilePurposeType.ChargePointMaxProfile, at, at) is { } max)
        {
            limits.Add((max.Period.Limit, max.Unit, max.Period.NumberPhases ?? 3, true));
        }
        if (OfConnector(connector, transactionStart, from, at) is { } own)
        {
            limits.Add((own.Period.Limit, own.Unit, own.Period.NumberPhases ?? 3, false));
        }
        int available = dc ? 1 : evse.Phases;
        int phases = dc ? 1 : limits.Select(limit => limit.Phases).Append(available).Min();
        decimal volts = (decimal)evse.VoltageV;
        decimal watts = (decimal)evse.MaxPowerW / available * phases;
        foreach ((decimal limit, ChargingRateUnitType unit, int of, bool ofGrid) in limits)
        {
            decimal perAmpere = dc && ofGrid ? gridVolts * Math.Min(3, of) : volts * phases;
            watts = Math.Min(watts, unit == ChargingRateUnitType.W ? limit : limit * perAmpere);
        }
        return (watts, phases);
    }

    private (ChargingSchedulePeriod Period, ChargingRateUnitType Unit)? OfConnector(
        int connector,
        DateTimeOffset? transactionStart,
        DateTimeOffset from,
        DateTimeOffset at
    )
    {
        DateTimeOffset relative = transactionStart ?? from;
        if (transactionStart is not null)
        {
            bool OfTransaction(InstalledProfile it) =>
                it.Purpose == ChargingProfilePurposeType.TxProfile && it.ConnectorId == connector;
            if (Best(OfTransaction, relative, at) is { } tx)
            {
                return tx;
            }
            if (!reveals && profiles.Any(it => OfTransaction(it) && IsValid(it.Profile, at)))
            {
                return null;
            }
        }
        return Best(it => IsDefault(it) && it.ConnectorId == connector, relative, at)
            ?? Best(it => IsDefault(it) && it.ConnectorId == 0, relative, at);
    }

    private static bool IsDefault(InstalledProfile it) => it.Purpose == ChargingProfilePurposeType.TxDefaultProfile;

    private (ChargingSchedulePeriod Period, ChargingRateUnitType Unit)? Best(
        Func<InstalledProfile, bool> which,
        DateTimeOffset relative,
        DateTimeOffset at
    )
    {
        (ChargingSchedulePeriod, ChargingRateUnitType)? best = null;
        foreach (InstalledProfile it in profiles.Where(which).OrderBy(it => it.StackLevel))
        {
            if (IsValid(it.Profile, at) && PeriodOf(it, relative, at) is { } period)
            {
                best = (period, it.Profile.ChargingSchedule.ChargingRateUnit);
            }
        }
        return best;
    }

    private static bool IsValid(ChargingProfile profile, DateTimeOffset at) =>
        !(at < profile.ValidFrom) && !(at >= profile.ValidTo);

    private static ChargingSchedulePeriod? PeriodOf(InstalledProfile it, DateTimeOffset relative, DateTimeOffset at)
    {
        ChargingSchedule schedule = it.Profile.ChargingSchedule;
        DateTimeOffset start =
            it.Profile.ChargingProfileKind == ChargingProfileKindType.Relative
                ? relative
                : schedule.StartSchedule ?? it.InstalledAt;
        if (it.Profile.ChargingProfileKind == ChargingProfileKindType.Recurring)
        {
            int days = it.Profile.RecurrencyKind == RecurrencyKindType.Daily ? 1 : 7;
            while (start.AddDays(days) <= at)
            {
                start = start.AddDays(days);
            }
        }
        double elapsed = (at - start).TotalSeconds;
        bool over = schedule.Duration > 0 && elapsed >= schedule.Duration;
        return elapsed < 0 || over
            ? null
            : schedule.ChargingSchedulePeriod.Last(period => period.StartPeriod <= elapsed);
    }
}
