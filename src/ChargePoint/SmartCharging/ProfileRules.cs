using Ocpp.V16;

namespace ChargePoints;

/// <summary>Which charging profiles can be installed (OCPP 1.6 §5.16, §7.8-7.14, §9.4): the first rule that one breaks, in words.</summary>
internal static class ProfileRules
{
    /// <summary>Why a profile cannot be installed on that connector; null when it can.</summary>
    public static string? WhyNot(ConfigurationView configuration, ChargingProfile profile, int connectorId) =>
        WhyNotSupported(configuration, profile)
        ?? WhyNotSchedule(profile.ChargingSchedule)
        ?? WhyNotKind(profile)
        ?? WhyNotThere(profile, connectorId)
        ?? (profile.ValidTo <= profile.ValidFrom ? "validTo is not after validFrom" : null);

    /// <summary>Why there is no room for a profile among those that would stay; null when there is.</summary>
    public static string? WhyNoRoom(
        ConfigurationView configuration,
        IEnumerable<InstalledProfile> staying,
        InstalledProfile added
    )
    {
        int all = 1;
        int ofStack = 1;
        foreach (InstalledProfile installed in staying)
        {
            all++;
            ofStack += installed.IsOfStackOf(added) ? 1 : 0;
        }
        // A greatest level of 0 still leaves room for that level.
        int mostOfStack = Math.Max(1, configuration.ChargeProfileMaxStackLevel);
        return all > configuration.MaxChargingProfilesInstalled
                ? $"MaxChargingProfilesInstalled is {configuration.MaxChargingProfilesInstalled}"
            : ofStack > mostOfStack ? $"ChargeProfileMaxStackLevel allows {mostOfStack} profiles of a purpose"
            : null;
    }

    private static string? WhyNotSupported(ConfigurationView configuration, ChargingProfile profile)
    {
        ChargingSchedule schedule = profile.ChargingSchedule;
        return profile.StackLevel > configuration.ChargeProfileMaxStackLevel
                ? $"stackLevel is above {configuration.ChargeProfileMaxStackLevel}"
            : !configuration.AllowsChargingRateUnit(schedule.ChargingRateUnit)
                ? $"limits in {schedule.ChargingRateUnit} are not among ChargingScheduleAllowedChargingRateUnit"
            : schedule.ChargingSchedulePeriod.Count > configuration.ChargingScheduleMaxPeriods
                ? $"a schedule has at most {configuration.ChargingScheduleMaxPeriods} periods"
            : null;
    }

    private static string? WhyNotSchedule(ChargingSchedule schedule)
    {
        if (schedule.Duration < 0 || schedule.MinChargingRate < 0)
        {
            return "duration and minChargingRate are not negative";
        }
        int before = -1;
        foreach (ChargingSchedulePeriod period in schedule.ChargingSchedulePeriod)
        {
            if (before < 0 && period.StartPeriod != 0)
            {
                return "the first startPeriod is not 0";
            }
            if (period.StartPeriod <= before)
            {
                return "the periods do not ascend";
            }
            if (period.Limit < 0 || period.NumberPhases < 1)
            {
                return "limit is not negative, and numberPhases is 1 or more";
            }
            before = period.StartPeriod;
        }
        return null;
    }

    private static string? WhyNotKind(ChargingProfile profile)
    {
        bool recurs = profile.ChargingProfileKind == ChargingProfileKindType.Recurring;
        return recurs && profile.RecurrencyKind is null ? "a recurring profile needs recurrencyKind"
            : recurs && profile.ChargingSchedule.StartSchedule is null ? "a recurring profile needs startSchedule"
            : !recurs && profile.RecurrencyKind is not null ? "recurrencyKind is for recurring profiles"
            : null;
    }

    private static string? WhyNotThere(ChargingProfile profile, int connectorId) =>
        profile.ChargingProfilePurpose switch
        {
            ChargingProfilePurposeType.ChargePointMaxProfile when connectorId != 0 =>
                "ChargePointMaxProfile is for connector 0",
            ChargingProfilePurposeType.ChargePointMaxProfile
                when profile.ChargingProfileKind == ChargingProfileKindType.Relative =>
                "ChargePointMaxProfile cannot be relative to a transaction",
            ChargingProfilePurposeType.TxProfile when connectorId == 0 => "TxProfile is for one connector",
            _ => null,
        };
}
