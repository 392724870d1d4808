using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The charging profiles of a charge point and what follows from them: the limits that its meters keep. It exists while a profile is
/// installed. Limits are composed anew when something happens at a connector, and at the instant at which a schedule changes them.
/// </summary>
internal sealed class SmartCharging
{
    private readonly ChargePoint _cp;
    private readonly Ceiling[] _ceilings;
    private readonly PowerLimit[] _applied;
    private Composition _composition;
    private SmartChargingSnapshot? _snapshot;
    private bool _touched = true;
    private bool _settling;

    public SmartCharging(ChargePoint cp, IEnumerable<InstalledProfile> profiles)
    {
        _cp = cp;
        _ceilings = new Ceiling[cp.Connectors.Length];
        _applied = new PowerLimit[cp.Connectors.Length];
        Array.Fill(_applied, PowerLimit.None);
        _composition = new()
        {
            Profiles = Composition.InOrder(profiles),
            Places = [.. cp.Settings.Evses.Select(ChargingPlace.Idle)],
            Grid = Feed.OfChargePoint(cp.Settings.Evses),
            SwitchesPhases = cp.Configuration.ConnectorSwitch3to1PhaseSupported,
            ExpiredTxProfileReveals = cp.Settings.Has(Quirk.ExpiredTxProfileRevealsTxDefault),
        };
    }

    /// <summary>What is installed.</summary>
    public IReadOnlyList<InstalledProfile> Profiles => _composition.Profiles;

    /// <summary>When a limit may change by itself.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>All that a composite schedule is made of, as of now; the same one until something has changed.</summary>
    public SmartChargingSnapshot Snapshot
    {
        get
        {
            LookAtPlaces();
            return _snapshot ??= new(_composition.Profiles, [.. _composition.Places], _composition.SwitchesPhases);
        }
    }

    /// <summary>Other profiles are installed.</summary>
    public void Replace(IEnumerable<InstalledProfile> profiles)
    {
        _composition = _composition with { Profiles = Composition.InOrder(profiles) };
        _snapshot = null;
        _cp.Save(DurableParts.ChargingProfiles);
        _cp.Changed();
        Touch();
    }

    /// <summary>The clock has been set: the profiles came when they came, and it shows another time for that.</summary>
    public void ClockSet(TimeSpan by) =>
        Replace(Profiles.Select(installed => installed with { InstalledAt = installed.InstalledAt + by }));

    /// <summary>Something has happened on which limits depend: they are composed anew in this step.</summary>
    public void Touch() => _touched = true;

    /// <summary>The meters have forgotten their limits with the power.</summary>
    public void Boot()
    {
        Array.Fill(_applied, PowerLimit.None);
        Touch();
    }

    /// <summary>True when a connector would have enough to offer if its car took all it could.</summary>
    public bool CanOffer(Connector connector)
    {
        LookAtPlaces();
        return _composition.CanOfferAt(connector.Id - 1, _cp.Clock.UtcTicks);
    }

    /// <summary>The limit that a connector's meter is to keep from now on.</summary>
    public PowerLimit Apply(Connector connector)
    {
        if (!_settling)
        {
            Compose();
            Touch();
        }
        return _applied[connector.Id - 1] = LimitOf(connector);
    }

    /// <summary>
    /// Brings all meters to their limits, if anything has happened or the time for a change has come. What one connector gets depends on what
    /// the others need, and a new limit may end a charge: so again, until all is at rest. Each round but the last ends a charge.
    /// </summary>
    public void Settle()
    {
        if (!_cp.Power.IsRunning || (!_touched && Due > _cp.Now))
        {
            return;
        }
        for (int round = 0; round <= _cp.Connectors.Length + 1 && ApplyAll(); round++) { }
        _touched = false;
    }

    private bool ApplyAll()
    {
        Compose();
        _settling = true;
        bool changed = false;
        foreach (Connector connector in _cp.Connectors)
        {
            if (_applied[connector.Id - 1] != LimitOf(connector))
            {
                connector.UpdatePower();
                changed = true;
            }
        }
        _settling = false;
        return changed;
    }

    private void Compose()
    {
        LookAtPlaces();
        long next = _composition.LimitsAt(_cp.Clock.UtcTicks, _ceilings);
        Due = _cp.InstantOf(next);
    }

    private void LookAtPlaces()
    {
        for (int i = 0; i < _cp.Connectors.Length; i++)
        {
            ChargingPlace place = PlaceOf(_cp.Connectors[i]);
            if (place != _composition.Places[i])
            {
                _composition.Places[i] = place;
                _snapshot = null;
            }
        }
    }

    private ChargingPlace PlaceOf(Connector connector)
    {
        ChargingPlace place = ChargingPlace.Idle(connector.Settings);
        if (connector.Transaction is { } transaction)
        {
            place = place with
            {
                TransactionKey = transaction.Key,
                ChargingFrom = _cp.ClockAt(transaction.Began).UtcTicks,
            };
        }
        if (!connector.MayDeliver || connector.Vehicle is not { } car)
        {
            return place;
        }
        return place.IsDC
            ? place with
            {
                Present = true,
                // In whole kW, so that a battery that fills does not move everybody's limit with each look at it.
                Demand = (decimal)Math.Ceiling(car.WantsW / 1000) * 1000,
            }
            : place with
            {
                Present = true,
                Demand = (decimal)Math.Ceiling(car.WantsA(connector.Settings.VoltageV)),
                CarPhases = Math.Min(connector.Settings.Phases, car.Settings.Phases),
            };
    }

    private PowerLimit LimitOf(Connector connector)
    {
        Ceiling ceiling = _ceilings[connector.Id - 1];
        return new(
            (double)ceiling.PowerW,
            ceiling.Phases,
            _composition.SwitchesPhases && ceiling.Phases == 1 ? 1 : PowerLimit.AllPhases
        );
    }
}
