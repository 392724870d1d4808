import { Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { activateLocation, listLocations } from '../api/siteCalls';
import type { Location } from '../api/types';
import ConfirmDialogBody from '../components/ConfirmDialogBody';
import { showDone, showFailed } from '../components/toasts';
import { count } from '../lib/format';
import css from './activate.module.css';

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
  const former = from?.name ?? 'the former location';
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
          ? `The chargers of ${former} go on running beside it.`
          : `The chargers of ${former} are stopped; their transactions end and are reported.`}{' '}
        Those of {location.name} that were running are started.
      </p>
      <Checkbox
        mt="sm"
        label={`Keep ${former} running`}
        checked={keep}
        disabled={activate.isPending}
        onChange={(event) => setKeep(event.currentTarget.checked)}
      />
      {activate.isPending && <Switching from={keep ? undefined : from} to={location} />}
    </ConfirmDialogBody>
  );
}

/** How far the switch is: the hub tells of each change of the counts. */
function Switching({ from, to }: { from: Location | undefined; to: Location }) {
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const now = (id: string | undefined) => locations.data?.find((each) => each.id === id);
  const stopping = from && from.connectedCount > 0;
  const off = stopping ? Math.max(0, from.connectedCount - (now(from.id)?.connectedCount ?? 0)) : 0;
  const up = now(to.id)?.connectedCount ?? 0;
  const goal = now(to.id)?.runningCount ?? to.runningCount;
  return (
    <div className={css.progress} role="status">
      {stopping && <Line name={`${from.name}: disconnected`} done={off} total={from.connectedCount} />}
      {goal > 0 && <Line name={`${to.name}: connected`} done={up} total={goal} />}
    </div>
  );
}

const Line = ({ name, done, total }: { name: string; done: number; total: number }) => (
  <div className={css.line}>
    <span className="grow ellipsis">{name}</span>
    <progress className={css.bar} aria-label={name} max={total} value={done} />
    <span className="tnum">
      {count(done)} / {count(total)}
    </span>
  </div>
);
