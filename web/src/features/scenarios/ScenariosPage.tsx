import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { CirclePlay, FileUp } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { listLocations } from '../../api/siteCalls';
import type { Location } from '../../api/types';
import { chunk } from '../../app/chunks';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Failure } from '../../components/States';
import table from '../../components/table/rows.module.css';
import { WhileOnline } from '../../components/WhileOnline';
import { useFleet } from '../../live/live';
import { Library } from './Library';
import css from './scenarios.module.css';
import type { ScenariosSearch } from './search';

const ScenarioFileDialog = lazy(chunk(() => import('./written/ScenarioFileDialog')));
const TruthView = lazy(chunk(() => import('./truth/TruthView')));
const RunView = lazy(chunk(() => import('./RunView')));

/** What can be run, and what runs or ran, in one location. */
export function ScenariosPage() {
  const search = useSearch({ from: '/scenarios' });
  const navigate = useNavigate();
  const fleet = useFleet();
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const live = (locations.data ?? []).filter(({ state }) => state !== 'idle');
  const location =
    live.find(({ id }) => id === search.location) ??
    live.find(({ id }) => id === fleet?.locationId) ??
    live.find(({ state }) => state === 'active');
  const [importing, setImporting] = useState(false);
  const update = useCallback(
    (change: Partial<ScenariosSearch>, replace = true) =>
      void navigate({
        from: '/scenarios',
        to: '/scenarios',
        search: (former) => ({ ...former, ...change }),
        replace,
      }),
    [navigate],
  );

  return (
    <div className="page">
      <div className={table.header}>
        <h1>Scenarios</h1>
        <nav className={css.views} aria-label="Parts of this view">
          <ViewLink show={undefined}>Library</ViewLink>
          <ViewLink show="run">
            {fleet?.scenario && fleet.locationId === location?.id && <CirclePlay size={13} aria-hidden />}
            Run
          </ViewLink>
          <ViewLink show="truth">Truth report</ViewLink>
        </nav>
        <span className="grow" />
        {search.show === undefined && (
          <WhileOnline>
            <Button leftSection={<FileUp size={14} />} onClick={() => setImporting(true)}>
              New scenario
            </Button>
          </WhileOnline>
        )}
        {location && (
          <LocationField
            locations={live}
            location={location}
            onChange={(id) => update({ location: id, q: undefined, verdict: undefined })}
          />
        )}
      </div>
      <Suspense>
        {importing && (
          <ScenarioFileDialog
            name={null}
            onClose={() => setImporting(false)}
            onSaved={(scenario) => {
              setImporting(false);
              update({ scenario, seed: undefined, duration: undefined, with: undefined });
            }}
          />
        )}
      </Suspense>
      {location ? (
        <Suspense fallback={<Loading />}>
          {search.show === 'run' ? (
            <RunView key={location.id} location={location} search={search} update={update} />
          ) : search.show === 'truth' ? (
            <TruthView key={location.id} location={location} search={search} update={update} />
          ) : (
            <Library location={location} search={search} update={update} />
          )}
        </Suspense>
      ) : locations.isError ? (
        <Failure
          what="The locations could not be loaded"
          error={locations.error}
          retry={() => void locations.refetch()}
        />
      ) : (
        <Loading />
      )}
    </div>
  );
}

const Loading = () => (
  <SkeletonLines
    className={css.loading}
    label="Loading the scenarios"
    widths={['30%', '60%', '55%', '40%']}
    height={14}
    gap={12}
  />
);

interface ViewLinkProps {
  show: ScenariosSearch['show'];
  children: ReactNode;
}

const ViewLink = ({ show, children }: ViewLinkProps) => (
  <Link
    from="/scenarios"
    to="/scenarios"
    search={(former) => ({ ...former, show })}
    activeOptions={{ exact: true, includeSearch: true }}
    className={css.view}
  >
    {children}
  </Link>
);

interface LocationFieldProps {
  locations: readonly Location[];
  location: Location;
  onChange: (id: string) => void;
}

/** Only where there is a choice: besides the active location those that were kept running. */
function LocationField({ locations, location, onChange }: LocationFieldProps) {
  if (locations.length < 2) return <span className="dim">in {location.name}</span>;
  return (
    <Select
      aria-label="Location"
      w={220}
      data={locations.map(({ id, name, state }) => ({
        value: id,
        label: state === 'active' ? name : `${name} (kept running)`,
      }))}
      value={location.id}
      onChange={(id) => id && onChange(id)}
    />
  );
}
