namespace ChargePoints;

/// <summary>
/// A plugged-in car: how full its battery is and what it takes. Full power up to a knee
/// (<see cref="VehicleSettings.TaperFromPercent"/>), from there linear towards nothing at 100 %; since it takes the lesser of that line and the offer, a weaker offer moves the knee up.
/// A cold battery takes less. What is charged is counted in whole numbers, as the meter does, so that it does not depend on how often anybody looks.
/// </summary>
public sealed class VehicleState
{
    /// <summary>Least current of an AC charge in A per phase (IEC 61851-1).</summary>
    public const double MinAcCurrentA = 6;

    // Without a least power the battery would fill for ever: the line falls with the room that is left.
    private const double LeastDcShare = 0.01;
    private const double LeastDcW = 100;
    private readonly CurrentType _currentType;
    private readonly long _capacityMilliWh;
    private readonly long _targetMilliWh;
    private long _storedMilliWh;
    private long _remainder;
    private long _inflowDeciWatts;

    /// <summary>A car that has just been plugged in.</summary>
    /// <param name="settings">The car; its state of charge is the one on arrival.</param>
    /// <param name="currentType">What the EVSE delivers.</param>
    /// <param name="socPercent">Its state of charge now, when it did not arrive just now.</param>
    /// <exception cref="ArgumentException"><see cref="VehicleSettings.Problem"/> says what is wrong with it.</exception>
    public VehicleState(VehicleSettings settings, CurrentType currentType, double? socPercent = null)
    {
        if (settings.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(settings));
        }
        Settings = settings;
        _currentType = currentType;
        _capacityMilliWh = Math.Max(1, (long)(settings.BatteryWh * 1000));
        _targetMilliWh = (long)(_capacityMilliWh * settings.ChargeLimitPercent / 100);
        double percent = Math.Clamp(socPercent ?? settings.SocPercent, 0, 100);
        _storedMilliWh = (long)Math.Round(_capacityMilliWh * percent / 100);
    }

    /// <summary>The car as its owner defines it.</summary>
    public VehicleSettings Settings { get; }

    /// <summary>True while the car does not want energy although it could take it. Set it before <c>EvseMeter.Retarget</c>.</summary>
    public bool Paused { get; set; }

    /// <summary>True once the battery is as full as its owner wants it: the car takes nothing more before it has been unplugged.</summary>
    public bool Full => _storedMilliWh >= _targetMilliWh;

    /// <summary>Energy in the battery in Wh.</summary>
    public double BatteryWh => _storedMilliWh / 1000.0;

    /// <summary>State of charge, 0-100.</summary>
    public double SocPercent => 100.0 * _storedMilliWh / _capacityMilliWh;

    /// <summary>Temperature of the battery in degrees Celsius: it warms while it is charged.</summary>
    public double BatteryTemperatureC =>
        BatteryTemperature.After(
            Settings.BatteryTemperatureC ?? BatteryTemperature.WarmC,
            Math.Max(0, SocPercent - Settings.SocPercent)
        );

    /// <summary>Time until the battery is full at the present power; <see cref="TimeSpan.MaxValue"/> while nothing flows into it.</summary>
    internal TimeSpan UntilFull =>
        _inflowDeciWatts <= 0
            ? TimeSpan.MaxValue
            : EnergySum.TimeFor(_targetMilliWh - _storedMilliWh, _inflowDeciWatts, _remainder);

    // Shares of the car's greatest power that the battery takes at its state of charge, and at its temperature.
    private double TaperShare => Math.Clamp((100 - SocPercent) / (100 - Settings.TaperFromPercent), 0, 1);

    private double ColdShare => BatteryTemperature.ShareAt(BatteryTemperatureC);

    private double MostDcW =>
        Math.Min(
            Settings.MaxDcPowerW,
            Math.Max(
                Math.Max(LeastDcW, Settings.MaxDcPowerW * LeastDcShare),
                Settings.MaxDcPowerW * Math.Min(TaperShare, ColdShare)
            )
        );

    /// <summary>The most that the car ever takes, in W.</summary>
    internal double MostW => _currentType == CurrentType.DC ? Settings.MaxDcPowerW : Settings.MaxAcPowerW;

    /// <summary>Current in A per phase that the on-board charger takes at most.</summary>
    /// <param name="nominalV">Nominal volts between phase and neutral.</param>
    internal double MostA(double nominalV) => Settings.MaxAcPowerW / (nominalV * Settings.Phases);

    /// <summary>
    /// Current in A per phase that the car takes of an AC offer: 0, or at least 6 A (a weaker on-board charger takes
    /// what it can). At the end of the taper, and with a cold battery, it stays at that minimum.
    /// </summary>
    /// <param name="offeredA">Offer in A per phase, at least 6.</param>
    /// <param name="nominalV">Nominal volts between phase and neutral.</param>
    internal double TakesA(double offeredA, double nominalV)
    {
        double mostA = MostA(nominalV);
        if (Paused || Full || mostA <= 0)
        {
            return 0;
        }
        // What cold leaves is the battery's, and a battery that takes rapid charging has plenty for the on-board charger.
        double coldShare = ColdShare * Math.Max(Settings.MaxDcPowerW, Settings.MaxAcPowerW) / Settings.MaxAcPowerW;
        double leastA = Math.Min(MinAcCurrentA, mostA);
        return Math.Min(offeredA, Math.Max(leastA, mostA * Math.Min(TaperShare, coldShare)));
    }

    /// <summary>Current in A per phase that the car would take of an unlimited AC offer; 0 when it takes nothing.</summary>
    internal double WantsA(double nominalV) => TakesA(double.PositiveInfinity, nominalV);

    /// <summary>Power in W that the car would take of an unlimited DC offer; 0 when it takes nothing.</summary>
    internal double WantsW => TakesW(double.PositiveInfinity);

    /// <summary>Power in W that the car takes of a DC offer.</summary>
    internal double TakesW(double offeredW) =>
        Paused || Full || Settings.MaxDcPowerW <= 0 ? 0 : Math.Min(offeredW, MostDcW);

    /// <summary>From now on so much is metered.</summary>
    internal void Take(double meteredW) =>
        _inflowDeciWatts = meteredW <= 0 ? 0 : (long)(ChargingLosses.BatteryW(meteredW, _currentType) * 10);

    /// <summary>Time passes at the present power; no more of it than <see cref="UntilFull"/>.</summary>
    internal void Receive(TimeSpan duration) =>
        _storedMilliWh += EnergySum.MilliWh(_inflowDeciWatts, duration, ref _remainder);

    /// <summary>The least time in which the battery can be full, whatever it takes of <paramref name="offeredW"/>, times a factor, from now on.</summary>
    internal TimeSpan UntilFullAtLeast(double offeredW, double factor)
    {
        double mostW = Math.Min(offeredW, MostW) * factor * ChargingLosses.BestEfficiency;
        double hours = (_targetMilliWh - _storedMilliWh) / (1000 * Math.Max(mostW, 0.1));
        return TimeSpan.FromHours(Math.Clamp(hours, 0, 24));
    }
}
