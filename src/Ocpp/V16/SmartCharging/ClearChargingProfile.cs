using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>
/// Removes the charging profiles that match all the criteria given; without any, all (OCPP 1.6 §6.13).
/// </summary>
public sealed record ClearChargingProfileRequest
{
    /// <summary>The profile's id.</summary>
    public int? Id { get; init; }

    /// <summary>0 for profiles of the charge point, 1..N for those of a connector.</summary>
    public int? ConnectorId { get; init; }

    /// <summary>Their purpose.</summary>
    public ChargingProfilePurposeType? ChargingProfilePurpose { get; init; }

    /// <summary>Their stack level.</summary>
    public int? StackLevel { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Optional("id", Integer),
            Optional("connectorId", IntegerFrom(0)),
            Optional("chargingProfilePurpose", OneOf<ChargingProfilePurposeType>()),
            Optional("stackLevel", Integer)
        );
}

/// <summary>The answer to <see cref="ClearChargingProfileRequest"/> (OCPP 1.6 §6.14).</summary>
public sealed record ClearChargingProfileResponse
{
    /// <summary>Outcome.</summary>
    public required ClearChargingProfileStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<ClearChargingProfileStatus>()));
}

/// <summary>Outcome of a ClearChargingProfile.</summary>
[JsonConverter(typeof(OcppEnumConverter<ClearChargingProfileStatus>))]
public enum ClearChargingProfileStatus
{
    /// <summary>At least one profile was removed.</summary>
    Accepted,

    /// <summary>None matched.</summary>
    Unknown,
}
