import type {
  ChargersUpdate,
  ChargerUpdate,
  DataUpdate,
  FleetUpdate,
  ImportUpdate,
  LogsUpdate,
  ScenarioUpdate,
} from '../api/types';

export type Topic =
  | 'fleet'
  | 'chargers'
  | 'data'
  | 'import'
  | `charger:${string}`
  | `logs?${string}`
  | `scenario:${string}`;
export type TopicMessage =
  | FleetUpdate
  | ChargersUpdate
  | ChargerUpdate
  | LogsUpdate
  | DataUpdate
  | ImportUpdate
  | ScenarioUpdate;

/** Lines of the log: after the question mark which, as JSON. The server sends those of one filter at a time. */
export const isLogs = (topic: Topic): boolean => topic.startsWith('logs?');

/** The topic that a hub message belongs to. */
export function topicOf(method: string, message: TopicMessage): Topic {
  if ('chargerId' in message) return `${method}:${message.chargerId}` as Topic;
  return 'status' in message ? `scenario:${message.status.locationId}` : (method as Topic);
}

/** Most rows that the hub sends changes of power for. */
export const maxWatchedRows = 200;
