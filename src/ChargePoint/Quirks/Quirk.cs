using System.Text.Json.Serialization;

namespace ChargePoints;

/// <summary>
/// Odd behaviour of real charge points to imitate, and choices that the specification leaves open. Their names in the API are these in
/// kebab-case. BootNotification after every reconnect is no quirk but <see cref="ChargePointSettings.BootOnReconnect"/>; none after a
/// reconnect is what OCPP-J 1.6 §5 wants.
/// </summary>
public enum Quirk
{
    /// <summary>
    /// The transactionId of MeterValues and StopTransaction is written as a JSON string, and taken as one from the CSMS too, against
    /// OCPP 1.6 §6.31 and §6.49.
    /// </summary>
    [JsonStringEnumMemberName("transaction-id-as-string")]
    TransactionIdAsString,

    /// <summary>
    /// MeterValues made before StartTransaction has been answered carry the transactionId -1 for good; without it the id is put in when it
    /// is known (OCPP 1.6 §3.7).
    /// </summary>
    [JsonStringEnumMemberName("minus-one-until-started")]
    MinusOneUntilStarted,

    /// <summary>The WebSocket is asked for without the header Sec-WebSocket-Protocol, against OCPP-J 1.6 §3.1.2.</summary>
    [JsonStringEnumMemberName("missing-subprotocol-header")]
    MissingSubprotocolHeader,

    /// <summary>
    /// Temperatures carry the unit <c>Celsius</c>, as the errata of 2019 advised; without it <c>Celcius</c>, as the schemas have it
    /// (OCPP 1.6 §7.45).
    /// </summary>
    [JsonStringEnumMemberName("celsius-spelling")]
    CelsiusSpelling,

    /// <summary>Active power is reported in kW instead of W (OCPP 1.6 §7.45 allows both; many central systems expect W).</summary>
    [JsonStringEnumMemberName("power-in-kilowatts")]
    PowerInKilowatts,

    /// <summary>StatusNotification has no timestamp (OCPP 1.6 §6.47: then the time of its receipt counts).</summary>
    [JsonStringEnumMemberName("status-without-timestamp")]
    StatusWithoutTimestamp,

    /// <summary>A Heartbeat follows each HeartbeatInterval, whatever else has been sent meanwhile (OCPP 1.6 §4.6).</summary>
    [JsonStringEnumMemberName("heartbeats-despite-traffic")]
    HeartbeatsDespiteTraffic,

    /// <summary>
    /// A frame that cannot be read is answered by CALLERROR GenericError with the message id "-1"; without it by nothing, as there is no id
    /// to answer to (OCPP-J 1.6 §4.2.3).
    /// </summary>
    [JsonStringEnumMemberName("call-error-for-unreadable-frames")]
    CallErrorForUnreadableFrames,

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
    [JsonStringEnumMemberName("password-as-text")]
    PasswordAsText,

    /// <summary>
    /// The key of the charge point's own certificate is RSA with 2048 bits; without it ECDSA on P-256 (security whitepaper §2.6: either).
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
    /// whitepaper §4).
    /// </summary>
    [JsonStringEnumMemberName("signed-firmware-only")]
    SignedFirmwareOnly,

    /// <summary>A signed update tells of its reboot: InstallRebooting between Installing and Installed (security whitepaper §6).</summary>
    [JsonStringEnumMemberName("reports-install-rebooting")]
    ReportsInstallRebooting,
}
