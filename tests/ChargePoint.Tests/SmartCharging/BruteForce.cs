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
    public (decimal Watts, int Phases, bool PhasesGiven) Connector(
        int connector,
        EvseSettings evse,
        DateTimeOffset? transactionStart,
        DateTimeOffset from,
        DateTimeOffset at
    )
    {
        bool dc = evse.CurrentType == CurrentType.DC;
        List<(ChargingSchedulePeriod Period, ChargingRateUnitType Unit, bool OfGrid)> limits = [];
        if (Max(at) is { } max)
        {
            limits.Add((max.Period, max.Unit, true));
        }
        if (OfConnector(connector, transactionStart, from, at) is { } own)
        {
            limits.Add((own.Period, own.Unit, false));
        }
        int available = dc ? 1 : evse.Phases;
        int phases = dc ? 1 : limits.Select(limit => limit.Period.NumberPhases ?? 3).Append(available).Min();
        decimal volts = (decimal)evse.VoltageV;
        decimal watts = (decimal)evse.MaxPowerW / available * phases;
        foreach ((ChargingSchedulePeriod period, ChargingRateUnitType unit, bool ofGrid) in limits)
        {
            decimal perAmpere = dc && ofGrid ? gridVolts * Math.Min(3, period.NumberPhases ?? 3) : volts * phases;
            watts = Math.Min(watts, unit == ChargingRateUnitType.W ? period.Limit : period.Limit * perAmpere);
        }
        return (watts, phases, !dc && limits.Any(limit => limit.Period.NumberPhases is not null));
    }

    /// <summary>What ChargePointMaxProfile allows all connectors together; null for anything.</summary>
    public (ChargingSchedulePeriod Period, ChargingRateUnitType Unit)? Max(DateTimeOffset at) =>
        Best(it => it.Purpose == ChargingProfilePurposeType.ChargePointMaxProfile, at, at);

    /// <summary>W that the charge point takes from the grid when each connector takes its own limit.</summary>
    /// <param name="evses">All of them.</param>
    /// <param name="transactionStarts">By EVSE; null without a transaction.</param>
    /// <param name="from">The start of the window.</param>
    /// <param name="at">The moment.</param>
    public decimal Total(
        IReadOnlyList<EvseSettings> evses,
        IReadOnlyList<DateTimeOffset?> transactionStarts,
        DateTimeOffset from,
        DateTimeOffset at
    )
    {
        (ChargingSchedulePeriod Period, ChargingRateUnitType Unit)? max = Max(at);
        int gridPhases = evses.Max(evse => evse.CurrentType == CurrentType.DC ? 3 : evse.Phases);
        int phases = Math.Min(gridPhases, max?.Period.NumberPhases ?? 3);
        decimal sum = 0;
        for (int i = 0; i < evses.Count; i++)
        {
            bool dc = evses[i].CurrentType == CurrentType.DC;
            var own = OfConnector(i + 1, transactionStarts[i], from, at);
            int available = dc ? 1 : evses[i].Phases;
            int used = Math.Min(available, Math.Min(dc ? 1 : phases, dc ? 1 : own?.Period.NumberPhases ?? 3));
            decimal watts = (decimal)evses[i].MaxPowerW / available * used;
            if (own is { } limit)
            {
                decimal perUnit = limit.Unit == ChargingRateUnitType.W ? 1 : (decimal)evses[i].VoltageV * used;
                watts = Math.Min(watts, limit.Period.Limit * perUnit);
            }
            sum += watts;
        }
        return max is { } most
            ? Math.Min(sum, most.Period.Limit * (most.Unit == ChargingRateUnitType.W ? 1 : gridVolts * phases))
            : sum;
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

    private static DateTimeOffset WholeSecond(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static ChargingSchedulePeriod? PeriodOf(InstalledProfile it, DateTimeOffset relative, DateTimeOffset at)
    {
        ChargingSchedule schedule = it.Profile.ChargingSchedule;
        DateTimeOffset start =
            it.Profile.ChargingProfileKind == ChargingProfileKindType.Relative
                ? relative
                : schedule.StartSchedule ?? WholeSecond(it.InstalledAt);
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
