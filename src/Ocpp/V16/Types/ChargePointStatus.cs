using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Status of a connector or of the charge point (OCPP 1.6 §7.7).</summary>
[JsonConverter(typeof(OcppEnumConverter<ChargePointStatus>))]
public enum ChargePointStatus
{
    /// <summary>Free for a new user.</summary>
    Available,

    /// <summary>A user has begun, but no energy flows yet.</summary>
    Preparing,

    /// <summary>Energy may flow.</summary>
    Charging,

    /// <summary>The EVSE offers no energy.</summary>
    SuspendedEVSE,

    /// <summary>The EVSE offers energy, the car takes none.</summary>
    SuspendedEV,

    /// <summary>The transaction is over, the user has not left.</summary>
    Finishing,

    /// <summary>Kept for an idTag.</summary>
    Reserved,

    /// <summary>Out of service.</summary>
    Unavailable,

    /// <summary>A fault prevents charging.</summary>
    Faulted,
}
