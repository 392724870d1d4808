import type { ChaosKind, ChargePointErrorCode } from '../api/types';

export interface ChaosKindInfo {
  kind: ChaosKind;
  name: string;
  effect: string;
  /** True when it may be aimed at one EVSE. */
  evse: boolean;
  errorCode: boolean;
}

export const chaosKinds: readonly ChaosKindInfo[] = [
  {
    kind: 'disconnect',
    name: 'Disconnect',
    effect:
      'Cuts the connection to the CSMS and keeps it down. Transactions go on offline; their messages are queued.',
    evse: false,
    errorCode: false,
  },
  {
    kind: 'fault',
    name: 'Fault',
    effect: 'Brings an EVSE to Faulted with an error code. A transaction on it ends.',
    evse: true,
    errorCode: true,
  },
  {
    kind: 'lock-failure',
    name: 'Lock failure',
    effect: 'The plug can neither be locked nor unlocked.',
    evse: true,
    errorCode: false,
  },
  {
    kind: 'power-loss',
    name: 'Power loss',
    effect: 'The charger loses its supply at once and boots again when it ends.',
    evse: false,
    errorCode: false,
  },
];

export const chaosName = (kind: string): string =>
  chaosKinds.find((each) => each.kind === kind)?.name ?? kind;

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
