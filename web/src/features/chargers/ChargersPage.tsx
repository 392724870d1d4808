import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EvCharger, FileUp, FilterX, Layers, Plus } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState, useSyncExternalStore } from 'react';
import { chunk } from '../../app/chunks';
import { ButtonLink } from '../../components/ButtonLink';
import { SearchField } from '../../components/SearchField';
import { Empty, Failure } from '../../components/States';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { useLive } from '../../live/live';
import { BulkBar } from './BulkBar';
import { ChargerTable } from './ChargerTable';
import css from './chargers.module.css';
import { JobStrip } from './JobStrip';
import { PreviewPanel } from './PreviewPanel';
import { StateChips } from './StateChips';
import type { ChargersSearch } from './search';
import { TableSkeleton } from './TableSkeleton';
import { useBulkJob } from './useBulkJob';
import { useChargerView } from './useChargerView';

const CreateChargerDialog = lazy(chunk(() => import('./CreateChargerDialog')));
const BulkAddDialog = lazy(chunk(() => import('./BulkAddDialog')));

export function ChargersPage() {
  const search = useSearch({ from: '/chargers' });
  const navigate = useNavigate();
  const { chargers, listError } = useLive();
  const view = useChargerView(search);
  const error = useSyncExternalStore(listError.subscribe, listError.get);
  const loaded = useSyncExternalStore(chargers.onMembership, () => chargers.loaded);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const jobs = useBulkJob();
  const grid = useRef<HTMLDivElement>(null);
  const [dialog, setDialog] = useState<'create' | 'many' | null>(null);

  const update = useCallback(
    (change: Partial<ChargersSearch>) =>
      void navigate({
        from: '/chargers',
        to: '/chargers',
        search: (former) => ({ ...former, ...change }),
        replace: true,
      }),
    [navigate],
  );
  const clearFilters = () => update({ status: undefined, connection: undefined, q: undefined });
  const create = (
    <Button variant="filled" leftSection={<Plus size={14} />} onClick={() => setDialog('create')}>
      New charger
    </Button>
  );
  const importFile = (
    <ButtonLink to="/import" leftSection={<FileUp size={14} />}>
      Import
    </ButtonLink>
  );

  const many = (
    <Button leftSection={<Layers size={14} />} onClick={() => setDialog('many')}>
      Add many
    </Button>
  );

  return (
    <div className="page">
      <div className={css.header}>
        <h1>
          Chargers{' '}
          <span className="dim tnum">
            {view.ids.length < view.total && `${count(view.ids.length)} of `}
            {count(view.total)}
          </span>
        </h1>
        <SearchField
          label="Search chargers"
          placeholder="Id, model, tag, vehicle"
          value={search.q ?? ''}
          onChange={(q) => update({ q: q || undefined })}
          onLeave={() => grid.current?.focus()}
        />
        <span className="grow" />
        <WhileOnline>
          {importFile}
          {many}
          {create}
        </WhileOnline>
        <StateChips search={search} view={view} update={update} />
      </div>
      {jobs.job && <JobStrip job={jobs.job} onDismiss={jobs.dismiss} />}
      <div className={css.body}>
        <div className={css.list}>
          {error && view.total === 0 ? (
            <Failure what="The chargers could not be loaded" error={error} retry={listError.retry} />
          ) : !loaded && view.total === 0 ? (
            <TableSkeleton />
          ) : view.total === 0 ? (
            <Empty
              icon={EvCharger}
              title="No chargers in this location yet"
              action={
                <>
                  {create}
                  {many}
                  {importFile}
                </>
              }
            >
              Create one by hand, add many of one model, or import a file. A charger without a CSMS of its own
              connects to the embedded one.
            </Empty>
          ) : view.ids.length === 0 ? (
            <Empty
              icon={FilterX}
              title="No charger matches"
              action={<Button onClick={clearFilters}>Clear the filters</Button>}
            >
              {count(view.total)} chargers are hidden by the filters and the search.
            </Empty>
          ) : (
            <ChargerTable
              ids={view.ids}
              search={search}
              update={update}
              selected={selected}
              onSelect={setSelected}
              grid={grid}
            />
          )}
        </div>
        {search.preview && (
          <PreviewPanel id={search.preview} onClose={() => update({ preview: undefined })} />
        )}
        {selected.size > 0 && (
          <WhileOnline>
            <BulkBar ids={selected} jobs={jobs} onClear={() => setSelected(new Set())} />
          </WhileOnline>
        )}
      </div>
      <Suspense>
        {dialog === 'create' && <CreateChargerDialog onClose={() => setDialog(null)} />}
        {dialog === 'many' && <BulkAddDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}
