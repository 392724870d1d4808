import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { JsonObject } from '../../../lib/json';

/** The call of the embedded CSMS that is open beside a charger's tab; the address holds it. */
export function useCall(chargerId: string) {
  const { call: action, payload } = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const go = useCallback(
    (call?: string, next?: JsonObject) =>
      void navigate({
        to: '/chargers/$chargerId',
        params: { chargerId },
        search: (former) => ({ ...former, call, payload: next }),
        replace: true,
      }),
    [navigate, chargerId],
  );
  return { action, payload, open: go, close: () => go() };
}
