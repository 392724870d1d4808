/** The feature profile that a standard configuration key belongs to (OCPP 1.6 §9). The rest are the vendor's. */
const profiles: Record<string, readonly string[]> = {
  Core: [
    'AllowOfflineTxForUnknownId',
    'AuthorizationCacheEnabled',
    'AuthorizeRemoteTxRequests',
    'BlinkRepeat',
    'ClockAlignedDataInterval',
    'ConnectionTimeOut',
    'ConnectorPhaseRotation',
    'ConnectorPhaseRotationMaxLength',
    'GetConfigurationMaxKeys',
    'HeartbeatInterval',
    'LightIntensity',
    'LocalAuthorizeOffline',
    'LocalPreAuthorize',
    'MaxEnergyOnInvalidId',
    'MessageTimeout',
    'MeterValuesAlignedData',
    'MeterValuesAlignedDataMaxLength',
    'MeterValuesSampledData',
    'MeterValuesSampledDataMaxLength',
    'MeterValueSampleInterval',
    'MinimumStatusDuration',
    'NumberOfConnectors',
    'ResetRetries',
    'StopTransactionOnEVSideDisconnect',
    'StopTransactionOnInvalidId',
    'StopTransactionMaxMeterValues',
    'StopTxnAlignedData',
    'StopTxnAlignedDataMaxLength',
    'StopTxnSampledData',
    'StopTxnSampledDataMaxLength',
    'SupportedFeatureProfiles',
    'SupportedFeatureProfilesMaxLength',
    'TransactionMessageAttempts',
    'TransactionMessageRetryInterval',
    'UnlockConnectorOnEVSideDisconnect',
    'WebSocketPingInterval',
  ],
  'Local auth list': ['LocalAuthListEnabled', 'LocalAuthListMaxLength', 'SendLocalListMaxLength'],
  Reservation: ['ReserveConnectorZeroSupported'],
  'Smart charging': [
    'ChargeProfileMaxStackLevel',
    'ChargingScheduleAllowedChargingRateUnit',
    'ChargingScheduleMaxPeriods',
    'ConnectorSwitch3to1PhaseSupported',
    'MaxChargingProfilesInstalled',
  ],
  Firmware: ['SupportedFileTransferProtocols'],
  Security: [
    'AdditionalRootCertificateCheck',
    'AuthorizationKey',
    'CertificateSignedMaxChainSize',
    'CertificateStoreMaxLength',
    'CpoName',
    'SecurityProfile',
  ],
};

const profileOf = new Map(
  Object.entries(profiles).flatMap(([profile, keys]) =>
    keys.map((key) => [key.toLowerCase(), profile] as const),
  ),
);

export const profileOrder: readonly string[] = [...Object.keys(profiles), 'Vendor'];

export const configurationProfile = (key: string): string => profileOf.get(key.toLowerCase()) ?? 'Vendor';

const units: readonly [RegExp, string][] = [
  [/(Interval|TimeOut|Timeout|Duration)$/, 's'],
  [/^MaxEnergyOnInvalidId$/, 'Wh'],
  [/^LightIntensity$/, '%'],
];

/** The unit of a standard numeric key, or nothing. */
export const configurationUnit = (key: string): string =>
  units.find(([pattern]) => pattern.test(key))?.[1] ?? '';
