using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Limits over time (OCPP 1.6 §7.13).</summary>
public sealed record ChargingSchedule
{
    /// <summary>Length in seconds; absent leaves the last period open.</summary>
    public int? Duration { get; init; }

    /// <summary>Start of an absolute or recurring schedule.</summary>
    public DateTimeOffset? StartSchedule { get; init; }

    /// <summary>Unit of all limits.</summary>
    public required ChargingRateUnitType ChargingRateUnit { get; init; }

    /// <summary>One or more periods, by start.</summary>
    public required IReadOnlyList<ChargingSchedulePeriod> ChargingSchedulePeriod { get; init; }

    /// <summary>
    /// Rate in <see cref="ChargingRateUnit"/> below which the car charges badly; one digit after the point.
    /// </summary>
    public decimal? MinChargingRate { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Optional("duration", Integer),
            Optional("startSchedule", DateTimeText),
            Required("chargingRateUnit", OneOf<ChargingRateUnitType>()),
            Required("chargingSchedulePeriod", Many(V16.ChargingSchedulePeriod.Shape, atLeast: 1)),
            Optional("minChargingRate", OneDecimal)
        );
}

/// <summary>Unit of charging limits.</summary>
[JsonConverter(typeof(OcppEnumConverter<ChargingRateUnitType>))]
public enum ChargingRateUnitType
{
    /// <summary>Watts of the whole, all phases together.</summary>
    W,

    /// <summary>Amperes per phase.</summary>
    A,
}
