// The embedded CSMS's own API.

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
