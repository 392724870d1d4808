import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FilterX, MapPin, Plus } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { listLocations } from '../../api/siteCalls';
import type { Location } from '../../api/types';
import { chunk } from '../../app/chunks';
import { SearchField } from '../../components/SearchField';
import { Empty, Failure } from '../../components/States';
import table from '../../components/table/rows.module.css';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { type LocationAct, LocationRow } from './LocationRow';
import css from './locations.module.css';
import type { LocationsSearch } from './search';

const ActivateDialog = lazy(chunk(() => import('../../app/ActivateDialog')));
const LocationDialog = lazy(chunk(() => import('./LocationDialog')));
const DeleteLocationDialog = lazy(chunk(() => import('./DeleteLocationDialog')));
const AssignDialog = lazy(chunk(() => import('./AssignDialog')));

const heads: readonly [name: string, className?: string][] = [
  ['Location'],
  ['State'],
  ['Connected / running / all', 'num'],
  ['Vehicles', 'num'],
  ['CSMS', css.wide],
  ['Grid limit', `num ${css.wide}`],
  ['Time zone', css.wide],
];

export function LocationsPage() {
  const search = useSearch({ from: '/locations' });
  const navigate = useNavigate();
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const [open, setOpen] = useState<{ act: LocationAct | 'create'; location: Location | null } | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const update = (change: Partial<LocationsSearch>) =>
    void navigate({
      from: '/locations',
      to: '/locations',
      search: (former) => ({ ...former, ...change }),
      replace: true,
    });
  const act = (what: LocationAct, location: Location) =>
    what === 'assign' ? update({ assign: location.id }) : setOpen({ act: what, location });
  const close = () => setOpen(null);

  const all = locations.data ?? [];
  const text = (search.q ?? '').toLowerCase();
  const rows = all.filter(({ name, address }) => `${name} ${address ?? ''}`.toLowerCase().includes(text));
  const target = all.find(({ id }) => id === search.assign);
  const former = all.find(({ state }) => state === 'active');
  const create = (
    <Button
      variant="filled"
      leftSection={<Plus size={14} />}
      onClick={() => setOpen({ act: 'create', location: null })}
    >
      New location
    </Button>
  );
  return (
    <div className="page">
      <div className={table.header}>
        <h1>
          Locations <span className="dim tnum">{locations.data && count(all.length)}</span>
        </h1>
        <SearchField
          label="Search locations"
          placeholder="Name, address"
          value={search.q ?? ''}
          onChange={(q) => update({ q: q || undefined })}
          onLeave={() => body.current?.focus()}
        />
        <span className="grow" />
        <WhileOnline>{create}</WhileOnline>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div ref={body} tabIndex={0} role="region" aria-label="List of locations" className={css.body}>
        {locations.isError && !locations.data ? (
          <Failure
            what="The locations could not be loaded"
            error={locations.error}
            retry={() => void locations.refetch()}
          />
        ) : locations.data && rows.length === 0 ? (
          all.length > 0 ? (
            <Empty
              icon={FilterX}
              title="No location matches"
              action={<Button onClick={() => update({ q: undefined })}>Clear the search</Button>}
            />
          ) : (
            <Empty icon={MapPin} title="No locations yet" action={create}>
              A location is a place with chargers and vehicles, with its own CSMS, time zone and grid limit.
            </Empty>
          )
        ) : (
          <table className={css.table} aria-busy={!locations.data}>
            <thead>
              <tr>
                {heads.map(([name, className]) => (
                  <th key={name} scope="col" className={className}>
                    {name}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {locations.data
                ? rows.map((location) => <LocationRow key={location.id} location={location} onAct={act} />)
                : [1, 2, 3].map((row) => <SkeletonRow key={row} />)}
            </tbody>
          </table>
        )}
        {!locations.data && !locations.isError && <span role="status" aria-label="Loading the locations" />}
      </div>
      <Suspense>
        {open?.act === 'activate' && open.location && (
          <ActivateDialog location={open.location} from={former} onClose={close} />
        )}
        {(open?.act === 'create' || open?.act === 'edit') && (
          <LocationDialog location={open.location} onClose={close} />
        )}
        {open?.act === 'delete' && open.location && (
          <DeleteLocationDialog location={open.location} onClose={close} />
        )}
        {target && (
          <AssignDialog location={target} locations={all} onClose={() => update({ assign: undefined })} />
        )}
      </Suspense>
    </div>
  );
}

const SkeletonRow = () => (
  <tr>
    {heads.map(([name, className]) => (
      <td key={name} className={className}>
        <Skeleton height={9} width="70%" radius="sm" my={10} />
      </td>
    ))}
    <td />
  </tr>
);
