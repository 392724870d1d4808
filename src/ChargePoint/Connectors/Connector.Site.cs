namespace ChargePoints;

// The connector between the grid's phases and the car: how it is wired, what the site allows it and what it takes of each phase.
internal sealed partial class Connector
{
    private ConfigurationView? _wiredBy;
    private PhaseRotation _own = PhaseRotation.Standard;
    private PhaseRotation _chargePoint = PhaseRotation.Standard;
    private double _wantsA;

    /// <summary>What the site's load management allows, in A of each phase; infinite for no limit.</summary>
    public double SiteLimitA { get; set; } = double.PositiveInfinity;

    /// <summary>By how much of nominal the load of the site has the volts of its phases sag.</summary>
    public PhaseValues SiteSag { get; set; }

    /// <summary>True while the site allows less than can be offered.</summary>
    public bool IsHeldBySite => SiteLimitA < (IsAc ? VehicleState.MinAcCurrentA - 1e-6 : double.Epsilon);

    private bool IsAc => Settings.CurrentType == CurrentType.AC;

    // Phases of the grid to those of the outlet. A three-phase meter sees the phases before the connector, a smaller one its own.
    private PhaseRotation ToGrid => _own.Behind(_chargePoint);

    /// <summary>What this EVSE is to the site.</summary>
    public GridSide GridSide
    {
        get
        {
            Wire();
            bool session = MayDeliver && Vehicle is not null;
            int wantsA = session ? (int)Math.Ceiling(_wantsA) : 0;
            bool full = session && Vehicle!.Full;
            if (!IsAc)
            {
                double each = Meter.PowerW / (Feed.PhasesOfDC * Feed.VoltageOfDC);
                return new(new(each, each, each), session, full, wantsA, true, true, true);
            }
            PhaseValues current = default;
            PhaseValues used = default;
            for (int phase = 0; phase < Meter.UsedPhases; phase++)
            {
                current = current.With(ToGrid.Of(phase), Meter.CurrentA);
                used = used.With(ToGrid.Of(phase), 1);
            }
            return new(current, session, full, wantsA, used.L1 > 0, used.L2 > 0, used.L3 > 0);
        }
    }

    // The limit that the meter keeps: the CSMS's, and the site's on top of it.
    private PowerLimit Limit()
    {
        Wire();
        PowerLimit limit = _cp.SmartCharging?.Apply(this) ?? PowerLimit.None;
        int phases = IsAc ? Math.Max(CarPhases(limit), Math.Min(limit.Phases, Settings.Phases)) : Feed.PhasesOfDC;
        double wattsPerAmpere = phases * (IsAc ? Settings.VoltageV : Feed.VoltageOfDC);
        _wantsA = WantsOf(limit, wattsPerAmpere);
        return double.IsPositiveInfinity(SiteLimitA)
            ? limit
            : limit with
            {
                PowerW = Math.Min(limit.PowerW, SiteLimitA * wattsPerAmpere),
            };
    }

    private int CarPhases(PowerLimit limit) =>
        Vehicle is null ? 0 : Math.Min(limit.ConnectedPhases, Math.Min(Settings.Phases, Vehicle.Settings.Phases));

    private double WantsOf(PowerLimit limit, double wattsPerAmpere)
    {
        double mostW = Math.Min(Settings.MaxPowerW, limit.PowerW);
        if (Vehicle is null)
        {
            return 0;
        }
        if (!IsAc)
        {
            return Math.Min(mostW, Vehicle.WantsW) / wattsPerAmpere;
        }
        double ratedA = Settings.MaxPowerW / (Settings.VoltageV * Settings.Phases);
        double mostA = Math.Min(ratedA, mostW / wattsPerAmpere);
        return mostA < VehicleState.MinAcCurrentA - 1e-6 ? 0 : Math.Min(mostA, Vehicle.WantsA(Settings.VoltageV));
    }

    // ConnectorPhaseRotation is as it was configured; what it means is looked up when it has changed.
    private void Wire()
    {
        if (ReferenceEquals(_wiredBy, _cp.Configuration))
        {
            return;
        }
        _wiredBy = _cp.Configuration;
        string rotations = _cp.Configuration.Text(ConfigurationKeys.ConnectorPhaseRotation)!;
        _own = PhaseRotation.In(rotations, Id);
        _chargePoint = PhaseRotation.In(rotations, 0);
        Meter.Lines = Settings.Phases == 3 ? _own : PhaseRotation.Standard;
    }

    private void SetSag()
    {
        PhaseRotation toGrid = Settings.Phases == 3 ? _chargePoint : ToGrid;
        Meter.SiteSag = new(SiteSag[toGrid.Of(0)], SiteSag[toGrid.Of(1)], SiteSag[toGrid.Of(2)]);
    }
}
