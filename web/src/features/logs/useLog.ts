import { useMemo, useSyncExternalStore } from 'react';
import { getLogs } from '../../api/calls';
import type { LogsUpdate } from '../../api/types';
import { useTopic } from '../../live/live';
import { LogStore } from './logStore';
import type { LogQuery } from './search';

/** The lines that pass, kept up to date. */
export function useLog(query: LogQuery): LogStore {
  const key = JSON.stringify(query);
  const store = useMemo(() => {
    const wanted = JSON.parse(key) as LogQuery;
    return new LogStore((range) => getLogs({ ...wanted, ...range }));
  }, [key]);
  useTopic<LogsUpdate>(`logs?${key}`, {
    sync: () => void store.load(),
    // It is the list that says why.
    failed: () => void store.load(),
    message: (message) => store.apply(message),
  });
  useSyncExternalStore(store.subscribe, store.getVersion);
  return store;
}
