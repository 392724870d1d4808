using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Installs a charging profile (OCPP 1.6 §6.43).</summary>
public sealed record SetChargingProfileRequest
{
    /// <summary>0 for the charge point as a whole, or as default of all connectors; 1..N for a connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The profile: one, in spite of the plural.</summary>
    public required ChargingProfile CsChargingProfiles { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("connectorId", IntegerFrom(0)), Required("csChargingProfiles", ChargingProfile.Shape));
}

/// <summary>The answer to <see cref="SetChargingProfileRequest"/> (OCPP 1.6 §6.44).</summary>
public sealed record SetChargingProfileResponse
{
    /// <summary>Outcome.</summary>
    public required ChargingProfileStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<ChargingProfileStatus>()));
}

/// <summary>Outcome of a SetChargingProfile.</summary>
[JsonConverter(typeof(OcppEnumConverter<ChargingProfileStatus>))]
public enum ChargingProfileStatus
{
    /// <summary>Installed.</summary>
    Accepted,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>Charging profiles are not supported.</summary>
    NotSupported,
}
