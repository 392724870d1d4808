using System.Text.Json.Serialization;

namespace ChargePoints;

/// <summary>Odd behaviour of real charge points to imitate. Their names in the API are these in kebab-case.</summary>
public enum Quirk
{
    /// <summary>
    /// Security events are recorded and reported in security profile 0 as well; without it only from profile 1 on (security
    /// whitepaper, use case A04).
    /// </summary>
    [JsonStringEnumMemberName("security-events-in-profile-zero")]
    SecurityEventsInProfileZero,

    /// <summary>
    /// The hexadecimal digits of AuthorizationKey are the Basic password themselves; without it the bytes that they encode are (security
    /// whitepaper, use case A01).
    /// </summary>
    PasswordAsText,

    /// <summary>
    /// The key of the charge point's own certificate is RSA with 2048 bits; without it ECDSA on P-256 (security whitepaper §2.7: either).
    /// </summary>
    [JsonStringEnumMemberName("rsa-certificate-key")]
    RsaCertificateKey,

    /// <summary>
    /// Where the schedule of a TxProfile has ended, the TxDefaultProfile limits the transaction again; without it TxProfile overrules it
    /// for as long as it is valid (OCPP 1.6 §3.13.1).
    /// </summary>
    [JsonStringEnumMemberName("expired-tx-profile-reveals-tx-default")]
    ExpiredTxProfileRevealsTxDefault,

    /// <summary>
    /// GetCompositeSchedule repeats scheduleStart as startSchedule inside chargingSchedule, where the errata forbid it (OCPP 1.6 §6.22).
    /// </summary>
    [JsonStringEnumMemberName("start-schedule-in-composite")]
    StartScheduleInComposite,

    /// <summary>Whatever has been downloaded cannot be installed: InstallationFailed (OCPP 1.6 §7.25).</summary>
    [JsonStringEnumMemberName("firmware-install-fails")]
    FirmwareInstallFails,

    /// <summary>
    /// UpdateFirmware is answered with NotSupported where SignedUpdateFirmware is there: unsigned firmware is not taken (security
    /// whitepaper §3).
    /// </summary>
    [JsonStringEnumMemberName("signed-firmware-only")]
    SignedFirmwareOnly,

    /// <summary>A signed update tells of its reboot: InstallRebooting between Installing and Installed (security whitepaper §6).</summary>
    [JsonStringEnumMemberName("reports-install-rebooting")]
    ReportsInstallRebooting,
}
