using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Puts a connector, or the whole charge point, in or out of service (OCPP 1.6 §6.7).</summary>
public sealed record ChangeAvailabilityRequest
{
    /// <summary>0 for the charge point and all its connectors, 1..N for a connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>In or out of service.</summary>
    public required AvailabilityType Type { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("connectorId", IntegerFrom(0)), Required("type", OneOf<AvailabilityType>()));
}

/// <summary>The answer to <see cref="ChangeAvailabilityRequest"/> (OCPP 1.6 §6.8).</summary>
public sealed record ChangeAvailabilityResponse
{
    /// <summary>Outcome.</summary>
    public required AvailabilityStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<AvailabilityStatus>()));
}

/// <summary>Whether a connector may be used.</summary>
[JsonConverter(typeof(OcppEnumConverter<AvailabilityType>))]
public enum AvailabilityType
{
    /// <summary>Out of service.</summary>
    Inoperative,

    /// <summary>In service.</summary>
    Operative,
}

/// <summary>Outcome of a ChangeAvailability.</summary>
[JsonConverter(typeof(OcppEnumConverter<AvailabilityStatus>))]
public enum AvailabilityStatus
{
    /// <summary>Done, or already so.</summary>
    Accepted,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>Takes effect when the running transaction has ended.</summary>
    Scheduled,
}
