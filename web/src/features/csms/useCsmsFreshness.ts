import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '../../live/live';

const atMostEveryMs = 2000;

/** The CSMS's records follow the fleet: they are fetched again when the hub says that something has moved. */
export function useCsmsFreshness(): void {
  const queries = useQueryClient();
  const { chargers, fleet } = useLive();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void queries.invalidateQueries({ queryKey: ['csms'] });
      }, atMostEveryMs);
    };
    const unsubscribe = [
      chargers.onMembership(refresh),
      // Energy grows while power flows, without any change of state.
      fleet.subscribe(() => (fleet.get()?.powerW ?? 0) > 0 && refresh()),
    ];
    return () => {
      for (const stop of unsubscribe) stop();
      if (timer) clearTimeout(timer);
    };
  }, [queries, chargers, fleet]);
}
