// The shapes that the page works with, under the names of the API.

export type ChargePointStatus =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Reserved'
  | 'Unavailable'
  | 'Faulted';

export type ConnectionState = 'off' | 'connecting' | 'connected' | 'waiting' | 'failed';

export interface Transaction {
  id: number | null;
  idTag: string;
  startedAt: string;
  meterStartWh: number;
  energyWh: number;
}

export interface Evse {
  id: number;
  currentType: 'AC' | 'DC';
  maxPowerW: number;
  phases: number;
  voltageV: number;
  connectorType: string;
  cable: 'socket' | 'fixed';
  status: ChargePointStatus;
  errorCode: string;
  info?: string | null;
  powerW: number;
  currentA: number;
  energyWh: number;
  limitW: number;
  vehicle: { id: string; socPercent: number } | null;
  transaction: Transaction | null;
}

export type ChaosKind = 'disconnect' | 'fault' | 'lock-failure' | 'power-loss';

export interface ActiveChaos {
  id: string;
  kind: string;
  evseId?: number | null;
  endsAt: string | null;
}

export interface Charger {
  id: string;
  locationId: string;
  vendor: string;
  model: string;
  serialNumber?: string | null;
  firmwareVersion?: string | null;
  csmsUrl: string | null;
  effectiveCsmsUrl: string | null;
  running: boolean;
  connection: ConnectionState;
  registration: 'Accepted' | 'Pending' | 'Rejected' | null;
  evses: Evse[];
  chaos: ActiveChaos[];
  lastMessageAt?: string | null;
}

export interface ChargerCreate {
  id: string;
  csmsUrl?: string | null;
  vendor?: string;
  model?: string;
  evses: {
    id: number;
    currentType?: 'AC' | 'DC';
    connectorType?: string;
    maxPowerW?: number;
    phases?: number;
    voltageV?: number;
    cable?: 'socket' | 'fixed';
  }[];
}

export interface ConfigurationEntry {
  key: string;
  value: string | null;
  readonly: boolean;
}

export interface ChaosRequest {
  kind: ChaosKind;
  evseId?: number;
  durationSeconds?: number;
  errorCode?: string;
}

export type LogCategory = 'ocpp' | 'connection' | 'evse' | 'scenario' | 'chaos' | 'system';

export interface LogEntry {
  seq: number;
  time: string;
  chargerId: string | null;
  evseId: number | null;
  category: LogCategory;
  type: string | null;
  direction: string | null;
  action: string | null;
  messageId: string | null;
  roundTripMs: number | null;
  payload: unknown;
}

export interface HistoryPoint {
  time: string;
  powerW: number;
  limitW: number;
  socPercent: number | null;
}

export interface Location {
  id: string;
  name: string;
  address?: string | null;
  timeZone?: string | null;
  csmsUrl?: string | null;
  gridLimitW?: number | null;
  state: 'active' | 'kept' | 'idle';
}

export interface Vehicle {
  id: string;
  locationId: string;
  idTag: string;
  model?: string | null;
  batteryWh: number;
  socPercent: number;
  maxAcPowerW: number;
  maxDcPowerW: number;
  phases: number;
}

export interface ImportError {
  line: number;
  field: string | null;
  message: string;
}

export interface ImportReport {
  valid: boolean;
  created: number;
  updated: number;
  unchanged: number;
  errors: ImportError[];
  items: unknown[];
}

export interface CsmsCharger {
  id: string;
  connected: boolean;
  since: string | null;
  lastMessageAt: string | null;
  boot: Record<string, unknown> | null;
  connectors: { id: number; status: string; errorCode: string; at: string }[];
}

export interface CsmsSession {
  transactionId: number;
  chargerId: string;
  connectorId: number;
  idTag: string;
  startedAt: string;
  stoppedAt: string | null;
  meterStartWh: number;
  energyWh: number;
  powerW?: number | null;
  socPercent?: number | null;
  reason: string | null;
}

/** JSON-schema-like description of the request of one action. */
export interface CallSchema {
  type?: string | string[];
  enum?: string[];
  format?: string;
  maxLength?: number;
  minimum?: number;
  items?: CallSchema;
  properties?: Record<string, CallSchema>;
  required?: string[];
}

export interface CsmsAction {
  action: string;
  profile: string;
  request: CallSchema;
}

export interface CallOutcome {
  messageId: string;
  status: 'result' | 'error' | 'timeout' | 'disconnected';
  payload?: unknown;
  errorCode?: string | null;
  errorDescription?: string | null;
  roundTripMs?: number | null;
}
