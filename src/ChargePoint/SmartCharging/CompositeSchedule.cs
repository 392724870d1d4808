using System.Runtime.InteropServices;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>The limits that will apply, as GetCompositeSchedule reports them (OCPP 1.6 §5.7).</summary>
/// <param name="ConnectorId">0 for the charge point.</param>
/// <param name="Start">What the periods count from, by the charger's clock; a whole second.</param>
/// <param name="DurationSeconds">As asked for; less when the schedule would have more than <see cref="MostMoments"/> changes.</param>
/// <param name="Unit">Unit of the limits.</param>
/// <param name="Periods">By start; neighbours differ.</param>
public sealed record CompositeSchedule(
    int ConnectorId,
    DateTimeOffset Start,
    int DurationSeconds,
    ChargingRateUnitType Unit,
    IReadOnlyList<ChargingSchedulePeriod> Periods
)
{
    /// <summary>Changes that are looked at. A request for years of a busy stack ends there.</summary>
    public const int MostMoments = 2_000;

    private const decimal Dust = 0.000_000_1m;

    /// <summary>Of a charge point.</summary>
    /// <param name="settings">What the charge point is.</param>
    /// <param name="configuration">Its keys.</param>
    /// <param name="smart">From its snapshot; null while no profile is installed.</param>
    /// <param name="connectorId">0..N.</param>
    /// <param name="clock">The moment that it begins at, by the charger's clock.</param>
    /// <param name="durationSeconds">1 or more.</param>
    /// <param name="unit">The unit wanted; null for that of the profile that rules at the beginning.</param>
    public static CompositeSchedule Of(
        ChargePointSettings settings,
        ConfigurationView configuration,
        SmartChargingSnapshot? smart,
        int connectorId,
        DateTimeOffset clock,
        int durationSeconds,
        ChargingRateUnitType? unit
    )
    {
        Composition composition = new()
        {
            Profiles = smart?.InOrder ?? [],
            Places = smart?.Places ?? [.. settings.Evses.Select(ChargingPlace.Idle)],
            Grid = Feed.OfChargePoint(settings.Evses),
            SwitchesPhases = smart?.SwitchesPhases ?? false,
            ExpiredTxProfileReveals = settings.Has(Quirk.ExpiredTxProfileRevealsTxDefault),
        };
        unit ??= composition.UnitAt(connectorId, clock.UtcTicks) ?? DefaultUnit(settings, configuration);
        return Of(composition, connectorId, clock, durationSeconds, unit.Value);
    }

    internal static CompositeSchedule Of(
        Composition composition,
        int connectorId,
        DateTimeOffset clock,
        int durationSeconds,
        ChargingRateUnitType unit
    )
    {
        long start = clock.UtcTicks - (clock.UtcTicks % TimeSpan.TicksPerSecond);
        // At a connector without a transaction the schedule is that of one that would begin now.
        composition = composition with
        {
            Places =
            [
                .. composition.Places.Select(place =>
                    place.TransactionKey == 0 ? place with { ChargingFrom = start } : place
                ),
            ],
        };
        Feed feed = connectorId == 0 ? composition.Grid : composition.Places[connectorId - 1].Feed;
        List<ChargingSchedulePeriod> periods = [];
        long end = start + (durationSeconds * TimeSpan.TicksPerSecond);
        long at = start;
        for (int moments = 0; at < end && moments < MostMoments; moments++)
        {
            Ceiling ceiling =
                connectorId == 0
                    ? composition.TotalAt(at, out long until)
                    : composition.LimitAt(connectorId - 1, at, out until);
            Add(periods, at - start, Reported(feed, ceiling, unit));
            at = Math.Min(until, end);
        }
        int seconds = (int)((at - start) / TimeSpan.TicksPerSecond);
        periods.RemoveAll(period => period.StartPeriod >= seconds);
        return new(connectorId, new(start, TimeSpan.Zero), seconds, unit, periods);
    }

    // Rounded down to the one digit that there is: what is reported is never more than what holds. The dust is that of divisions.
    private static ChargingSchedulePeriod Reported(in Feed feed, in Ceiling ceiling, ChargingRateUnitType unit) =>
        new()
        {
            StartPeriod = 0,
            Limit = Math.Floor((feed.FromWatts(ceiling.PowerW, unit, ceiling.Phases) + Dust) * 10) / 10,
            NumberPhases = ceiling.PhasesGiven ? ceiling.Phases : null,
        };

    // A change within a second counts from its beginning when it lowers the limit, from its end when it raises it.
    private static void Add(List<ChargingSchedulePeriod> periods, long offset, ChargingSchedulePeriod next)
    {
        int second = (int)(offset / TimeSpan.TicksPerSecond);
        bool within = offset % TimeSpan.TicksPerSecond != 0;
        while (periods.Count > 0)
        {
            ChargingSchedulePeriod last = periods[^1];
            int from = within && next.Limit >= last.Limit ? second + 1 : second;
            if (last.StartPeriod < from)
            {
                if (last.Limit != next.Limit || last.NumberPhases != next.NumberPhases)
                {
                    periods.Add(next with { StartPeriod = from });
                }
                return;
            }
            periods.RemoveAt(periods.Count - 1);
        }
        periods.Add(next with { StartPeriod = 0 });
    }

    // Of the units that it takes limits in: A, or W if all is DC.
    private static ChargingRateUnitType DefaultUnit(ChargePointSettings settings, ConfigurationView configuration)
    {
        bool dc = settings.Evses.All(evse => evse.CurrentType == CurrentType.DC);
        (ChargingRateUnitType first, ChargingRateUnitType other) = dc
            ? (ChargingRateUnitType.W, ChargingRateUnitType.A)
            : (ChargingRateUnitType.A, ChargingRateUnitType.W);
        return configuration.AllowsChargingRateUnit(first) || !configuration.AllowsChargingRateUnit(other)
            ? first
            : other;
    }
}
