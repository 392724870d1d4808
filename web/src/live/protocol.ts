import type {
  ChargersUpdate,
  ChargerUpdate,
  DataUpdate,
  FleetUpdate,
  ImportUpdate,
  LogUpdate,
  ScenarioUpdate,
} from '../api/types';

export type Topic =
  | 'fleet'
  | 'chargers'
  | 'data'
  | 'import'
  | `charger:${string}`
  | `log:${string}`
  | `scenario:${string}`;
export type TopicMessage =
  | FleetUpdate
  | ChargersUpdate
  | ChargerUpdate
  | LogUpdate
  | DataUpdate
  | ImportUpdate
  | ScenarioUpdate;

/** The topic that a hub message belongs to. */
export function topicOf(method: string, message: TopicMessage): Topic {
  if ('chargerId' in message) return `${method}:${message.chargerId}` as Topic;
  return 'status' in message ? `scenario:${message.status.locationId}` : (method as Topic);
}

/** Most rows that the hub sends changes of power for. */
export const maxWatchedRows = 200;
