using Ocpp;

namespace ChargePoints;

/// <summary>
/// The energy meter of one EVSE with the power path before it. Power is constant between events and the points of a 10 s
/// grid; energy is integrated in closed form in whole numbers, so that it does not depend on how often anybody looks.
/// All readings are those of <see cref="MeteredAt"/>.
/// </summary>
public sealed class EvseMeter
{
    /// <summary>Distance of the points at which noise, voltage and the car's taper are taken anew.</summary>
    public static readonly TimeSpan Grid = TimeSpan.FromSeconds(10);

    // 0.1 W for one tick of 100 ns is 1/360,000,000 mWh.
    private const long DeciWattTicksPerMilliWh = 360_000_000;
    private readonly ulong _noiseKey;
    private long _gridPhaseTicks;
    private long _energyRemainder;
    private long _deciWatts;
    private bool _contactorClosed;
    private PowerLimit _limit = PowerLimit.None;

    /// <summary>A meter with an open contactor.</summary>
    /// <param name="evse">The EVSE that it measures.</param>
    /// <param name="noiseKey">From <see cref="RandomStream.Key"/>, one per EVSE.</param>
    /// <param name="registerMilliWh">What the register shows, in mWh.</param>
    /// <param name="now">The present.</param>
    public EvseMeter(EvseSettings evse, ulong noiseKey, long registerMilliWh, Instant now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(registerMilliWh);
        Evse = evse;
        _noiseKey = noiseKey;
        RegisterMilliWh = registerMilliWh;
        MeteredAt = now;
        LimitW = evse.MaxPowerW;
    }

    /// <summary>The EVSE that it measures.</summary>
    public EvseSettings Evse { get; }

    /// <summary>Energy.Active.Import.Register in mWh. Never decreases.</summary>
    public long RegisterMilliWh { get; private set; }

    /// <summary>The register in whole Wh as OCPP reports it (meterStart, meterStop, samples), rounded down.</summary>
    public long RegisterWh => RegisterMilliWh / 1000;

    /// <summary>The instant of all readings.</summary>
    public Instant MeteredAt { get; private set; }

    /// <summary>
    /// When power may change by itself: step the charge point then and call <see cref="Advance"/>.
    /// <see cref="Instant.Never"/> while nothing flows.
    /// </summary>
    public Instant NextChange { get; private set; } = Instant.Never;

    /// <summary>Why energy flows or does not.</summary>
    public EnergyFlow Flow { get; private set; }

    /// <summary>Active power in W, a multiple of 0.1.</summary>
    public double PowerW => _deciWatts / 10.0;

    /// <summary>What the EVSE may deliver in W: the lesser of its rating and the limit of the last <see cref="Retarget"/>.</summary>
    public double LimitW { get; private set; }

    /// <summary>
    /// The limit in A at nominal voltage, per phase on AC, of the bus on DC: what the watts come to on the phases that the limit counts on, or on
    /// those that the car uses, if they are more.
    /// </summary>
    public double LimitA
    {
        get
        {
            if (Evse.CurrentType == CurrentType.DC)
            {
                return LimitW / Evse.VoltageV;
            }
            double ratedA = Evse.MaxPowerW / (Evse.VoltageV * Evse.Phases);
            int phases = Math.Max(UsedPhases, Math.Min(_limit.Phases, Evse.Phases));
            return Math.Min(ratedA, LimitW / (Evse.VoltageV * phases));
        }
    }

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

    /// <summary>Power factor, 0.98-1: 1 on DC.</summary>
    public double PowerFactor =>
        Evse.CurrentType == CurrentType.AC
            ? Math.Round(0.985 + (0.005 * GridNoise.Symmetric(_noiseKey ^ NoiseOf.PowerFactor, GridIndex)), 3)
            : 1;

    /// <summary>Frequency of the grid in Hz.</summary>
    public double FrequencyHz =>
        Math.Round(50 + (0.03 * GridNoise.Symmetric(_noiseKey ^ NoiseOf.Frequency, GridIndex)), 2);

    /// <summary>Temperature inside the housing in degrees Celsius: warmer under load.</summary>
    public double TemperatureC
    {
        get
        {
            double ambientC = 20 + (4 * GridNoise.Wander(_noiseKey ^ NoiseOf.Temperature, GridIndex, 1080));
            return Math.Round(ambientC + (15 * PowerW / Evse.MaxPowerW), 1);
        }
    }

    /// <summary>The car of the last <see cref="Retarget"/>.</summary>
    public VehicleState? Vehicle { get; private set; }

    private long GridIndex => (MeteredAt.Ticks - _gridPhaseTicks) / Grid.Ticks;

    /// <summary>
    /// Volts, a multiple of 0.1. AC: between <paramref name="phase"/> (0-2) and neutral, within 1 % of nominal. DC: of the bus,
    /// which follows the battery; 0 without a car.
    /// </summary>
    public double VoltageV(int phase)
    {
        if (Evse.CurrentType == CurrentType.DC)
        {
            return Vehicle is null ? 0 : Math.Round(Evse.VoltageV * (0.88 + (0.0016 * Vehicle.SocPercent)), 1);
        }
        ulong key = _noiseKey ^ (NoiseOf.Voltage + (ulong)phase);
        double drift =
            (0.0085 * GridNoise.Wander(key, GridIndex, 180)) + (0.001 * GridNoise.Symmetric(~key, GridIndex));
        return Math.Round(Evse.VoltageV * (1 + drift), 1);
    }

    /// <summary>
    /// Closes the energy up to <paramref name="now"/>, through all grid points on the way. Call it before reading, and at
    /// <see cref="NextChange"/>; <see cref="Flow"/> may have changed afterwards.
    /// </summary>
    public void Advance(Instant now)
    {
        while (NextChange <= now)
        {
            Integrate(NextChange);
            SetPower();
        }
        Integrate(now);
    }

    /// <summary>
    /// Closes the energy up to <paramref name="now"/> and sets the power anew: the least of rating, limit and what the car
    /// takes. Call it after each event that touches one of the arguments, or pauses the car.
    /// </summary>
    /// <param name="now">The present.</param>
    /// <param name="limit">Limit from the installation and the CSMS.</param>
    /// <param name="contactorClosed">True while the EVSE wants to deliver to the car.</param>
    /// <param name="vehicle">The car that is plugged in.</param>
    public void Retarget(Instant now, PowerLimit limit, bool contactorClosed, VehicleState? vehicle)
    {
        Advance(now);
        if (contactorClosed && !_contactorClosed)
        {
            // The grid starts with the charge: its points then coincide with the periodic samples, and a fleet's are spread.
            _gridPhaseTicks = now.Ticks % Grid.Ticks;
        }
        _limit = limit;
        LimitW = Math.Clamp(double.IsNaN(limit.PowerW) ? 0 : limit.PowerW, 0, Evse.MaxPowerW);
        _contactorClosed = contactorClosed;
        Vehicle = vehicle;
        SetPower();
    }

    private void Integrate(Instant until)
    {
        if (until <= MeteredAt)
        {
            return;
        }
        if (_deciWatts > 0)
        {
            Int128 sum = ((Int128)_deciWatts * (until - MeteredAt).Ticks) + _energyRemainder;
            long milliWh = (long)(sum / DeciWattTicksPerMilliWh);
            _energyRemainder = (long)(sum % DeciWattTicksPerMilliWh);
            RegisterMilliWh += milliWh;
            Vehicle!.Receive(milliWh);
        }
        MeteredAt = until;
    }

    private void SetPower()
    {
        double powerW = 0;
        if (!_contactorClosed || Vehicle is null)
        {
            Flow = EnergyFlow.Off;
        }
        else if (!Offers)
        {
            Flow = EnergyFlow.WithheldByEvse;
        }
        else
        {
            powerW = Math.Min(LimitW, Evse.CurrentType == CurrentType.AC ? AcPowerW() : DcPowerW());
            powerW = Vehicle.Full || Vehicle.EndsBefore(powerW, Grid) ? 0 : powerW;
            Flow = powerW >= 0.1 ? EnergyFlow.Flowing : EnergyFlow.DeclinedByVehicle;
        }
        _deciWatts = (long)(powerW * 10);
        NextChange = _deciWatts > 0 ? new Instant(_gridPhaseTicks + ((GridIndex + 1) * Grid.Ticks)) : Instant.Never;
    }

    // A pilot signal cannot offer less than 6 A per phase; the margin is for limits computed from amperes.
    private bool Offers =>
        Evse.CurrentType == CurrentType.AC ? LimitA >= VehicleState.MinAcCurrentA - 1e-6 : LimitW >= 1;

    private double AcPowerW()
    {
        double currentA = Vehicle!.TakesA(LimitA, Evse.VoltageV);
        double leastA = Math.Min(currentA, VehicleState.MinAcCurrentA);
        currentA = Math.Max(leastA, currentA * (1 - Ripple()));
        return Math.Min(Vehicle.Settings.MaxAcPowerW, currentA * UsedVoltageSumV() * PowerFactor);
    }

    private double DcPowerW() => Vehicle!.TakesW(LimitW) * (1 - Ripple());

    // Cars take a little less than they could, never more: up to 1 %, mostly far less.
    private double Ripple()
    {
        double x = GridNoise.Uniform(_noiseKey ^ NoiseOf.Power, GridIndex);
        return 0.01 * x * x;
    }

    private double UsedVoltageSumV()
    {
        double sum = 0;
        for (int phase = 0; phase < UsedPhases; phase++)
        {
            sum += VoltageV(phase);
        }
        return sum;
    }

    private static class NoiseOf
    {
        public const ulong Power = 0x01;
        public const ulong PowerFactor = 0x02;
        public const ulong Frequency = 0x03;
        public const ulong Temperature = 0x04;
        public const ulong Voltage = 0x10;
    }
}

/// <summary>Why energy flows through an EVSE or does not; decides between Charging, SuspendedEV and SuspendedEVSE.</summary>
public enum EnergyFlow
{
    /// <summary>The contactor is open, or no car is there.</summary>
    Off,

    /// <summary>The car takes energy: Charging.</summary>
    Flowing,

    /// <summary>The limit is below what can be offered: SuspendedEVSE.</summary>
    WithheldByEvse,

    /// <summary>The car is full, pauses, or has no inlet for this current: SuspendedEV.</summary>
    DeclinedByVehicle,
}
