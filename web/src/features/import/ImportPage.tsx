import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { messageOf } from '../../api/problem';
import { listLocations } from '../../api/siteCalls';
import { ButtonLink } from '../../components/ButtonLink';
import { Failure } from '../../components/States';
import table from '../../components/table/rows.module.css';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { useOffline } from '../../live/live';
import { Backup } from './Backup';
import { Checked, CheckingSkeleton } from './Checked';
import { DropZone } from './DropZone';
import { Exports } from './Exports';
import css from './import.module.css';
import type { Kind } from './importFile';
import { Progress } from './Progress';
import { Samples } from './Samples';
import type { ImportSearch } from './search';
import { type Import, useImport } from './useImport';

export function ImportPage() {
  const search = useSearch({ from: '/import' });
  const navigate = useNavigate();
  const offline = useOffline();
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const active = locations.data?.find(({ state }) => state === 'active');
  const work = useImport(
    search.kind,
    search.mode === 'upsert',
    active?.id ?? (locations.isError ? null : undefined),
  );
  const update = (change: Partial<ImportSearch>) =>
    void navigate({
      from: '/import',
      to: '/import',
      search: (former) => ({ ...former, ...change }),
      replace: true,
    });
  const busy = work.committing || offline;

  return (
    <div className="page">
      <div className={table.header}>
        <h1>
          Import <span className="dim">into {active?.name ?? 'the active location'}</span>
        </h1>
        <span className="grow" />
        <SegmentedControl
          size="xs"
          aria-label="What happens to ids that are there already"
          disabled={busy}
          data={[
            { value: 'create', label: 'Create only' },
            { value: 'upsert', label: 'Create and update' },
          ]}
          value={search.mode ?? 'create'}
          onChange={(mode) => update({ mode: mode === 'upsert' ? 'upsert' : undefined })}
        />
        {work.file && (
          <SegmentedControl
            size="xs"
            aria-label="What the file holds"
            disabled={busy}
            data={[
              ...(work.kind ? [] : [{ value: '', label: 'Not told' }]),
              { value: 'chargers', label: 'Chargers' },
              { value: 'vehicles', label: 'Vehicles' },
            ]}
            value={work.kind ?? ''}
            onChange={(kind) => kind && work.setKind(kind as Kind)}
          />
        )}
      </div>
      {work.committed ? (
        <Result work={work} />
      ) : (
        <div className={css.page}>
          <div className={css.work}>
            <DropZone
              label="File to import"
              holds="Chargers or vehicles, CSV or JSON"
              accept=".csv,.json,text/csv,application/json"
              chosen={work.reading ?? work.file?.file ?? null}
              disabled={busy}
              onFile={work.choose}
            />
            <Step
              work={work}
              onlyErrors={search.show === 'errors'}
              onOnlyErrors={(only) => update({ show: only ? 'errors' : undefined })}
            />
          </div>
          {!work.file && !work.reading && (
            <aside className={css.side} aria-label="Files from here">
              <section>
                <h2>Sample files</h2>
                <Samples />
              </section>
              <section>
                <h2>Export</h2>
                <Exports />
              </section>
              <section>
                <h2>Backup</h2>
                <Backup />
              </section>
            </aside>
          )}
        </div>
      )}
    </div>
  );
}

interface StepProps {
  work: Import;
  onlyErrors: boolean;
  onOnlyErrors: (only: boolean) => void;
}

/** What comes after the choice of a file. */
function Step({ work, onlyErrors, onOnlyErrors }: StepProps) {
  if (work.reading) return <CheckingSkeleton />;
  if (!work.file) return null;
  if (!work.kind)
    return (
      <div className={css.ask} role="status">
        <p>Neither the columns nor the fields tell whether these are chargers or vehicles.</p>
        <Button onClick={() => work.setKind('chargers')}>They are chargers</Button>
        <Button onClick={() => work.setKind('vehicles')}>They are vehicles</Button>
      </div>
    );
  if (work.checking) return <CheckingSkeleton />;
  if (work.checkError)
    return <Failure what="The file could not be checked" error={work.checkError} retry={work.recheck} />;
  if (!work.report) return null;
  return (
    <>
      <Checked file={work.file} report={work.report} onlyErrors={onlyErrors} onOnlyErrors={onOnlyErrors} />
      <Commit work={work} />
    </>
  );
}

function Commit({ work }: { work: Import }) {
  const { report } = work;
  const changes = (report?.created ?? 0) + (report?.updated ?? 0);
  return (
    <div className={css.commit}>
      {work.committing ? <Progress sent={work.sent} /> : <span className="grow" />}
      {work.commitError && (
        <p role="alert" className={css.bad}>
          Nothing was imported: {messageOf(work.commitError)}
        </p>
      )}
      <WhileOnline>
        <Button onClick={work.clear} disabled={work.committing}>
          Cancel
        </Button>
        <Button
          variant="filled"
          disabled={!report?.valid || changes === 0}
          loading={work.committing}
          onClick={work.start}
        >
          {report?.valid ? `Import ${count(changes)}` : 'Import'}
        </Button>
      </WhileOnline>
    </div>
  );
}

/** What has come of it, and where to see it. */
function Result({ work }: { work: Import }) {
  const { created = 0, updated = 0, unchanged = 0 } = work.committed ?? {};
  return (
    <div className={css.result} role="status">
      <CircleCheck size={24} strokeWidth={1.5} aria-hidden />
      <h2>{work.file?.name} is imported</h2>
      <p>
        {count(created)} created, {count(updated)} updated, {count(unchanged)} unchanged.
      </p>
      <div className={css.links}>
        {work.kind === 'chargers' ? (
          <ButtonLink to="/chargers" variant="filled">
            Open the chargers
          </ButtonLink>
        ) : (
          <ButtonLink to="/vehicles" variant="filled">
            Open the vehicles
          </ButtonLink>
        )}
        <Button onClick={work.clear}>Import another file</Button>
      </div>
    </div>
  );
}
