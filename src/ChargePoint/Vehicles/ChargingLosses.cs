namespace ChargePoints;

/// <summary>What of the metered power a car loses on the way to its battery.</summary>
internal static class ChargingLosses
{
    // ADAC: 6-10 % at 11 kW, 13-24 % at 2.3 kW, of which 100-300 W are what the car itself needs while it charges. These two come to
    // 10.0 % at 11 kW and 18.6 % at 2.3 kW.
    private const double AcOverheadW = 250;
    private const double AcShare = 0.077;

    // A small on-board charger, of a scooter say, has a small overhead.
    private const double MostOverheadShare = 0.25;

    // The charger converts; what is left is cable and battery.
    private const double DcShare = 0.05;

    /// <summary>The most of the metered power that can reach a battery.</summary>
    public const double BestEfficiency = 1 - DcShare;

    /// <summary>The power in W that reaches the battery of what is metered.</summary>
    public static double BatteryW(double meteredW, CurrentType currentType) =>
        currentType == CurrentType.DC
            ? meteredW * (1 - DcShare)
            : (meteredW * (1 - AcShare)) - Math.Min(AcOverheadW, meteredW * MostOverheadShare);
}
