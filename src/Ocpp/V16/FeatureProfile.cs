namespace Ocpp.V16;

/// <summary>The feature profiles of OCPP 1.6 (§3.3), and the security extension as one more.</summary>
public enum FeatureProfile
{
    /// <summary>Boot, transactions, status, configuration: what every charge point has.</summary>
    Core,

    /// <summary>Firmware updates and diagnostics.</summary>
    FirmwareManagement,

    /// <summary>A list of idTags kept in the charge point.</summary>
    LocalAuthListManagement,

    /// <summary>Reservations.</summary>
    Reservation,

    /// <summary>Charging profiles.</summary>
    SmartCharging,

    /// <summary>Messages on demand.</summary>
    RemoteTrigger,

    /// <summary>"Improved security for OCPP 1.6-J": certificates, logs, signed firmware, security events.</summary>
    Security,
}
