import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { LogView } from '../logs/LogView';
import type { LogSearch } from '../logs/search';

/** What a charger sends, receives and goes through, as it happens. */
export function LogsTab({ id }: { id: string }) {
  const search = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const update = useCallback(
    (change: LogSearch) =>
      void navigate({
        to: '/chargers/$chargerId',
        params: { chargerId: id },
        search: (former) => ({ ...former, tab: 'logs' as const, ...change }),
        replace: true,
      }),
    [navigate, id],
  );
  return (
    <LogView
      search={search}
      chargerId={id}
      update={update}
      hint="Start the charger: each frame appears here as it is sent or received."
    />
  );
}
