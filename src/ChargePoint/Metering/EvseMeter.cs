using Ocpp;

namespace ChargePoints;

/// <summary>
/// The energy meter of one EVSE with the power path before it. Power is constant between events and the points of a 10 s
/// grid; energy is integrated in closed form in whole numbers, so that it does not depend on how often anybody looks.
/// All readings are those of <see cref="MeteredAt"/>.
/// </summary>
public sealed partial class EvseMeter
{
    /// <summary>Distance of the points at which noise, voltage and the car's taper are taken anew.</summary>
    public static readonly TimeSpan Grid = TimeSpan.FromSeconds(10);

    private readonly ulong _noiseKey;
    private readonly ulong _supplyKey;
    private long _gridPhaseTicks;
    private long _energyRemainder;
    private long _deciWatts;
    private double _load;
    private bool _contactorClosed;
    private PowerLimit _limit = PowerLimit.None;

    /// <summary>A meter with an open contactor.</summary>
    /// <param name="evse">The EVSE that it measures.</param>
    /// <param name="noiseKey">From <see cref="RandomStream.Key"/>, one per EVSE.</param>
    /// <param name="registerMilliWh">What the register shows, in mWh.</param>
    /// <param name="now">The present.</param>
    /// <param name="supplyKey">Of the grid before it, one for all EVSEs of a charge point; null for one of its own.</param>
    public EvseMeter(EvseSettings evse, ulong noiseKey, long registerMilliWh, Instant now, ulong? supplyKey = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(registerMilliWh);
        Evse = evse;
        _noiseKey = noiseKey;
        _supplyKey = supplyKey ?? noiseKey;
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
    /// When power may change by itself: the next point of the grid, or the instant at which the battery is full. Who shows power at any time calls
    /// <see cref="Advance"/> then. <see cref="Instant.Never"/> while nothing flows.
    /// </summary>
    public Instant NextChange { get; private set; } = Instant.Never;

    /// <summary>
    /// Before this instant <see cref="Flow"/> does not change by itself: who needs no more than that and readings on demand need not wake for the
    /// points of the grid before it. A point of the grid itself, so that the charge is the same whoever looks; never less than <see cref="NextChange"/>.
    /// </summary>
    public Instant FlowHoldsUntil =>
        NextChange == Instant.Never
            ? Instant.Never
            : Instant.Max(NextChange, GridPointAt(MeteredAt + Vehicle!.UntilFullAtLeast(LimitW, Disturbance)));

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
            int phases = Math.Max(UsedPhases, Math.Min(_limit.Phases, Evse.Phases));
            return Math.Min(RatedA, LimitW / (Evse.VoltageV * phases));
        }
    }

    /// <summary>
    /// What the power is multiplied by, after all limits; 1 when nothing disturbs it, more in a power spike, less in a drop. Set it before <see cref="Retarget"/>.
    /// </summary>
    public double Disturbance { get; set; } = 1;

    /// <summary>The car of the last <see cref="Retarget"/>.</summary>
    public VehicleState? Vehicle { get; private set; }

    private double RatedA => Evse.MaxPowerW / (Evse.VoltageV * Evse.Phases);

    private long GridIndex => (MeteredAt.Ticks - _gridPhaseTicks) / Grid.Ticks;

    private Instant GridPointAt(Instant instant) =>
        new(instant.Ticks - ((instant.Ticks - _gridPhaseTicks) % Grid.Ticks));

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
            TimeSpan duration = until - MeteredAt;
            RegisterMilliWh += EnergySum.MilliWh(_deciWatts, duration, ref _energyRemainder);
            Vehicle!.Receive(duration);
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
            double undisturbedW = powerW;
            powerW *= Disturbance;
            _load *= Disturbance;
            Flow =
                undisturbedW < 0.1 ? EnergyFlow.DeclinedByVehicle
                : powerW < 0.1 ? EnergyFlow.WithheldByEvse
                : EnergyFlow.Flowing;
        }
        _deciWatts = (long)(powerW * 10);
        _load = _deciWatts > 0 ? _load : 0;
        Vehicle?.Take(PowerW);
        NextChange = _deciWatts > 0 ? Instant.Min(NextGridPoint, FullAt) : Instant.Never;
    }

    private Instant NextGridPoint => new(_gridPhaseTicks + ((GridIndex + 1) * Grid.Ticks));

    private Instant FullAt => Vehicle!.UntilFull is { } left && left < Grid ? MeteredAt + left : Instant.Never;

    // A pilot signal cannot offer less than 6 A per phase; the margin is for limits computed from amperes.
    private bool Offers =>
        Evse.CurrentType == CurrentType.AC ? LimitA >= VehicleState.MinAcCurrentA - 1e-6 : LimitW >= 1;

    private double AcPowerW()
    {
        double currentA = Vehicle!.TakesA(LimitA, Evse.VoltageV);
        double leastA = Math.Min(currentA, VehicleState.MinAcCurrentA);
        currentA = Math.Max(leastA, currentA * (1 - Ripple()));
        _load = currentA / RatedA;
        return Math.Min(Vehicle.Settings.MaxAcPowerW, currentA * UsedVoltageSumV() * PowerFactor);
    }

    private double DcPowerW()
    {
        double powerW = Vehicle!.TakesW(LimitW) * (1 - Ripple());
        _load = powerW / Evse.MaxPowerW;
        return powerW;
    }

    // Cars take a little less than they could, never more: up to 1 %, mostly far less.
    private double Ripple()
    {
        double x = GridNoise.Uniform(_noiseKey ^ RipplePurpose, GridIndex);
        return 0.01 * x * x;
    }
}
