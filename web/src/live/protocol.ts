import type {
  ChargersUpdate,
  ChargerUpdate,
  DataUpdate,
  FleetUpdate,
  ImportUpdate,
  LogUpdate,
} from '../api/types';

export type Topic = 'fleet' | 'chargers' | 'data' | 'import' | `charger:${string}` | `log:${string}`;
export type TopicMessage =
  | FleetUpdate
  | ChargersUpdate
  | ChargerUpdate
  | LogUpdate
  | DataUpdate
  | ImportUpdate;

/** The topic that a hub message belongs to. */
export function topicOf(method: string, message: TopicMessage): Topic {
  return 'chargerId' in message ? (`${method}:${message.chargerId}` as Topic) : (method as Topic);
}

/** Most rows that the hub sends changes of power for. */
export const maxWatchedRows = 200;
