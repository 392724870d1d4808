import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { HardDrive } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { chunk } from '../../app/chunks';
import table from '../../components/table/rows.module.css';
import { LogView } from './LogView';
import type { LogsSearch } from './search';

const LogFilesDialog = lazy(chunk(() => import('./LogFilesDialog')));

/** The logs of all chargers, and the simulator's own, as one. */
export function LogsPage() {
  const search = useSearch({ from: '/logs' });
  const navigate = useNavigate();
  const [files, setFiles] = useState(false);
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
        <span className="grow" />
        <Button leftSection={<HardDrive size={14} />} onClick={() => setFiles(true)}>
          Files
        </Button>
      </div>
      <Suspense>{files && <LogFilesDialog onClose={() => setFiles(false)} />}</Suspense>
      <LogView
        search={search}
        update={update}
        hint="Start a charger: each frame appears here as it is sent or received."
      />
    </div>
  );
}
