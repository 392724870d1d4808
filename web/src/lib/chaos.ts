import type { ChaosKind, ChargePointErrorCode } from '../api/types';

/** What each kind is called where there is no room for more; the forms have their words from the server. */
const names: Record<ChaosKind, string> = {
  fault: 'Fault',
  disconnect: 'Disconnect',
  'power-spike': 'Power spike',
  'power-drop': 'Power drop',
  'suspend-ev': 'Suspended by the car',
  'suspend-evse': 'Suspended by the EVSE',
  latency: 'Latency',
  drop: 'Lost frames',
  duplicate: 'Doubled frames',
  corrupt: 'Corrupted frames',
  'half-open': 'Half-open connection',
  'lock-failure': 'Lock failure',
  'power-loss': 'Power loss',
  'clock-skew': 'Clock skew',
  'connect-refused': 'Connections refused',
  'connect-slow': 'Slow connect',
  'tls-failure': 'TLS failure',
};

export const chaosName = (kind: ChaosKind): string => names[kind] ?? kind;

/** OCPP's error codes that a fault can carry. */
export const errorCodes: readonly ChargePointErrorCode[] = [
  'ConnectorLockFailure',
  'GroundFailure',
  'HighTemperature',
  'InternalError',
  'OtherError',
  'OverCurrentFailure',
  'OverVoltage',
  'PowerMeterFailure',
  'PowerSwitchFailure',
  'ReaderFailure',
  'ResetFailure',
  'UnderVoltage',
  'WeakSignal',
];
