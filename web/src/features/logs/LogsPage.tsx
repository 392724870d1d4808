import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import table from '../../components/table/rows.module.css';
import { LogView } from './LogView';
import type { LogsSearch } from './search';

/** The logs of all chargers, and the simulator's own, as one. */
export function LogsPage() {
  const search = useSearch({ from: '/logs' });
  const navigate = useNavigate();
  const update = useCallback(
    (change: Partial<LogsSearch>) =>
      void navigate({
        from: '/logs',
        to: '/logs',
        search: (former) => ({ ...former, ...change }),
        replace: true,
      }),
    [navigate],
  );
  return (
    <div className="page">
      <div className={table.header}>
        <h1>Logs</h1>
      </div>
      <LogView
        search={search}
        update={update}
        hint="Start a charger: each frame appears here as it is sent or received."
      />
    </div>
  );
}
