using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Ocpp.V16;
using static ChargePoints.ConfigurationAccess;
using static ChargePoints.ConfigurationType;

namespace ChargePoints;

/// <summary>All standard configuration keys of all profiles, as data (OCPP 1.6 §9). Every charge point has every one of them.</summary>
public static class ConfigurationKeys
{
    private const string EnergyRegister = "Energy.Active.Import.Register";
    private const int SecondsPerHour = 3_600;
    private const int SecondsPerDay = 86_400;

    // Filled by the fields below, in their order: it comes first.
    private static readonly List<ConfigurationKey> Rows = [];

    // Core
    /// <summary>Offline, tags that are neither listed nor cached may start.</summary>
    public static readonly ConfigurationKey AllowOfflineTxForUnknownId = Boolean(false);

    /// <summary>The authorization cache is in use.</summary>
    public static readonly ConfigurationKey AuthorizationCacheEnabled = Boolean(true);

    /// <summary>Remote starts are authorized like a tag that is presented.</summary>
    public static readonly ConfigurationKey AuthorizeRemoteTxRequests = Boolean(true);

    /// <summary>Times that the lights blink.</summary>
    public static readonly ConfigurationKey BlinkRepeat = Number(0);

    /// <summary>Seconds between clock-aligned meter values, counted from midnight UTC; 0 = none.</summary>
    public static readonly ConfigurationKey ClockAlignedDataInterval = Number(0, max: SecondsPerDay);

    /// <summary>Seconds in Preparing until the intent is given up.</summary>
    public static readonly ConfigurationKey ConnectionTimeOut = Number(60, min: 1, max: SecondsPerDay);

    /// <summary>Phase rotation of each connector.</summary>
    public static readonly ConfigurationKey ConnectorPhaseRotation = PhaseRotations();

    /// <summary>Connectors and the charge point itself.</summary>
    public static readonly ConfigurationKey ConnectorPhaseRotationMaxLength = Derived(Integer);

    /// <summary>Keys that one GetConfiguration may ask for.</summary>
    public static readonly ConfigurationKey GetConfigurationMaxKeys = Constant(100, min: 1);

    /// <summary>Seconds without a call of ours until a Heartbeat; 0 = none.</summary>
    public static readonly ConfigurationKey HeartbeatInterval = Number(300);

    /// <summary>Brightness of the lights in percent.</summary>
    public static readonly ConfigurationKey LightIntensity = Number(100, max: 100);

    /// <summary>Offline, list and cache decide.</summary>
    public static readonly ConfigurationKey LocalAuthorizeOffline = Boolean(true);

    /// <summary>Online, list and cache decide without waiting for the CSMS.</summary>
    public static readonly ConfigurationKey LocalPreAuthorize = Boolean(false);

    /// <summary>Wh that are still delivered after the CSMS has refused the tag.</summary>
    public static readonly ConfigurationKey MaxEnergyOnInvalidId = Number(0);

    /// <summary>Seconds until a call without an answer has failed.</summary>
    public static readonly ConfigurationKey MessageTimeout = Number(30, min: 1, max: SecondsPerHour);

    /// <summary>Measurands of clock-aligned MeterValues.</summary>
    public static readonly ConfigurationKey MeterValuesAlignedData = Measurands(EnergyRegister);

    /// <summary>Items that MeterValuesAlignedData may have.</summary>
    public static readonly ConfigurationKey MeterValuesAlignedDataMaxLength = Constant(22, min: 1);

    /// <summary>Measurands of periodic MeterValues.</summary>
    public static readonly ConfigurationKey MeterValuesSampledData = Measurands(EnergyRegister);

    /// <summary>Items that MeterValuesSampledData may have.</summary>
    public static readonly ConfigurationKey MeterValuesSampledDataMaxLength = Constant(22, min: 1);

    /// <summary>Seconds between periodic meter values; 0 = none.</summary>
    public static readonly ConfigurationKey MeterValueSampleInterval = Number(10);

    /// <summary>Seconds that a status must last to be reported.</summary>
    public static readonly ConfigurationKey MinimumStatusDuration = Number(0, max: SecondsPerDay);

    /// <summary>Connectors without 0.</summary>
    public static readonly ConfigurationKey NumberOfConnectors = Derived(Integer);

    /// <summary>Further attempts at a reset that has failed.</summary>
    public static readonly ConfigurationKey ResetRetries = Number(3);

    /// <summary>Meter values that one StopTransaction may carry.</summary>
    public static readonly ConfigurationKey StopTransactionMaxMeterValues = Constant(1000, min: 2);

    /// <summary>Pulling the cable at the car stops the transaction.</summary>
    public static readonly ConfigurationKey StopTransactionOnEVSideDisconnect = Boolean(true);

    /// <summary>A refusal in StartTransaction.conf stops the transaction.</summary>
    public static readonly ConfigurationKey StopTransactionOnInvalidId = Boolean(true);

    /// <summary>Clock-aligned measurands in transactionData.</summary>
    public static readonly ConfigurationKey StopTxnAlignedData = Measurands("");

    /// <summary>Items that StopTxnAlignedData may have.</summary>
    public static readonly ConfigurationKey StopTxnAlignedDataMaxLength = Constant(22, min: 1);

    /// <summary>Periodic measurands in transactionData.</summary>
    public static readonly ConfigurationKey StopTxnSampledData = Measurands("");

    /// <summary>Items that StopTxnSampledData may have.</summary>
    public static readonly ConfigurationKey StopTxnSampledDataMaxLength = Constant(22, min: 1);

    /// <summary>The profiles that this charge point has.</summary>
    public static readonly ConfigurationKey SupportedFeatureProfiles = Derived(List);

    /// <summary>Sends of one transaction message in all.</summary>
    public static readonly ConfigurationKey TransactionMessageAttempts = Number(3, max: 1_000);

    /// <summary>Seconds before the second send; the wait grows by as much with each.</summary>
    public static readonly ConfigurationKey TransactionMessageRetryInterval = Number(60, max: SecondsPerDay);

    /// <summary>Pulling the cable at the car unlocks it here as well. Fixed cables: false and read-only.</summary>
    public static readonly ConfigurationKey UnlockConnectorOnEVSideDisconnect = Boolean(true);

    /// <summary>Seconds between pings; 0 = none.</summary>
    public static readonly ConfigurationKey WebSocketPingInterval = Number(60);

    // The link. It needs these two with or without the messages of the security extension
    /// <summary>The Basic password in hex, 16 to 20 bytes.</summary>
    public static readonly ConfigurationKey AuthorizationKey = Secret(minDigits: 32, maxDigits: 40);

    /// <summary>How the link is secured. Over OCPP it only goes up (security whitepaper §2.2).</summary>
    public static readonly ConfigurationKey SecurityProfile = Number(0, max: 3);

    // Local authorization list
    /// <summary>The local list is in use.</summary>
    public static readonly ConfigurationKey LocalAuthListEnabled = Boolean(
        true,
        profile: FeatureProfile.LocalAuthListManagement
    );

    /// <summary>Entries that the list may have.</summary>
    public static readonly ConfigurationKey LocalAuthListMaxLength = Constant(
        1000,
        min: 1,
        profile: FeatureProfile.LocalAuthListManagement
    );

    /// <summary>Entries that one SendLocalList may have.</summary>
    public static readonly ConfigurationKey SendLocalListMaxLength = Constant(
        100,
        min: 1,
        profile: FeatureProfile.LocalAuthListManagement
    );

    // Reservation
    /// <summary>Connector 0 can be reserved.</summary>
    public static readonly ConfigurationKey ReserveConnectorZeroSupported = Boolean(
        true,
        ReadOnly,
        FeatureProfile.Reservation
    );

    // Smart charging
    /// <summary>Greatest stack level.</summary>
    public static readonly ConfigurationKey ChargeProfileMaxStackLevel = Constant(
        10,
        profile: FeatureProfile.SmartCharging
    );

    /// <summary>Units of limits: Current for A, Power for W.</summary>
    public static readonly ConfigurationKey ChargingScheduleAllowedChargingRateUnit = Items(
        "Current,Power",
        ["Current", "Power"],
        FeatureProfile.SmartCharging
    );

    /// <summary>Periods that a schedule may have.</summary>
    public static readonly ConfigurationKey ChargingScheduleMaxPeriods = Constant(
        50,
        min: 1,
        profile: FeatureProfile.SmartCharging
    );

    /// <summary>The number of phases can change while charging.</summary>
    public static readonly ConfigurationKey ConnectorSwitch3to1PhaseSupported = Boolean(
        false,
        ReadOnly,
        FeatureProfile.SmartCharging
    );

    /// <summary>Profiles that can be installed.</summary>
    public static readonly ConfigurationKey MaxChargingProfilesInstalled = Constant(
        20,
        min: 1,
        profile: FeatureProfile.SmartCharging
    );

    // Firmware management
    /// <summary>Protocols for firmware and diagnostics.</summary>
    public static readonly ConfigurationKey SupportedFileTransferProtocols = Items(
        "FTP,HTTP,HTTPS",
        ["FTP", "FTPS", "HTTP", "HTTPS"],
        FeatureProfile.FirmwareManagement
    );

    // Security
    /// <summary>A new root certificate must be signed by the one before.</summary>
    public static readonly ConfigurationKey AdditionalRootCertificateCheck = Boolean(
        false,
        ReadOnly,
        FeatureProfile.Security
    );

    /// <summary>Bytes that a chain in CertificateSigned may have.</summary>
    public static readonly ConfigurationKey CertificateSignedMaxChainSize = Constant(
        10_000,
        min: 1,
        max: 10_000,
        profile: FeatureProfile.Security
    );

    /// <summary>Certificates that can be installed.</summary>
    public static readonly ConfigurationKey CertificateStoreMaxLength = Constant(
        20,
        min: 1,
        profile: FeatureProfile.Security
    );

    /// <summary>Operator's name in certificate requests.</summary>
    public static readonly ConfigurationKey CpoName = Text(FeatureProfile.Security);

    private static readonly FrozenDictionary<string, ConfigurationKey> ByName = Rows.ToFrozenDictionary(
        key => key.Name,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>All keys; <see cref="ConfigurationKey.Index"/> is the place here.</summary>
    public static IReadOnlyList<ConfigurationKey> All => Rows;

    /// <summary>The key of that name, compared without case (CiString); null when the standard has none.</summary>
    public static ConfigurationKey? Find(string name) => ByName.GetValueOrDefault(name);

    private static ConfigurationKey Boolean(
        bool value,
        ConfigurationAccess access = ReadWrite,
        FeatureProfile profile = FeatureProfile.Core,
        [CallerMemberName] string name = ""
    ) => Row(name, ConfigurationType.Boolean, access, value ? "true" : "false", profile);

    private static ConfigurationKey Number(
        int value,
        int min = 0,
        int max = int.MaxValue,
        [CallerMemberName] string name = ""
    ) => Row(name, Integer, ReadWrite, value.ToString(), FeatureProfile.Core, min, max);

    private static ConfigurationKey Constant(
        int value,
        int min = 0,
        int max = int.MaxValue,
        FeatureProfile profile = FeatureProfile.Core,
        [CallerMemberName] string name = ""
    ) => Row(name, Integer, ReadOnly, value.ToString(), profile, min, max);

    private static ConfigurationKey Derived(ConfigurationType type, [CallerMemberName] string name = "") =>
        Row(name, type, ReadOnly, "", FeatureProfile.Core, derived: true);

    private static ConfigurationKey Measurands(string value, [CallerMemberName] string name = "") =>
        Row(name, ConfigurationType.Measurands, ReadWrite, value, FeatureProfile.Core);

    private static ConfigurationKey PhaseRotations([CallerMemberName] string name = "") =>
        Row(
            name,
            ConfigurationType.PhaseRotations,
            ReadWrite,
            "",
            FeatureProfile.Core,
            items: ["NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR"]
        );

    private static ConfigurationKey Items(
        string value,
        string[] items,
        FeatureProfile profile,
        [CallerMemberName] string name = ""
    ) => Row(name, List, ReadOnly, value, profile, items: items);

    private static ConfigurationKey Secret(int minDigits, int maxDigits, [CallerMemberName] string name = "") =>
        Row(name, Hex, WriteOnly, null, FeatureProfile.Core, minDigits, maxDigits);

    private static ConfigurationKey Text(FeatureProfile profile, [CallerMemberName] string name = "") =>
        Row(name, ConfigurationType.Text, ReadWrite, "", profile, 1, 64);

    private static ConfigurationKey Row(
        string name,
        ConfigurationType type,
        ConfigurationAccess access,
        string? value,
        FeatureProfile profile,
        int min = 0,
        int max = int.MaxValue,
        string[]? items = null,
        bool derived = false
    )
    {
        var key = new ConfigurationKey
        {
            Index = Rows.Count,
            Name = name,
            Type = type,
            Access = access,
            Default = value,
            Profile = profile,
            Minimum = min,
            Maximum = max,
            AllowedItems = items,
            Derived = derived,
        };
        Rows.Add(key);
        return key;
    }
}
