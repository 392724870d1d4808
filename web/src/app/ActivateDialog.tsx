import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { activateLocation } from '../api/calls';
import type { Location } from '../api/types';
import ConfirmDialogBody from '../components/ConfirmDialogBody';
import { showDone, showFailed } from '../components/toasts';

export default function ActivateDialog({
  location,
  from,
  onClose,
}: {
  location: Location;
  from: Location | undefined;
  onClose: () => void;
}) {
  const [keep, setKeep] = useState(false);
  const queries = useQueryClient();
  const activate = useMutation({
    mutationFn: () => activateLocation(location.id, keep),
    onSuccess: async () => {
      onClose();
      showDone(`${location.name} is active`);
      await queries.invalidateQueries();
    },
    onError: (error) => showFailed(`${location.name} was not activated`, error),
  });
  return (
    <ConfirmDialogBody
      title={`Activate ${location.name}?`}
      confirm="Activate"
      pending={activate.isPending}
      onConfirm={() => activate.mutate()}
      onClose={onClose}
    >
      <p>
        {keep
          ? `The chargers of ${from?.name ?? 'the former location'} go on running beside it.`
          : `The chargers of ${from?.name ?? 'the former location'} are stopped; their transactions end and are reported.`}{' '}
        Those of {location.name} that were running are started.
      </p>
      <Checkbox
        mt="sm"
        label={`Keep ${from?.name ?? 'the former location'} running`}
        checked={keep}
        onChange={(event) => setKeep(event.currentTarget.checked)}
      />
    </ConfirmDialogBody>
  );
}
