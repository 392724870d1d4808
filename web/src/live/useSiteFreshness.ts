import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { DataUpdate } from '../api/types';
import { useTopic } from './live';

const atMostEveryMs = 1500;

/** Locations and vehicles are fetched again when the hub says that they have changed. */
export function useSiteFreshness(): void {
  const queries = useQueryClient();
  const seen = useRef<DataUpdate | null>(null);
  const stale = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  // The first change is followed at once, those right after it together.
  const refresh = useCallback(
    (key: string) => {
      stale.current.add(key);
      if (timer.current) return;
      const flush = () => {
        timer.current = null;
        if (stale.current.size === 0) return;
        for (const each of stale.current) void queries.invalidateQueries({ queryKey: [each] });
        stale.current.clear();
        timer.current = setTimeout(flush, atMostEveryMs);
      };
      flush();
    },
    [queries],
  );
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );

  useTopic<DataUpdate>('data', {
    // What was fetched before the subscription may be older than it; what was not fetched yet will be new.
    sync: () => {
      seen.current = null;
      for (const key of ['locations', 'vehicles'])
        void queries.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false });
    },
    message: (message) => {
      const before = seen.current;
      seen.current = message;
      if (before?.locations !== message.locations) refresh('locations');
      if (before?.vehicles !== message.vehicles) refresh('vehicles');
    },
  });
}
