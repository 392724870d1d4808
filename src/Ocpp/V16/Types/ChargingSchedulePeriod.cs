using System.Runtime.InteropServices;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>The limit from one moment to the next period (OCPP 1.6 §7.14).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChargingSchedulePeriod
{
    /// <summary>Seconds after the start of the schedule; 0 in the first period.</summary>
    public required int StartPeriod { get; init; }

    /// <summary>The most allowed, in the schedule's unit; one digit after the point.</summary>
    public required decimal Limit { get; init; }

    /// <summary>Phases that may be used; absent means 3.</summary>
    public int? NumberPhases { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("startPeriod", Integer), Required("limit", OneDecimal), Optional("numberPhases", Integer));
}
