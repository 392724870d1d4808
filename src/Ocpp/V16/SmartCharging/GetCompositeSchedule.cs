using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for the limits that will apply (OCPP 1.6 §6.21).</summary>
public sealed record GetCompositeScheduleRequest
{
    /// <summary>0 for the expected use of the grid connection, 1..N for a connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>Length of the schedule wanted in seconds.</summary>
    public required int Duration { get; init; }

    /// <summary>Unit wanted; absent leaves it to the charge point.</summary>
    public ChargingRateUnitType? ChargingRateUnit { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("connectorId", IntegerFrom(0)),
            Required("duration", Integer),
            Optional("chargingRateUnit", OneOf<ChargingRateUnitType>())
        );
}

/// <summary>The answer to <see cref="GetCompositeScheduleRequest"/> (OCPP 1.6 §6.22).</summary>
public sealed record GetCompositeScheduleResponse
{
    /// <summary>Outcome.</summary>
    public required GetCompositeScheduleStatus Status { get; init; }

    /// <summary>The connector asked for.</summary>
    public int? ConnectorId { get; init; }

    /// <summary>The moment that the periods of the schedule count from.</summary>
    public DateTimeOffset? ScheduleStart { get; init; }

    /// <summary>The limits; at most one digit after the point.</summary>
    public ChargingSchedule? ChargingSchedule { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("status", OneOf<GetCompositeScheduleStatus>()),
            Optional("connectorId", IntegerFrom(0)),
            Optional("scheduleStart", DateTimeText),
            Optional("chargingSchedule", ChargingSchedule.Shape)
        );
}

/// <summary>Outcome of a GetCompositeSchedule.</summary>
[JsonConverter(typeof(OcppEnumConverter<GetCompositeScheduleStatus>))]
public enum GetCompositeScheduleStatus
{
    /// <summary>The schedule follows.</summary>
    Accepted,

    /// <summary>There is no schedule.</summary>
    Rejected,
}
