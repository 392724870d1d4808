using Ocpp;

namespace ChargePoints;

/// <summary>
/// The grid as it is at one charge point, without what its load does to it: a pure function of (key, time). EN 50160 asks for 230 V ± 10 % in 95 % of the
/// 10-minute means of a week and for 50 Hz ± 1 %.
/// </summary>
internal static class Supply
{
    /// <summary>Share of nominal volts that the cable takes at the EVSE's rated current.</summary>
    public const double SagAtRating = 0.015;

    /// <summary>No phase is ever further below nominal.</summary>
    public const double LeastShare = 0.9;

    // The end of a feeder: a little under nominal, drifting over half an hours. Never so far above it that the least current that can be
    // offered comes to more watts than at nominal volts: with the power factor 0.99 the limit would be 1.01.
    private const double MeanShare = 0.983;
    private const double DriftShare = 0.022;
    private const double FlickerShare = 0.001;
    private const long DriftPeriod = 180;

    private const double NominalHz = 50;
    private const double DriftHz = 0.04;
    private const double FlickerHz = 0.01;
    private const long FrequencyPeriod = 30;

    // A car's rectifier shifts a little more at low load; noise is in the third digit.
    private const double PowerFactorIdle = 0.981;
    private const double PowerFactorRise = 0.008;
    private const double PowerFactorNoise = 0.001;

    private const ulong VoltagePurpose = 0x10;
    private const ulong FrequencyPurpose = 0x02;
    private const ulong PowerFactorPurpose = 0x03;

    /// <summary>The index of the grid point that an instant belongs to, whoever asks.</summary>
    public static long IndexAt(Instant instant) => instant.Ticks / EvseMeter.Grid.Ticks;

    /// <summary>Volts of a phase (0-2) as a share of nominal.</summary>
    public static double VoltageShare(ulong key, int phase, long index)
    {
        ulong own = key ^ (VoltagePurpose + (ulong)phase);
        return MeanShare
            + (DriftShare * GridNoise.Wander(own, index, DriftPeriod))
            + (FlickerShare * GridNoise.Symmetric(~own, index));
    }

    /// <summary>Hz, a multiple of 0.01.</summary>
    public static double FrequencyHz(ulong key, long index)
    {
        ulong own = key ^ FrequencyPurpose;
        double offHz =
            (DriftHz * GridNoise.Wander(own, index, FrequencyPeriod)) + (FlickerHz * GridNoise.Symmetric(~own, index));
        return Math.Round(NominalHz + offHz, 2);
    }

    /// <summary>Power factor of an on-board charger at a share of its greatest current, a multiple of 0.001.</summary>
    public static double PowerFactor(ulong key, double load, long index) =>
        Math.Round(
            PowerFactorIdle
                + (PowerFactorRise * Math.Clamp(load, 0, 1))
                + (PowerFactorNoise * GridNoise.Symmetric(key ^ PowerFactorPurpose, index)),
            3
        );
}
