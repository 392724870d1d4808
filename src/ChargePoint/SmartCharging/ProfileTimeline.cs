using System.Runtime.InteropServices;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>What one profile says at one moment, and until when it says so.</summary>
/// <param name="IsValid">True between validFrom and validTo.</param>
/// <param name="Period">The index of the period that holds; -1 when the schedule does not cover the moment.</param>
/// <param name="Until">The first moment, in ticks, at which any of this may change; <see cref="long.MaxValue"/> for never.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProfileMoment(bool IsValid, int Period, long Until);

/// <summary>
/// When the periods of a profile hold (OCPP 1.6 §3.13.1, §7.8-7.14). Moments are UTC ticks of the charger's clock, so there is no daylight
/// saving in it: a day has 24 hours and a week 7 of those days.
/// </summary>
internal static class ProfileTimeline
{
    /// <summary>No transaction has begun: a relative schedule stands at its first period, as it will when one begins.</summary>
    public const long NotBegun = long.MaxValue;

    /// <param name="installed">The profile; its periods ascend from 0.</param>
    /// <param name="chargingFrom">What relative schedules count from: the start of the transaction, or <see cref="NotBegun"/>.</param>
    /// <param name="at">The moment.</param>
    public static ProfileMoment At(InstalledProfile installed, long chargingFrom, long at)
    {
        ChargingProfile profile = installed.Profile;
        long validTo = profile.ValidTo?.UtcTicks ?? long.MaxValue;
        if (profile.ValidFrom is { } from && at < from.UtcTicks)
        {
            return new(false, -1, from.UtcTicks);
        }
        if (at >= validTo)
        {
            return new(false, -1, long.MaxValue);
        }
        if (profile.ChargingProfileKind == ChargingProfileKindType.Relative && chargingFrom == NotBegun)
        {
            return new(true, 0, validTo);
        }
        long start = StartOf(installed, chargingFrom, at, out long again);
        ProfileMoment moment = InSchedule(profile.ChargingSchedule, start, again, at);
        return moment with { Until = Math.Min(moment.Until, validTo) };
    }

    // The start of the run of the schedule that the moment may be in, and that of the next run.
    private static long StartOf(InstalledProfile installed, long chargingFrom, long at, out long again)
    {
        again = long.MaxValue;
        if (installed.Profile.ChargingProfileKind == ChargingProfileKindType.Relative)
        {
            return chargingFrom;
        }
        // Schedules count whole seconds: one that starts with its receipt starts with that second.
        long receipt = installed.InstalledAt.UtcTicks;
        long first =
            installed.Profile.ChargingSchedule.StartSchedule?.UtcTicks ?? receipt - (receipt % TimeSpan.TicksPerSecond);
        if (installed.Profile.ChargingProfileKind == ChargingProfileKindType.Absolute)
        {
            return first;
        }
        long length = TimeSpan.TicksPerDay * (installed.Profile.RecurrencyKind == RecurrencyKindType.Weekly ? 7 : 1);
        long start = at < first ? first : at - ((at - first) % length);
        again = start + length;
        return start;
    }

    private static ProfileMoment InSchedule(ChargingSchedule schedule, long start, long again, long at)
    {
        if (at < start)
        {
            return new(true, -1, start);
        }
        // A duration of 0 is sent by systems that mean none.
        long end = schedule.Duration is > 0 and { } seconds
            ? Math.Min(again, start + (seconds * TimeSpan.TicksPerSecond))
            : again;
        if (at >= end)
        {
            return new(true, -1, again);
        }
        IReadOnlyList<ChargingSchedulePeriod> periods = schedule.ChargingSchedulePeriod;
        int last = periods.Count - 1;
        while (last > 0 && start + (periods[last].StartPeriod * TimeSpan.TicksPerSecond) > at)
        {
            last--;
        }
        long next =
            last + 1 < periods.Count
                ? start + (periods[last + 1].StartPeriod * TimeSpan.TicksPerSecond)
                : long.MaxValue;
        return new(true, last, Math.Min(next, end));
    }
}
