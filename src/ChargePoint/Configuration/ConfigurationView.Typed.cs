namespace ChargePoints;

// The keys that behaviour depends on, typed, with the unit in the name. Meanings: ConfigurationKeys.
public sealed partial class ConfigurationView
{
    private static readonly IReadOnlyList<MeasurandSelection> EnergyRegisterOnly =
    [
        new(Ocpp.V16.Measurand.EnergyActiveImportRegister, null),
    ];

    /// <inheritdoc cref="ConfigurationKeys.AllowOfflineTxForUnknownId"/>
    public bool AllowOfflineTxForUnknownId => Flag(ConfigurationKeys.AllowOfflineTxForUnknownId);

    /// <inheritdoc cref="ConfigurationKeys.AuthorizationCacheEnabled"/>
    public bool AuthorizationCacheEnabled => Flag(ConfigurationKeys.AuthorizationCacheEnabled);

    /// <inheritdoc cref="ConfigurationKeys.AuthorizeRemoteTxRequests"/>
    public bool AuthorizeRemoteTxRequests => Flag(ConfigurationKeys.AuthorizeRemoteTxRequests);

    /// <inheritdoc cref="ConfigurationKeys.ChargeProfileMaxStackLevel"/>
    public int ChargeProfileMaxStackLevel => Number(ConfigurationKeys.ChargeProfileMaxStackLevel);

    /// <inheritdoc cref="ConfigurationKeys.ChargingScheduleMaxPeriods"/>
    public int ChargingScheduleMaxPeriods => Number(ConfigurationKeys.ChargingScheduleMaxPeriods);

    /// <inheritdoc cref="ConfigurationKeys.ConnectorSwitch3to1PhaseSupported"/>
    public bool ConnectorSwitch3to1PhaseSupported => Flag(ConfigurationKeys.ConnectorSwitch3to1PhaseSupported);

    /// <inheritdoc cref="ConfigurationKeys.MaxChargingProfilesInstalled"/>
    public int MaxChargingProfilesInstalled => Number(ConfigurationKeys.MaxChargingProfilesInstalled);

    /// <inheritdoc cref="ConfigurationKeys.ClockAlignedDataInterval"/>
    public int ClockAlignedDataIntervalSeconds => Number(ConfigurationKeys.ClockAlignedDataInterval);

    /// <inheritdoc cref="ConfigurationKeys.ConnectionTimeOut"/>
    public int ConnectionTimeOutSeconds => Number(ConfigurationKeys.ConnectionTimeOut);

    /// <inheritdoc cref="ConfigurationKeys.GetConfigurationMaxKeys"/>
    public int GetConfigurationMaxKeys => Number(ConfigurationKeys.GetConfigurationMaxKeys);

    /// <inheritdoc cref="ConfigurationKeys.HeartbeatInterval"/>
    public int HeartbeatIntervalSeconds => Number(ConfigurationKeys.HeartbeatInterval);

    /// <inheritdoc cref="ConfigurationKeys.LocalAuthListEnabled"/>
    public bool LocalAuthListEnabled => Flag(ConfigurationKeys.LocalAuthListEnabled);

    /// <inheritdoc cref="ConfigurationKeys.LocalAuthListMaxLength"/>
    public int LocalAuthListMaxLength => Number(ConfigurationKeys.LocalAuthListMaxLength);

    /// <inheritdoc cref="ConfigurationKeys.LocalAuthorizeOffline"/>
    public bool LocalAuthorizeOffline => Flag(ConfigurationKeys.LocalAuthorizeOffline);

    /// <inheritdoc cref="ConfigurationKeys.LocalPreAuthorize"/>
    public bool LocalPreAuthorize => Flag(ConfigurationKeys.LocalPreAuthorize);

    /// <inheritdoc cref="ConfigurationKeys.MaxEnergyOnInvalidId"/>
    public int MaxEnergyOnInvalidIdWh => Number(ConfigurationKeys.MaxEnergyOnInvalidId);

    /// <inheritdoc cref="ConfigurationKeys.MessageTimeout"/>
    public int MessageTimeoutSeconds => Number(ConfigurationKeys.MessageTimeout);

    /// <inheritdoc cref="ConfigurationKeys.MeterValuesAlignedData"/>
    /// <remarks>The energy register when the key is empty (OCPP 1.6 §3.16).</remarks>
    public IReadOnlyList<MeasurandSelection> MeterValuesAlignedData =>
        Measured(ConfigurationKeys.MeterValuesAlignedData);

    /// <inheritdoc cref="ConfigurationKeys.MeterValuesSampledData"/>
    /// <remarks>The energy register when the key is empty (OCPP 1.6 §3.16).</remarks>
    public IReadOnlyList<MeasurandSelection> MeterValuesSampledData =>
        Measured(ConfigurationKeys.MeterValuesSampledData);

    /// <inheritdoc cref="ConfigurationKeys.MeterValueSampleInterval"/>
    public int MeterValueSampleIntervalSeconds => Number(ConfigurationKeys.MeterValueSampleInterval);

    /// <inheritdoc cref="ConfigurationKeys.MinimumStatusDuration"/>
    public int MinimumStatusDurationSeconds => Number(ConfigurationKeys.MinimumStatusDuration);

    /// <inheritdoc cref="ConfigurationKeys.ResetRetries"/>
    public int ResetRetries => Number(ConfigurationKeys.ResetRetries);

    /// <inheritdoc cref="ConfigurationKeys.ReserveConnectorZeroSupported"/>
    public bool ReserveConnectorZeroSupported => Flag(ConfigurationKeys.ReserveConnectorZeroSupported);

    /// <inheritdoc cref="ConfigurationKeys.SendLocalListMaxLength"/>
    public int SendLocalListMaxLength => Number(ConfigurationKeys.SendLocalListMaxLength);

    /// <inheritdoc cref="ConfigurationKeys.StopTransactionMaxMeterValues"/>
    public int StopTransactionMaxMeterValues => Number(ConfigurationKeys.StopTransactionMaxMeterValues);

    /// <inheritdoc cref="ConfigurationKeys.StopTransactionOnEVSideDisconnect"/>
    public bool StopTransactionOnEVSideDisconnect => Flag(ConfigurationKeys.StopTransactionOnEVSideDisconnect);

    /// <inheritdoc cref="ConfigurationKeys.StopTransactionOnInvalidId"/>
    public bool StopTransactionOnInvalidId => Flag(ConfigurationKeys.StopTransactionOnInvalidId);

    /// <inheritdoc cref="ConfigurationKeys.StopTxnAlignedData"/>
    public IReadOnlyList<MeasurandSelection> StopTxnAlignedData =>
        Value(ConfigurationKeys.StopTxnAlignedData).Measurands;

    /// <inheritdoc cref="ConfigurationKeys.StopTxnSampledData"/>
    public IReadOnlyList<MeasurandSelection> StopTxnSampledData =>
        Value(ConfigurationKeys.StopTxnSampledData).Measurands;

    /// <inheritdoc cref="ConfigurationKeys.TransactionMessageAttempts"/>
    public int TransactionMessageAttempts => Number(ConfigurationKeys.TransactionMessageAttempts);

    /// <inheritdoc cref="ConfigurationKeys.TransactionMessageRetryInterval"/>
    public int TransactionMessageRetryIntervalSeconds => Number(ConfigurationKeys.TransactionMessageRetryInterval);

    /// <inheritdoc cref="ConfigurationKeys.UnlockConnectorOnEVSideDisconnect"/>
    public bool UnlockConnectorOnEVSideDisconnect => Flag(ConfigurationKeys.UnlockConnectorOnEVSideDisconnect);

    /// <inheritdoc cref="ConfigurationKeys.WebSocketPingInterval"/>
    public int WebSocketPingIntervalSeconds => Number(ConfigurationKeys.WebSocketPingInterval);

    /// <inheritdoc cref="ConfigurationKeys.AuthorizationKey"/>
    /// <remarks>Null when unset. Never to be logged or answered.</remarks>
    public string? AuthorizationKey => Text(ConfigurationKeys.AuthorizationKey);

    /// <inheritdoc cref="ConfigurationKeys.AdditionalRootCertificateCheck"/>
    public bool AdditionalRootCertificateCheck => Flag(ConfigurationKeys.AdditionalRootCertificateCheck);

    /// <inheritdoc cref="ConfigurationKeys.CertificateSignedMaxChainSize"/>
    public int CertificateSignedMaxChainSize => Number(ConfigurationKeys.CertificateSignedMaxChainSize);

    /// <inheritdoc cref="ConfigurationKeys.CertificateStoreMaxLength"/>
    public int CertificateStoreMaxLength => Number(ConfigurationKeys.CertificateStoreMaxLength);

    /// <inheritdoc cref="ConfigurationKeys.CpoName"/>
    /// <remarks>Null when unset.</remarks>
    public string? CpoName => Text(ConfigurationKeys.CpoName);

    /// <inheritdoc cref="ConfigurationKeys.SecurityProfile"/>
    public int SecurityProfile => Number(ConfigurationKeys.SecurityProfile);

    /// <summary>True when ChargingScheduleAllowedChargingRateUnit has that unit: Current stands for A, Power for W.</summary>
    public bool AllowsChargingRateUnit(Ocpp.V16.ChargingRateUnitType unit)
    {
        string name = unit == Ocpp.V16.ChargingRateUnitType.A ? "Current" : "Power";
        return Text(ConfigurationKeys.ChargingScheduleAllowedChargingRateUnit)!
            .Split(',', StringSplitOptions.TrimEntries)
            .Contains(name);
    }

    private IReadOnlyList<MeasurandSelection> Measured(ConfigurationKey key)
    {
        IReadOnlyList<MeasurandSelection> configured = Value(key).Measurands;
        return configured.Count > 0 ? configured : EnergyRegisterOnly;
    }
}
