using System.Runtime.InteropServices;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// What converts between amperes per phase and watts of all phases (OCPP 1.6 §7.12), at nominal voltage. On DC the ampere is that of the
/// bus, as in Current.Offered, and there is one "phase".
/// </summary>
/// <param name="VoltageV">Nominal volts: to neutral on AC, of the bus on DC.</param>
/// <param name="Phases">Phases, 1-3; 1 on DC.</param>
/// <param name="MaxPowerW">The local limit: the rating.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Feed(decimal VoltageV, int Phases, decimal MaxPowerW)
{
    // Of a charge point that has only DC at its outlets.
    private const decimal GridVoltageV = 230;
    private const int GridPhases = 3;

    /// <summary>Nominal volts of the grid that feeds a DC EVSE.</summary>
    public const double VoltageOfDC = (double)GridVoltageV;

    /// <summary>The phases that feed a DC EVSE.</summary>
    public const int PhasesOfDC = GridPhases;

    // More than any grid delivers; keeps products of what a CSMS sends within a decimal.
    private const decimal MostLimit = 1_000_000_000;

    /// <summary>The feed of an EVSE.</summary>
    public static Feed Of(EvseSettings evse) =>
        new((decimal)evse.VoltageV, evse.CurrentType == CurrentType.AC ? evse.Phases : 1, (decimal)evse.MaxPowerW);

    /// <summary>
    /// The feed of the charge point from the grid: with the voltage of its AC EVSEs, else 230 V, and as many phases as one of them has; DC EVSEs
    /// take three.
    /// </summary>
    public static Feed OfChargePoint(IReadOnlyList<EvseSettings> evses)
    {
        Feed feed = new(GridVoltageV, 1, 0);
        foreach (EvseSettings evse in evses)
        {
            bool ac = evse.CurrentType == CurrentType.AC;
            int phases = ac ? evse.Phases : GridPhases;
            feed = new(
                ac ? (decimal)evse.VoltageV : feed.VoltageV,
                Math.Max(feed.Phases, phases),
                feed.MaxPowerW + (decimal)evse.MaxPowerW
            );
        }
        return feed;
    }

    /// <summary>What the rating allows over so many phases, in W.</summary>
    public decimal RatedW(int phases) => MaxPowerW * phases / Phases;

    /// <summary>A limit in W over so many phases.</summary>
    public decimal ToWatts(decimal limit, ChargingRateUnitType unit, int phases)
    {
        limit = Math.Min(limit, MostLimit);
        return unit == ChargingRateUnitType.W ? limit : limit * VoltageV * phases;
    }

    /// <summary>A limit in W over so many phases in the unit wanted.</summary>
    public decimal FromWatts(decimal watts, ChargingRateUnitType unit, int phases) =>
        unit == ChargingRateUnitType.W ? watts : watts / (VoltageV * phases);
}
