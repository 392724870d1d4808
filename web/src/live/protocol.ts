import type { ChargePointStatus, Charger, ConfigurationEntry, HistoryPoint, LogEntry } from '../api/types';

// What the hub at /live sends. Each topic counts its messages; a gap in `seq` means that the page must fetch again.

export interface FleetMessage {
  seq: number;
  time: string;
  locationId: string;
  locationName: string;
  total: number;
  running: number;
  connected: number;
  charging: number;
  powerW: number;
  messagesPerSecond: number;
  statuses: Partial<Record<ChargePointStatus, number>>;
}

export interface ChargersMessage {
  seq: number;
  changed: Charger[];
  removed: string[];
  reset: boolean;
}

export type Sample = HistoryPoint & { evseId: number };

export interface ChargerMessage {
  seq: number;
  charger: Charger;
  samples: Sample[];
  configuration?: ConfigurationEntry[] | null;
}

export interface LogMessage {
  seq: number;
  chargerId: string;
  entries: LogEntry[];
  dropped: number;
}

/** Topics and the shape of their messages. */
export interface TopicMessages {
  fleet: FleetMessage;
  chargers: ChargersMessage;
  [charger: `charger:${string}`]: ChargerMessage;
  [log: `log:${string}`]: LogMessage;
}

export type Topic = 'fleet' | 'chargers' | `charger:${string}` | `log:${string}`;
export type TopicMessage = FleetMessage | ChargersMessage | ChargerMessage | LogMessage;

/** Most rows that the hub sends power for. */
export const maxWatchedRows = 200;
