namespace ChargePoints;

// What can be read off besides energy and power. Volts, amperes and power factor come to exactly the power: P = Σ U·I·cos φ.
public sealed partial class EvseMeter
{
    private const ulong RipplePurpose = 0x01;
    private const ulong TemperaturePurpose = 0x04;

    // A lithium battery's voltage over its state of charge, and what its inner resistance adds at the EVSE's rating; of the nominal bus volts.
    private const double EmptyBusShare = 0.87;
    private const double BusSharePerPercent = 0.0016;
    private const double BusShareOfLoad = 0.015;

    /// <summary>Current in A: per used phase on AC, of the bus on DC.</summary>
    public double CurrentA
    {
        get
        {
            if (_deciWatts == 0)
            {
                return 0;
            }
            return PowerW / (Evse.CurrentType == CurrentType.AC ? UsedVoltageSumV() * PowerFactor : VoltageV(0));
        }
    }

    /// <summary>AC phases that the car uses; 0 on DC and without a car.</summary>
    public int UsedPhases =>
        Evse.CurrentType == CurrentType.AC && Vehicle is not null
            ? Math.Min(_limit.ConnectedPhases, Math.Min(Evse.Phases, Vehicle.Settings.Phases))
            : 0;

    /// <summary>Power factor, 0.98-0.99: lower at low load; 1 on DC.</summary>
    public double PowerFactor =>
        Evse.CurrentType == CurrentType.DC
            ? 1
            : Supply.PowerFactor(
                _noiseKey,
                Vehicle is null ? 0 : _load * RatedA / Math.Max(Vehicle.MostA(Evse.VoltageV), 1),
                GridIndex
            );

    /// <summary>Frequency of the grid in Hz, 50 within 1 %.</summary>
    public double FrequencyHz => Supply.FrequencyHz(_supplyKey, SupplyIndex);

    /// <summary>Temperature inside the housing in degrees Celsius: warmer under load.</summary>
    public double TemperatureC
    {
        get
        {
            double ambientC = 20 + (4 * GridNoise.Wander(_supplyKey ^ TemperaturePurpose, SupplyIndex, 1080));
            return Math.Round(ambientC + (15 * PowerW / Evse.MaxPowerW), 1);
        }
    }

    /// <summary>The meter's phases by those of the outlet; those of a smaller meter than a three-phase one are its own.</summary>
    internal PhaseRotation Lines { get; set; } = PhaseRotation.Standard;

    /// <summary>By how much of nominal the load of others has the volts of the meter's phases sag. Set it before <see cref="Retarget"/>.</summary>
    internal PhaseValues SiteSag { get; set; }

    // The same for all EVSEs of a charge point, within the 10 s of the grid.
    private long SupplyIndex => Supply.IndexAt(new(_gridPhaseTicks + (GridIndex * Grid.Ticks)));

    /// <summary>
    /// Volts, a multiple of 0.1. AC: between <paramref name="phase"/> (0-2) and neutral, within 10 % of nominal, lower on the phases that are under load. DC: of the
    /// bus, which follows the battery and rises with the current; 0 without a car.
    /// </summary>
    public double VoltageV(int phase)
    {
        if (Evse.CurrentType == CurrentType.DC)
        {
            return Vehicle is null ? 0 : Math.Round(Evse.VoltageV * BusShare, 1);
        }
        double sag = IsUsed(phase) ? Supply.SagAtRating * _load : 0;
        double share = Supply.VoltageShare(_supplyKey, phase, SupplyIndex) - sag - SiteSag[phase];
        return Math.Round(Evse.VoltageV * Math.Max(Supply.LeastShare, share), 1);
    }

    private double BusShare =>
        EmptyBusShare + (BusSharePerPercent * Vehicle!.SocPercent) + (BusShareOfLoad * Math.Min(1, _load));

    /// <summary>Current in A of one phase (0-2) on AC.</summary>
    public double CurrentOfPhaseA(int phase) => IsUsed(phase) ? CurrentA : 0;

    /// <summary>
    /// Active power in W of one phase (0-2) on AC, a multiple of 0.1: volts times amperes times power factor. The phases come to exactly <see cref="PowerW"/>.
    /// </summary>
    public double PowerOfPhaseW(int phase)
    {
        if (!IsUsed(phase) || _deciWatts == 0)
        {
            return 0;
        }
        // The last one takes what rounding has left.
        double factor = CurrentA * PowerFactor;
        long others = 0;
        int last = phase;
        for (int other = 0; other < Evse.Phases; other++)
        {
            if (!IsUsed(other))
            {
                continue;
            }
            last = other;
            others += (long)Math.Round(VoltageV(other) * factor * 10);
        }
        long own = (long)Math.Round(VoltageV(phase) * factor * 10);
        return (phase == last ? _deciWatts - (others - own) : own) / 10.0;
    }

    // The car's phases come first at the outlet; the meter may have them in another order.
    private bool IsUsed(int phase) => phase < Evse.Phases && Lines.Reverse(phase) < UsedPhases;

    private double UsedVoltageSumV()
    {
        double sum = 0;
        for (int phase = 0; phase < Evse.Phases; phase++)
        {
            sum += IsUsed(phase) ? VoltageV(phase) : 0;
        }
        return sum;
    }
}
