import { useSyncExternalStore } from 'react';
import { getScenarioStatus } from '../../api/scenarioCalls';
import type { ScenarioUpdate } from '../../api/types';
import { type Live, useLive, useTopic } from '../../live/live';
import { RunStore } from './runStore';

// The last run of a location is still here when one comes back to it.
const stores = new WeakMap<Live, Map<string, RunStore>>();

function storeOf(live: Live, locationId: string): RunStore {
  const ofPage = stores.get(live) ?? new Map<string, RunStore>();
  stores.set(live, ofPage);
  let store = ofPage.get(locationId);
  if (!store) {
    store = new RunStore((after, limit) => getScenarioStatus(locationId, after, limit));
    ofPage.set(locationId, store);
  }
  return store;
}

/** The run of a location, or the last one there, kept up to date. */
export function useRun(locationId: string): RunStore {
  const store = storeOf(useLive(), locationId);
  useTopic<ScenarioUpdate>(`scenario:${locationId}`, {
    sync: () => void store.load(),
    message: (message) => store.apply(message),
  });
  useSyncExternalStore(store.subscribe, store.getVersion);
  return store;
}
