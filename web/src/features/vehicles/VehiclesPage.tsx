import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Car, FileUp, FilterX, Plus } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { listLocations, listVehicles } from '../../api/siteCalls';
import type { Vehicle } from '../../api/types';
import { chunk } from '../../app/chunks';
import { ButtonLink } from '../../components/ButtonLink';
import { SearchField } from '../../components/SearchField';
import { Empty, Failure } from '../../components/States';
import { RowTable } from '../../components/table/RowTable';
import { RowTableSkeleton } from '../../components/table/RowTableSkeleton';
import css from '../../components/table/rows.module.css';
import { WhileOnline } from '../../components/WhileOnline';
import { count } from '../../lib/format';
import { columnsOf } from './columns';
import { type SortKey, sortKeys, type VehiclesSearch } from './search';
import { VehicleBulkBar } from './VehicleBulkBar';
import { viewOf } from './vehicleView';

const VehicleDialog = lazy(chunk(() => import('./VehicleDialog')));

export function VehiclesPage() {
  const search = useSearch({ from: '/vehicles' });
  const navigate = useNavigate();
  const { location, q = '', sort = 'id', desc = false } = search;
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const vehicles = useQuery({
    queryKey: ['vehicles', location ?? 'active'],
    queryFn: () => listVehicles(location),
    structuralSharing: false,
  });
  const [selection, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<{ vehicle: Vehicle | null } | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const update = (change: Partial<VehiclesSearch>) =>
    void navigate({
      from: '/vehicles',
      to: '/vehicles',
      search: (former) => ({ ...former, ...change }),
      replace: true,
    });

  const rows = useMemo(() => viewOf(vehicles.data ?? [], q, sort, desc), [vehicles.data, q, sort, desc]);
  // One that is gone meanwhile is no longer selected.
  const selected = useMemo(() => {
    const there = new Set((vehicles.data ?? []).map(({ id }) => id));
    return new Set([...selection].filter((id) => there.has(id)));
  }, [selection, vehicles.data]);
  const columns = useMemo(() => {
    const names = new Map((locations.data ?? []).map(({ id, name }) => [id, name]));
    return columnsOf(
      (vehicle) => setEditing({ vehicle }),
      location === '*' ? (id) => names.get(id) ?? id : null,
    );
  }, [locations.data, location]);
  const sortBy = (key: string) => {
    const next = sortKeys.find((each) => each === key) as SortKey;
    update(
      sort === next
        ? { desc: desc ? undefined : true }
        : { sort: next === 'id' ? undefined : next, desc: undefined },
    );
  };
  const create = (
    <Button variant="filled" leftSection={<Plus size={14} />} onClick={() => setEditing({ vehicle: null })}>
      New vehicle
    </Button>
  );
  const importFile = (
    <ButtonLink to="/import" search={{ kind: 'vehicles' }} leftSection={<FileUp size={14} />}>
      Import
    </ButtonLink>
  );
  const total = vehicles.data?.length ?? 0;
  return (
    <div className="page">
      <div className={css.header}>
        <h1>
          Vehicles{' '}
          <span className="dim tnum">
            {vehicles.data && rows.length < total && `${count(rows.length)} of `}
            {vehicles.data && count(total)}
          </span>
        </h1>
        <SearchField
          label="Search vehicles"
          placeholder="Id, tag, model, charger"
          value={q}
          onChange={(text) => update({ q: text || undefined })}
          onLeave={() => grid.current?.focus()}
        />
        <Select
          aria-label="Location"
          w={160}
          data={[
            { value: '', label: 'Active location' },
            { value: '*', label: 'All locations' },
            ...(locations.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={location ?? ''}
          onChange={(value) => {
            setSelected(new Set());
            update({ location: value || undefined });
          }}
        />
        <span className="grow" />
        <WhileOnline>
          {importFile}
          {create}
        </WhileOnline>
      </div>
      <div className={css.frame}>
        {vehicles.isError && !vehicles.data ? (
          <Failure
            what="The vehicles could not be loaded"
            error={vehicles.error}
            retry={() => void vehicles.refetch()}
          />
        ) : !vehicles.data ? (
          <RowTableSkeleton label="Loading the vehicles" columns={columns} />
        ) : total === 0 ? (
          <Empty
            icon={Car}
            title="No vehicles here yet"
            action={
              <>
                {create}
                {importFile}
              </>
            }
          >
            A vehicle carries a tag and is plugged in at chargers of its location. Create one by hand, import
            a file of many, or move some here from another location.
          </Empty>
        ) : rows.length === 0 ? (
          <Empty
            icon={FilterX}
            title="No vehicle matches"
            action={<Button onClick={() => update({ q: undefined })}>Clear the search</Button>}
          >
            {count(total)} vehicles are hidden by the search.
          </Empty>
        ) : (
          <RowTable
            label="Vehicles"
            rows={rows}
            idOf={({ id }) => id}
            columns={columns}
            selected={selected}
            onSelect={setSelected}
            onOpen={(vehicle) => setEditing({ vehicle })}
            sort={{ key: sort, desc }}
            onSort={sortBy}
            grid={grid}
          />
        )}
        {selected.size > 0 && (
          <WhileOnline>
            <VehicleBulkBar ids={[...selected]} onClear={() => setSelected(new Set())} />
          </WhileOnline>
        )}
      </div>
      <Suspense>
        {editing && (
          <VehicleDialog
            vehicle={editing.vehicle}
            locationId={location === '*' ? undefined : location}
            onClose={() => setEditing(null)}
          />
        )}
      </Suspense>
    </div>
  );
}
