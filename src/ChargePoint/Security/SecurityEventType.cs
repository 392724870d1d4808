namespace ChargePoints;

/// <summary>Security events (security whitepaper §8, edition 3). The names are those on the wire.</summary>
public enum SecurityEventType
{
    /// <summary>Critical: another firmware runs.</summary>
    FirmwareUpdated,

    /// <summary>The CSMS has refused this charge point's credentials.</summary>
    FailedToAuthenticateAtCentralSystem,

    /// <summary>The CSMS could not show that it is the right one.</summary>
    CentralSystemFailedToAuthenticate,

    /// <summary>Critical: the clock was set by more than a little.</summary>
    SettingSystemTime,

    /// <summary>Critical: the charge point has booted.</summary>
    StartupOfTheDevice,

    /// <summary>Critical: the charge point was reset.</summary>
    ResetOrReboot,

    /// <summary>Critical: the security log was emptied.</summary>
    SecurityLogWasCleared,

    /// <summary>A password, a security profile or a certificate has changed.</summary>
    ReconfigurationOfSecurityParameters,

    /// <summary>Critical: memory has run out.</summary>
    MemoryExhaustion,

    /// <summary>Something arrived that is no OCPP message.</summary>
    InvalidMessages,

    /// <summary>A message arrived a second time.</summary>
    AttemptedReplayAttacks,

    /// <summary>Critical: the housing was opened.</summary>
    TamperDetectionActivated,

    /// <summary>The signature of a firmware does not hold.</summary>
    InvalidFirmwareSignature,

    /// <summary>The certificate that signed a firmware is not to be trusted.</summary>
    InvalidFirmwareSigningCertificate,

    /// <summary>The certificate of the CSMS, or a root for it, is not valid.</summary>
    InvalidCentralSystemCertificate,

    /// <summary>A certificate for this charge point is not valid.</summary>
    InvalidChargePointCertificate,

    /// <summary>The CSMS speaks a version of TLS that is too old.</summary>
    InvalidTLSVersion,

    /// <summary>The CSMS speaks none of the cipher suites.</summary>
    InvalidTLSCipherSuite,
}

/// <summary>What is known about security events.</summary>
public static class SecurityEventTypes
{
    /// <summary>True when the CSMS must get to know of it (security whitepaper §8).</summary>
    public static bool IsCritical(this SecurityEventType type) =>
        type
            is SecurityEventType.FirmwareUpdated
                or SecurityEventType.SettingSystemTime
                or SecurityEventType.StartupOfTheDevice
                or SecurityEventType.ResetOrReboot
                or SecurityEventType.SecurityLogWasCleared
                or SecurityEventType.MemoryExhaustion
                or SecurityEventType.TamperDetectionActivated;
}

/// <summary>An entry of the security log.</summary>
/// <param name="Sequence">Grows with each entry of a charge point.</param>
/// <param name="Type">What happened.</param>
/// <param name="Timestamp">When, by the charger's clock.</param>
/// <param name="TechInfo">One line, at most 255 characters; null for none. Never a secret.</param>
/// <param name="Pending">True until the CSMS has been told, or need not be.</param>
public sealed record SecurityEventEntry(
    long Sequence,
    SecurityEventType Type,
    DateTimeOffset Timestamp,
    string? TechInfo,
    bool Pending
);
