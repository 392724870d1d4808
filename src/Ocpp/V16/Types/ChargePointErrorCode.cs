using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>What is wrong with a connector or the charge point (OCPP 1.6 §7.6).</summary>
[JsonConverter(typeof(OcppEnumConverter<ChargePointErrorCode>))]
public enum ChargePointErrorCode
{
    /// <summary>The plug could not be locked or unlocked.</summary>
    ConnectorLockFailure,

    /// <summary>The car cannot be talked to. A warning: never with Faulted.</summary>
    EVCommunicationError,

    /// <summary>The ground fault circuit breaker has tripped.</summary>
    GroundFailure,

    /// <summary>Too hot inside.</summary>
    HighTemperature,

    /// <summary>Hardware or software error.</summary>
    InternalError,

    /// <summary>Local list and central system disagree.</summary>
    LocalListConflict,

    /// <summary>All is well.</summary>
    NoError,

    /// <summary>Anything else; see info and vendorErrorCode.</summary>
    OtherError,

    /// <summary>Over-current protection has tripped.</summary>
    OverCurrentFailure,

    /// <summary>Voltage too high.</summary>
    OverVoltage,

    /// <summary>The energy meter cannot be read.</summary>
    PowerMeterFailure,

    /// <summary>The power switch does not obey.</summary>
    PowerSwitchFailure,

    /// <summary>The tag reader fails.</summary>
    ReaderFailure,

    /// <summary>A reset could not be done.</summary>
    ResetFailure,

    /// <summary>Voltage too low.</summary>
    UnderVoltage,

    /// <summary>Weak radio signal.</summary>
    WeakSignal,
}
