namespace ChargePoints;

/// <summary>
/// A plugged-in car: how full its battery is and what it takes. Full power up to a knee
/// (<see cref="VehicleSettings.TaperFromPercent"/>), from there linear to nothing at 100 %; since it takes the lesser of that line and the offer, a weaker offer moves the knee up.
/// </summary>
public sealed class VehicleState
{
    /// <summary>Least current of an AC charge in A per phase (IEC 61851-1).</summary>
    public const double MinAcCurrentA = 6;

    /// <summary>Share of the metered energy that reaches the battery through the on-board charger.</summary>
    public const double AcEfficiency = 0.9;

    /// <summary>Share of the metered energy that reaches the battery on DC.</summary>
    public const double DcEfficiency = 0.95;

    // Without a cut-off the battery would fill for ever: the line falls with the room that is left.
    private const double CutOffShare = 0.01;
    private readonly double _batteryWhOnArrival;
    private readonly CurrentType _currentType;
    private long _meteredMilliWh;

    /// <summary>A car that has just been plugged in.</summary>
    /// <param name="settings">The car; its state of charge is the one on arrival.</param>
    /// <param name="currentType">What the EVSE delivers.</param>
    /// <param name="socPercent">Its state of charge now, when it did not arrive just now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The battery is not above 0 Wh, or the knee is not from 10 to 99 %.</exception>
    public VehicleState(VehicleSettings settings, CurrentType currentType, double? socPercent = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.BatteryWh, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.TaperFromPercent, 10, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.TaperFromPercent, 99, nameof(settings));
        Settings = settings;
        _currentType = currentType;
        _batteryWhOnArrival = settings.BatteryWh * Math.Clamp(socPercent ?? settings.SocPercent, 0, 100) / 100;
    }

    /// <summary>The car as its owner defines it.</summary>
    public VehicleSettings Settings { get; }

    /// <summary>True while the car does not want energy although it could take it. Set it before <c>EvseMeter.Retarget</c>.</summary>
    public bool Paused { get; set; }

    /// <summary>True once the car has ended its charge; it does not begin anew before it has been unplugged.</summary>
    public bool Full { get; private set; }

    /// <summary>Energy in the battery in Wh.</summary>
    public double BatteryWh =>
        Math.Min(Settings.BatteryWh, _batteryWhOnArrival + (Efficiency * _meteredMilliWh / 1000));

    /// <summary>State of charge, 0-100.</summary>
    public double SocPercent => 100 * BatteryWh / Settings.BatteryWh;

    private double Efficiency => _currentType == CurrentType.AC ? AcEfficiency : DcEfficiency;

    // Share of the car's greatest power that the battery takes at its state of charge.
    private double TaperShare => Math.Clamp((100 - SocPercent) / (100 - Settings.TaperFromPercent), 0, 1);

    /// <summary>
    /// Current in A per phase that the car takes of an AC offer: 0, or at least 6 A (a weaker on-board charger takes
    /// what it can). At the end of the taper it stays at that minimum until the battery is full.
    /// </summary>
    /// <param name="offeredA">Offer in A per phase, at least 6.</param>
    /// <param name="nominalV">Nominal volts between phase and neutral.</param>
    internal double TakesA(double offeredA, double nominalV)
    {
        double mostA = Settings.MaxAcPowerW / (nominalV * Settings.Phases);
        double leastA = Math.Min(MinAcCurrentA, mostA);
        return Paused || mostA <= 0 ? 0 : Math.Min(offeredA, Math.Max(leastA, mostA * TaperShare));
    }

    /// <summary>Current in A per phase that the car would take of an unlimited AC offer; 0 when it takes nothing.</summary>
    internal double WantsA(double nominalV) => Full ? 0 : TakesA(double.PositiveInfinity, nominalV);

    /// <summary>Power in W that the car would take of an unlimited DC offer; 0 when it takes nothing.</summary>
    internal double WantsW => Paused || Full ? 0 : Math.Max(0, Settings.MaxDcPowerW * TaperShare);

    /// <summary>Power in W that the car takes of a DC offer.</summary>
    internal double TakesW(double offeredW)
    {
        if (Paused || Settings.MaxDcPowerW <= 0)
        {
            return 0;
        }
        Full |= TaperShare <= CutOffShare;
        return Full ? 0 : Math.Min(offeredW, Settings.MaxDcPowerW * TaperShare);
    }

    /// <summary>Ends the charge when the battery has no room for <paramref name="powerW"/> over <paramref name="duration"/>.</summary>
    /// <returns>True when the car takes nothing more.</returns>
    internal bool EndsBefore(double powerW, TimeSpan duration) =>
        Full |= Settings.BatteryWh - BatteryWh < powerW * Efficiency * duration.TotalHours;

    internal void Receive(long milliWh) => _meteredMilliWh += milliWh;
}
