import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { assign, listAllChargers, listVehicles } from '../../api/siteCalls';
import type { Location } from '../../api/types';
import { Refusal } from '../../components/charger/Refusal';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { itemsOf } from '../../components/MoveDialog';
import { Failure } from '../../components/States';
import { type RowColumn, RowTable } from '../../components/table/RowTable';
import { RowTableSkeleton } from '../../components/table/RowTableSkeleton';
import table from '../../components/table/rows.module.css';
import { showDone } from '../../components/toasts';
import { naturalKey } from '../../lib/format';
import css from './locations.module.css';

interface Item {
  id: string;
  locationId: string;
  what: string;
  now: string;
}

type Kind = 'chargers' | 'vehicles';
const nothing: ReadonlySet<string> = new Set();

/** Chargers and vehicles of any other location, selected to be moved to this one: all of them or none. */
export default function AssignDialog({
  location,
  locations,
  onClose,
}: {
  location: Location;
  locations: readonly Location[];
  onClose: () => void;
}) {
  const [kind, setKind] = useState<Kind>('chargers');
  const [from, setFrom] = useState<string | null>('*');
  const [text, setText] = useState('');
  const [selected, setSelected] = useState<Record<Kind, ReadonlySet<string>>>({
    chargers: nothing,
    vehicles: nothing,
  });
  const items = useItems(kind, location.id);
  const nameOf = (id: string) => locations.find((each) => each.id === id)?.name ?? id;
  const rows = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return (items.data ?? []).filter(
      (item) =>
        (from === '*' || item.locationId === from) &&
        words.every((word) => `${item.id} ${item.what}`.toLowerCase().includes(word)),
    );
  }, [items.data, from, text]);
  const move = useMutation({
    mutationFn: () => assign(location.id, [...selected.chargers], [...selected.vehicles]),
    onSuccess: (moved) => {
      showDone(`${itemsOf(moved.chargers, moved.vehicles)} moved to ${location.name}`);
      onClose();
    },
  });
  const columns: RowColumn<Item>[] = [
    { key: 'id', name: 'Id', width: 'minmax(90px, 1fr)', cell: ({ id }) => id },
    {
      key: 'what',
      name: kind === 'chargers' ? 'Model' : 'Tag, model',
      width: 'minmax(110px, 1.4fr)',
      cell: ({ what }) => <span className="dim">{what}</span>,
    },
    {
      key: 'from',
      name: 'Now in',
      width: 'minmax(90px, 1fr)',
      cell: ({ locationId }) => nameOf(locationId),
    },
    { key: 'now', name: 'Now', width: '120px', cell: ({ now }) => <span className="dim">{now}</span> },
  ];
  const total = itemsOf(selected.chargers.size, selected.vehicles.size);
  return (
    <Dialog onClose={onClose} title={`Move to ${location.name}`} size={720}>
      <div className={css.assignTools}>
        <SegmentedControl
          size="xs"
          aria-label="What to move"
          data={[
            { value: 'chargers', label: 'Chargers' },
            { value: 'vehicles', label: 'Vehicles' },
          ]}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
        />
        <Select
          aria-label="From"
          data={[
            { value: '*', label: 'From any location' },
            ...locations
              .filter(({ id }) => id !== location.id)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={from}
          onChange={setFrom}
        />
        <TextInput
          aria-label="Search"
          data-autofocus
          placeholder="Id, model, tag"
          type="search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div className={`${css.assignList} ${table.frame}`}>
        {items.isError ? (
          <Failure
            what="The list could not be loaded"
            error={items.error}
            retry={() => void items.refetch()}
          />
        ) : items.isPending ? (
          <RowTableSkeleton label="Loading what can be moved" columns={columns} />
        ) : rows.length === 0 ? (
          <p className={css.none}>
            {items.data.length === 0
              ? `No other location has ${kind}.`
              : 'Nothing matches the search and the location.'}
          </p>
        ) : (
          <RowTable
            label={kind === 'chargers' ? 'Chargers' : 'Vehicles'}
            rows={rows}
            idOf={({ id }) => id}
            columns={columns}
            selected={selected[kind]}
            onSelect={(next) => {
              move.reset();
              setSelected({ ...selected, [kind]: next });
            }}
          />
        )}
      </div>
      {move.error && <Refusal error={move.error} others={[]} />}
      <div className={dialog.buttons}>
        <span className="dim grow">
          A charger with a running transaction and a vehicle that is plugged in stay where they are: then
          nothing is moved.
        </span>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" disabled={!total} loading={move.isPending} onClick={() => move.mutate()}>
          {total ? `Move ${total}` : 'Move'}
        </Button>
      </div>
    </Dialog>
  );
}

function useItems(kind: Kind, except: string) {
  const byId = (a: Item, b: Item) => (naturalKey(a.id) < naturalKey(b.id) ? -1 : 1);
  return useQuery({
    queryKey: [kind === 'vehicles' ? 'vehicles' : 'all-chargers', 'to-assign', except],
    queryFn: async (): Promise<Item[]> => {
      const all =
        kind === 'chargers'
          ? (await listAllChargers()).map(({ id, locationId, vendor, model, connection }) => ({
              id,
              locationId,
              what: `${vendor} ${model}`,
              now: connection,
            }))
          : (await listVehicles('*')).map(({ id, locationId, idTag, model, pluggedInAt }) => ({
              id,
              locationId,
              what: [idTag, model].filter(Boolean).join(', '),
              now: pluggedInAt ? `at ${pluggedInAt.chargerId}` : '',
            }));
      return all.filter((item) => item.locationId !== except).sort(byId);
    },
    staleTime: 0,
    structuralSharing: false,
  });
}
