import { useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '../../live/live';
import { type ChargerView, viewOf } from './chargerView';
import { type ChargersSearch, connectionsOf, statusesOf } from './search';

const refreshMs = 500;
const liveSorts = new Set(['power', 'energy', 'last']);

/**
 * The order of the table. It follows the fleet at most twice a second, and at once when the person changes the filters;
 * an order by something that moves all the time is computed anew only every two seconds, so that rows can be read.
 */
export function useChargerView(search: ChargersSearch): ChargerView {
  const { chargers } = useLive();
  const [version, setVersion] = useState(chargers.version);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    const refresh = () => {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        setVersion(chargers.version);
      }, refreshMs);
    };
    setVersion(chargers.version);
    const unsubscribe = chargers.onMembership(refresh);
    return () => {
      unsubscribe();
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [chargers]);

  const sort = search.sort ?? 'id';
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (!liveSorts.has(sort)) return;
    const interval = setInterval(() => setBeat((n) => n + 1), 4 * refreshMs);
    return () => clearInterval(interval);
  }, [sort]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version and beat stand for what is in the store
  return useMemo(
    () =>
      viewOf(chargers.all(), {
        statuses: statusesOf(search),
        connections: connectionsOf(search),
        text: search.q ?? '',
        sort,
        desc: search.desc ?? false,
      }),
    [chargers, version, beat, search.status, search.connection, search.q, sort, search.desc],
  );
}
