namespace ChargePoints;

/// <summary>
/// How warm a battery is and what cold costs it. While a car charges its battery only warms: heat is a share of what is charged, and cooling
/// takes longer than a session. So the temperature is a function of the state of charge, on arrival and now, and needs no state of its own.
/// </summary>
internal static class BatteryTemperature
{
    /// <summary>From here up a battery takes all it can.</summary>
    public const double WarmC = 20;

    /// <summary>At this temperature and below it takes <see cref="ColdShare"/>.</summary>
    public const double ColdC = -10;

    // Cars of the field take a half at the freezing point and a quarter at -10 degrees; rapid sessions in Norway are weaker in winter (TØI 2017).
    private const double ColdShare = 0.25;

    // A pack has about 1.9 Wh/K for each kWh of capacity (7 kg of it at 1 kJ/(kg K)); some 5 % of the charge become heat within it.
    private const double RiseOfFullChargeK = 50.0 / 1.9;

    /// <summary>In degrees Celsius.</summary>
    /// <param name="onArrivalC">When it was plugged in.</param>
    /// <param name="gainedPercent">State of charge gained since then, in percentage points.</param>
    public static double After(double onArrivalC, double gainedPercent) =>
        onArrivalC + (RiseOfFullChargeK * gainedPercent / 100);

    /// <summary>The share of its greatest power that a battery of that temperature takes.</summary>
    public static double ShareAt(double temperatureC) =>
        Math.Clamp(ColdShare + ((1 - ColdShare) * (temperatureC - ColdC) / (WarmC - ColdC)), ColdShare, 1);
}
