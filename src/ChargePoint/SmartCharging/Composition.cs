using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The composite limit at any moment, as a function of what is installed and what stands at the connectors (OCPP 1.6 §3.13.4): per purpose the
/// highest stack level that is valid and covers the moment; the least of ChargePointMaxProfile, of TxProfile or else TxDefaultProfile,
/// and of the ratings; and ChargePointMaxProfile shared among the connectors. Moments are UTC ticks of the charger's clock.
/// </summary>
internal readonly struct Composition
{
    // The least that a pilot signal can offer, in A, and that a DC charger can deliver, in W.
    private const decimal LeastAcA = 6;
    private const decimal LeastDcW = 1;
    private const int AllPhases = 3;

    /// <summary>What is installed, in the order of <see cref="InOrder"/>.</summary>
    public required InstalledProfile[] Profiles { get; init; }

    /// <summary>The connectors by id - 1.</summary>
    public required ChargingPlace[] Places { get; init; }

    /// <summary>The charge point's connection to the grid.</summary>
    public required Feed Grid { get; init; }

    /// <summary>ConnectorSwitch3to1PhaseSupported: a limit for one phase is followed by charging on one.</summary>
    public bool SwitchesPhases { get; init; }

    /// <summary>The quirk <see cref="Quirk.ExpiredTxProfileRevealsTxDefault"/>.</summary>
    public bool ExpiredTxProfileReveals { get; init; }

    /// <summary>The order in which profiles are looked at: of each stack the highest level first.</summary>
    public static InstalledProfile[] InOrder(IEnumerable<InstalledProfile> profiles) =>
        [
            .. profiles
                .OrderByDescending(installed => installed.StackLevel)
                .ThenBy(installed => installed.Profile.ChargingProfileId),
        ];

    /// <summary>The limits of all connectors, shared as their cars need it: what the meters follow.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="ceilings">Receives one for each connector.</param>
    /// <returns>The first moment at which one may change without anything else happening.</returns>
    public long LimitsAt(long at, Span<Ceiling> ceilings) => Share(at, forWhom: -1, ceilings);

    /// <summary>The limit of one connector, if it took all it may and the others what they take now.</summary>
    public Ceiling LimitAt(int place, long at, out long until)
    {
        Span<Ceiling> ceilings = stackalloc Ceiling[Places.Length];
        until = Share(at, place, ceilings);
        return ceilings[place];
    }

    /// <summary>True when the limit of a connector, as <see cref="LimitAt"/> has it, is enough to offer.</summary>
    public bool CanOfferAt(int place, long at)
    {
        Ceiling ceiling = LimitAt(place, at, out _);
        return ceiling.PowerW >= LeastW(Places[place], ceiling);
    }

    /// <summary>What the charge point as a whole may take from the grid: all connectors at their own limits.</summary>
    public Ceiling TotalAt(long at, out long until)
    {
        Ruling max = MaxAt(at);
        until = max.Until;
        int phases = PhasesOf(max, Grid.Phases);
        decimal sumW = 0;
        for (int i = 0; i < Places.Length; i++)
        {
            sumW += OwnAt(i, at, phases, ref until).Ceiling.PowerW;
        }
        decimal maxW = max.Schedule is null ? Grid.RatedW(Grid.Phases) : LimitOf(max, Grid, phases);
        return new(Math.Min(maxW, sumW), phases, max.GivesPhases);
    }

    /// <summary>The unit of the schedule that rules a connector; null when none does.</summary>
    public ChargingRateUnitType? UnitAt(int connectorId, long at)
    {
        long until = long.MaxValue;
        Ruling own = connectorId == 0 ? default : RulingAt(connectorId - 1, at, ref until);
        return (own.Schedule ?? MaxAt(at).Schedule)?.ChargingRateUnit;
    }

    private long Share(long at, int forWhom, Span<Ceiling> ceilings)
    {
        Ruling max = MaxAt(at);
        long until = max.Until;
        int phases = PhasesOf(max, AllPhases);
        bool shared = max.Schedule is not null;
        Span<Claim> claims = shared ? stackalloc Claim[Places.Length] : [];
        for (int i = 0; i < Places.Length; i++)
        {
            if (!shared && forWhom >= 0 && forWhom != i)
            {
                continue;
            }
            (Ceiling own, decimal betterW) = OwnAt(i, at, phases, ref until);
            ceilings[i] = own with { PhasesGiven = own.PhasesGiven || (max.GivesPhases && !Places[i].IsDC) };
            if (shared)
            {
                claims[i] = ClaimOf(Places[i], own, betterW, WattsPerUnit(max, Places[i], own), i == forWhom);
            }
        }
        if (!shared)
        {
            return until;
        }
        PowerShare.Allocate(max.Limit, claims);
        for (int i = 0; i < Places.Length; i++)
        {
            if (claims[i].Granted < claims[i].Cap)
            {
                decimal watts = claims[i].Granted * WattsPerUnit(max, Places[i], ceilings[i]);
                ceilings[i] = ceilings[i] with { PowerW = Math.Min(watts, ceilings[i].PowerW) };
            }
        }
        return until;
    }

    private Claim ClaimOf(in ChargingPlace place, in Ceiling own, decimal betterW, decimal wattsPerUnit, bool all)
    {
        decimal needW = place.IsDC ? place.Demand : place.Demand * WattsPerAmpere(place, own);
        return new()
        {
            Present = all || place.Present,
            Least = LeastW(place, own) / wattsPerUnit,
            Better = betterW / wattsPerUnit,
            Need = (all ? own.PowerW : needW) / wattsPerUnit,
            Cap = own.PowerW / wattsPerUnit,
            Order = place.TransactionKey == 0 ? long.MaxValue : place.TransactionKey,
        };
    }

    private decimal LeastW(in ChargingPlace place, in Ceiling own) =>
        place.IsDC ? LeastDcW : LeastAcA * WattsPerAmpere(place, own);

    // A car on more phases than the limit counts on takes its amperes of each.
    private decimal WattsPerAmpere(in ChargingPlace place, in Ceiling own)
    {
        int used = SwitchesPhases && own.Phases == 1 ? 1 : place.CarPhases;
        return place.Feed.VoltageV * Math.Max(own.Phases, used);
    }

    // A limit in A is one of each phase, and all connectors count as on the same phases.
    private decimal WattsPerUnit(in Ruling max, in ChargingPlace place, in Ceiling own) =>
        max.Unit == ChargingRateUnitType.W ? 1
        : place.IsDC ? Grid.VoltageV * PhasesOf(max, Grid.Phases)
        : place.Feed.VoltageV * own.Phases;

    // Connector and rating, without what all share.
    private (Ceiling Ceiling, decimal BetterW) OwnAt(int place, long at, int mostPhases, ref long until)
    {
        Ruling own = RulingAt(place, at, ref until);
        Feed feed = Places[place].Feed;
        bool isDC = Places[place].IsDC;
        int phases = isDC ? 1 : Math.Min(mostPhases, PhasesOf(own, feed.Phases));
        decimal ratedW = feed.RatedW(phases);
        if (own.Schedule is not { } schedule)
        {
            return (new(ratedW, phases, false), 0);
        }
        decimal betterW = feed.ToWatts(schedule.MinChargingRate ?? 0, schedule.ChargingRateUnit, phases);
        return (new(Math.Min(ratedW, LimitOf(own, feed, phases)), phases, own.GivesPhases && !isDC), betterW);
    }

    private static decimal LimitOf(in Ruling ruling, in Feed feed, int phases) =>
        feed.ToWatts(ruling.Limit, ruling.Unit, phases);

    private static int PhasesOf(in Ruling ruling, int most) => Math.Min(most, ruling.NumberPhases ?? AllPhases);

    // TxProfile overrules TxDefaultProfile for as long as it is valid, whatever its schedule covers (OCPP 1.6 §3.13.1).
    private Ruling RulingAt(int place, long at, ref long until)
    {
        int connectorId = place + 1;
        if (Places[place].TransactionKey != 0)
        {
            Ruling own = TopOf(ChargingProfilePurposeType.TxProfile, connectorId, place, at);
            until = Math.Min(until, own.Until);
            if (own.Schedule is not null || (own.AnyValid && !ExpiredTxProfileReveals))
            {
                return own;
            }
        }
        Ruling ruling = TopOf(ChargingProfilePurposeType.TxDefaultProfile, connectorId, place, at);
        until = Math.Min(until, ruling.Until);
        if (ruling.Schedule is null)
        {
            ruling = TopOf(ChargingProfilePurposeType.TxDefaultProfile, 0, place, at);
            until = Math.Min(until, ruling.Until);
        }
        return ruling;
    }

    private Ruling MaxAt(long at) => TopOf(ChargingProfilePurposeType.ChargePointMaxProfile, 0, -1, at);

    // The highest level that is valid and covers the moment. Lower ones do not matter before that may change.
    private Ruling TopOf(ChargingProfilePurposeType purpose, int connectorId, int place, long at)
    {
        long until = long.MaxValue;
        bool anyValid = false;
        long chargingFrom = place < 0 ? ProfileTimeline.NotBegun : Places[place].ChargingFrom;
        foreach (InstalledProfile installed in Profiles)
        {
            if (
                installed.Purpose != purpose
                || installed.ConnectorId != connectorId
                || (installed.TransactionKey != 0 && installed.TransactionKey != Places[place].TransactionKey)
            )
            {
                continue;
            }
            ProfileMoment moment = ProfileTimeline.At(installed, chargingFrom, at);
            until = Math.Min(until, moment.Until);
            anyValid |= moment.IsValid;
            if (moment.Period >= 0)
            {
                return new(installed.Profile.ChargingSchedule, moment.Period, true, until);
            }
        }
        return new(null, -1, anyValid, until);
    }

    /// <summary>What a stack says at a moment.</summary>
    private readonly record struct Ruling(ChargingSchedule? Schedule, int Period, bool AnyValid, long Until)
    {
        public decimal Limit => Schedule!.ChargingSchedulePeriod[Period].Limit;

        public ChargingRateUnitType Unit => Schedule!.ChargingRateUnit;

        public int? NumberPhases => Schedule?.ChargingSchedulePeriod[Period].NumberPhases;

        public bool GivesPhases => NumberPhases is not null;
    }
}
