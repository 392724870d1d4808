namespace ChargePoints;

/// <summary>Energy as the integral of a power that is constant for a while, in whole numbers: nothing is lost to rounding on the way.</summary>
internal static class EnergySum
{
    // 0.1 W for one tick of 100 ns is 1/360,000,000 mWh.
    private const long DeciWattTicksPerMilliWh = 360_000_000;

    /// <summary>Whole mWh of so much power over a time; the rest stays in <paramref name="remainder"/> for the next time.</summary>
    public static long MilliWh(long deciWatts, TimeSpan duration, ref long remainder)
    {
        Int128 sum = ((Int128)deciWatts * duration.Ticks) + remainder;
        remainder = (long)(sum % DeciWattTicksPerMilliWh);
        return (long)(sum / DeciWattTicksPerMilliWh);
    }

    /// <summary>The shortest time after which <see cref="MilliWh"/> is so much, within a tick.</summary>
    public static TimeSpan TimeFor(long milliWh, long deciWatts, long remainder)
    {
        Int128 needed = ((Int128)Math.Max(0, milliWh) * DeciWattTicksPerMilliWh) - remainder;
        Int128 ticks = Int128.Max(0, (needed + deciWatts - 1) / deciWatts);
        return ticks >= TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue : new TimeSpan((long)ticks);
    }
}
