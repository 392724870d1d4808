import { useEffect, useState } from 'react';
import type { Charger } from '../../api/types';
import { useLive } from '../../live/live';

/** The chargers that a predicate picks, looked through once a second while the fleet changes. */
export function useChargerList<T>(pick: (charger: Charger) => T[], compare: (a: T, b: T) => number): T[] {
  const { chargers } = useLive();
  const [found, setFound] = useState<T[]>([]);
  useEffect(() => {
    const look = () => {
      const next: T[] = [];
      for (const { charger } of chargers.all()) for (const item of pick(charger)) next.push(item);
      setFound(next.sort(compare));
    };
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [chargers, pick, compare]);
  return found;
}
