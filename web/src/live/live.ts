import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { getFleetHistory, listChargers } from '../api/calls';
import type { ChargersUpdate, FleetUpdate } from '../api/types';
import { ChargerStore } from './chargerStore';
import { FleetStore } from './fleetStore';
import { type Hub, type LinkState, LiveConnection, type TopicListener } from './liveConnection';
import type { Topic, TopicMessage } from './protocol';

/** Everything that is pushed to the page: one connection and the stores that it fills. */
export interface Live {
  connection: LiveConnection;
  chargers: ChargerStore;
  fleet: FleetStore;
  /** Why the list of chargers could not be loaded; null when it could. */
  listError: { get(): unknown; subscribe(listener: () => void): () => void; retry(): void };
}

const hub = (): Hub =>
  new HubConnectionBuilder()
    .withUrl('/live', { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build() as unknown as Hub;

const pageSize = 500;

export function createLive(createHub: () => Hub = hub): Live {
  const connection = new LiveConnection(createHub);
  const chargers = new ChargerStore();
  const fleet = new FleetStore();
  const failure = createValue<unknown>(null);
  let loading = 0;

  // Pages of 500 keep each parse short at 10,000 chargers; a newer load makes an older one stop.
  const load = async () => {
    const turn = ++loading;
    try {
      const ids = new Set<string>();
      for (let offset = 0, total = 1; offset < total; offset += pageSize) {
        const page = await listChargers({ limit: pageSize, offset });
        if (turn !== loading) return;
        total = page.total;
        for (const charger of page.items) ids.add(charger.id);
        chargers.merge(page.items, Date.now());
        if (page.items.length === 0) break;
      }
      chargers.finish(ids);
      failure.set(null);
    } catch (error) {
      if (turn === loading) failure.set(error);
    }
  };

  const chargersListener: TopicListener<ChargersUpdate> = {
    sync: () => void load(),
    message: (message) => {
      if (message.reset) void load();
      else chargers.apply(message, Date.now());
    },
  };
  // Without it the chart begins when the page does, which is no reason to say that something failed.
  const remember = async () => {
    const location = fleet.get()?.locationId;
    const samples = await getFleetHistory().catch(() => []);
    if (location === undefined || location === fleet.get()?.locationId) fleet.fill(samples);
  };
  const fleetListener: TopicListener<FleetUpdate> = {
    sync: () => void remember(),
    message: (message) => {
      const before = fleet.get();
      fleet.apply(message);
      if (before && before.locationId !== message.locationId) void remember();
    },
  };
  connection.onTrails((trails) => {
    for (const { chargerId, samples } of trails) chargers.fill(chargerId, samples, Date.now());
  });
  connection.subscribe('fleet', fleetListener);
  connection.subscribe('chargers', chargersListener);
  return {
    connection,
    chargers,
    fleet,
    listError: { get: failure.get, subscribe: failure.subscribe, retry: () => void load() },
  };
}

function createValue<T>(initial: T) {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next: T) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive outside of LiveContext');
  return live;
}

export function useLinkState(): LinkState {
  const { connection } = useLive();
  return useSyncExternalStore(connection.onState, () => connection.state);
}

/** True while the page is cut off: what it shows is old, and nothing can be done. */
export const useOffline = (): boolean => useLinkState() === 'offline';

export function useFleet(): FleetUpdate | null {
  const { fleet } = useLive();
  return useSyncExternalStore(fleet.subscribe, fleet.get);
}

export function useChargerRow(id: string) {
  const { chargers } = useLive();
  const subscribe = useCallback((listener: () => void) => chargers.onRow(id, listener), [chargers, id]);
  return useSyncExternalStore(subscribe, () => chargers.get(id));
}

/** Subscribes to a topic while mounted. The listener may change with each render. */
export function useTopic<T extends TopicMessage>(topic: Topic, listener: TopicListener<T>): void {
  const { connection } = useLive();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(
    () =>
      connection.subscribe<T>(topic, {
        sync: () => latest.current.sync(),
        message: (message) => latest.current.message(message),
        failed: () => latest.current.failed?.(),
      }),
    [connection, topic],
  );
}
