import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { assign, listLocations } from '../api/siteCalls';
import { count } from '../lib/format';
import { Refusal } from './charger/Refusal';
import { Dialog } from './Dialog';
import dialog from './dialog.module.css';
import { showDone } from './toasts';

interface Props {
  chargerIds?: string[];
  vehicleIds?: string[];
  onMoved: () => void;
  onClose: () => void;
}

export const itemsOf = (chargers: number, vehicles: number): string =>
  [
    chargers > 0 && `${count(chargers)} ${chargers === 1 ? 'charger' : 'chargers'}`,
    vehicles > 0 && `${count(vehicles)} ${vehicles === 1 ? 'vehicle' : 'vehicles'}`,
  ]
    .filter(Boolean)
    .join(' and ');

/** Moves what is selected to another location: all of it or nothing. */
export default function MoveDialog({ chargerIds = [], vehicleIds = [], onMoved, onClose }: Props) {
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const [chosen, setChosen] = useState<string | null>(null);
  const target = locations.data?.find(({ id }) => id === chosen);
  const what = itemsOf(chargerIds.length, vehicleIds.length);
  const move = useMutation({
    mutationFn: (id: string) => assign(id, chargerIds, vehicleIds),
    onSuccess: () => {
      showDone(`${what} moved to ${target?.name}`);
      onMoved();
    },
  });
  return (
    <Dialog onClose={onClose} title={`Move ${what}`} size={440}>
      <div className={dialog.stack}>
        <Select
          label="To"
          placeholder="A location"
          openOnFocus={false}
          data-autofocus
          searchable
          data={(locations.data ?? []).map(({ id, name, state }) => ({
            value: id,
            label: state === 'active' ? `${name} (active)` : name,
          }))}
          value={chosen}
          onChange={(value) => {
            move.reset();
            setChosen(value);
          }}
          error={locations.isError ? locations.error.message : undefined}
        />
        {chargerIds.length > 0 && (
          <p className="dim">
            {target?.state === 'idle'
              ? `${target.name} is idle: chargers that run are stopped in an orderly way, and start again once it is activated.`
              : 'Chargers that run keep their connection where their CSMS stays the same; others are stopped in an orderly way and started again there.'}{' '}
            One with a running transaction is not moved, and then nothing is.
          </p>
        )}
        {move.error && <Refusal error={move.error} others={[]} />}
      </div>
      <div className={dialog.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          disabled={!target}
          loading={move.isPending}
          onClick={() => target && move.mutate(target.id)}
        >
          Move
        </Button>
      </div>
    </Dialog>
  );
}
