import type { ChargePointErrorCode, ChargePointStatus, Reason } from './types';

// The embedded CSMS's own API.

export interface CsmsChargePoint {
  id: string;
  online: boolean;
  connectedAt: string | null;
  lastSeenAt: string | null;
  registration: 'Accepted' | 'Pending' | 'Rejected' | null;
  bootedAt: string | null;
  boot: { chargePointVendor: string; chargePointModel: string; firmwareVersion?: string | null } | null;
  connectors: { connectorId: number; status: ChargePointStatus; errorCode: ChargePointErrorCode }[];
  openSessions: number;
  queuedCalls: number;
}

export interface CsmsSession {
  number: number;
  transactionId: number;
  chargePointId: string;
  connectorId: number;
  idTag: string | null;
  startedAt: string | null;
  stoppedAt: string | null;
  state: 'Open' | 'Stopped' | 'Superseded';
  reason: Reason | null;
  powerW: number | null;
  socPercent: number | null;
  energyWh: number | null;
}

export interface CsmsAction {
  name: string;
  profile: string;
  request: unknown;
}

export interface CallReport {
  messageId: string;
  status: 'result' | 'error' | 'timeout';
  payload?: unknown;
  errorCode?: string | null;
  errorDescription?: string | null;
  roundTripMs?: number | null;
}

export interface IdTagEntry {
  idTag: string;
  status: 'Accepted' | 'Blocked' | 'Expired' | 'Invalid' | 'ConcurrentTx';
  expiryDate: string | null;
  parentIdTag: string | null;
  allowConcurrentTx: boolean;
}
