import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteLocation } from '../../api/siteCalls';
import type { Location } from '../../api/types';
import { Refusal } from '../../components/charger/Refusal';
import { Dialog } from '../../components/Dialog';
import dialog from '../../components/dialog.module.css';
import { itemsOf } from '../../components/MoveDialog';
import { showDone } from '../../components/toasts';

/** Says what goes with a location; one with chargers has to be named. */
export default function DeleteLocationDialog({
  location,
  onClose,
}: {
  location: Location;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const named = location.chargerCount === 0 || typed.trim() === location.name;
  const lost = itemsOf(location.chargerCount, location.vehicleCount);
  const remove = useMutation({
    mutationFn: () => deleteLocation(location.id),
    onSuccess: async () => {
      onClose();
      showDone(`${location.name} deleted`);
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog onClose={onClose} title={`Delete ${location.name}?`} size={460}>
      <form
        className={dialog.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (named) remove.mutate();
        }}
      >
        <p>
          {lost ? (
            <>
              <strong>{lost}</strong> go with it, for good: definitions, configurations, energy registers,
              logs and undelivered transaction messages.
            </>
          ) : (
            'It has neither chargers nor vehicles.'
          )}
          {location.state === 'kept' &&
            ' Its chargers are stopped in an orderly way first, their transactions reported.'}
        </p>
        {location.chargerCount > 0 && (
          <TextInput
            label={`Type ${location.name} to delete it`}
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {remove.error && <Refusal error={remove.error} others={[]} />}
        <div className={dialog.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" color="red.8" disabled={!named} loading={remove.isPending}>
            Delete
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
