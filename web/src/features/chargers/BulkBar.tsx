import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ChevronUp, Play, Siren, Square, X } from 'lucide-react';
import { useState } from 'react';
import { injectChaos, liftAllChaos, startChargers, stopChargers } from '../../api/calls';
import { messageOf } from '../../api/problem';
import type { ChaosKind } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { showDone, showFailed } from '../../components/toasts';
import { chaosKinds } from '../../lib/chaos';
import css from './chargers.module.css';

interface Props {
  ids: ReadonlySet<string>;
  onClear: () => void;
}

/** What can be done with all selected chargers at once. */
export function BulkBar({ ids, onClear }: Props) {
  const [asking, setAsking] = useState<'stop' | ChaosKind | null>(null);
  const many = `${ids.size} ${ids.size === 1 ? 'charger' : 'chargers'}`;
  const run = useMutation({
    mutationFn: (act: { name: string; call: () => Promise<unknown> }) => act.call(),
    onSuccess: (_answer, act) => showDone(`${act.name}: ${many}`),
    onError: (error, act) => showFailed(`${act.name} did not reach all of ${many}`, error),
    onSettled: () => setAsking(null),
  });
  const chaos = chaosKinds.find(({ kind }) => kind === asking);
  const list = [...ids];
  return (
    <div className={css.bulk} role="toolbar" aria-label="With the selected chargers">
      <strong className="tnum">{many}</strong>
      <Button
        leftSection={<Play size={13} />}
        loading={run.isPending && asking === null}
        onClick={() => run.mutate({ name: 'Starting', call: () => startChargers(list) })}
      >
        Start
      </Button>
      <Button leftSection={<Square size={12} />} onClick={() => setAsking('stop')}>
        Stop
      </Button>
      <Menu position="top">
        <Menu.Target>
          <Button leftSection={<Siren size={13} />} rightSection={<ChevronUp size={13} />}>
            Chaos
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {chaosKinds.map(({ kind, name }) => (
            <Menu.Item key={kind} onClick={() => setAsking(kind)}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            onClick={() => run.mutate({ name: 'Lifting chaos', call: () => forEach(list, liftAllChaos) })}
          >
            Lift all
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" color="gray" px={8} aria-label="Clear the selection" onClick={onClear}>
        <X size={14} />
      </Button>
      {asking === 'stop' && (
        <ConfirmDialog
          title={`Stop ${many}?`}
          confirm="Stop"
          destructive
          pending={run.isPending}
          onConfirm={() => run.mutate({ name: 'Stopping', call: () => stopChargers(list) })}
          onClose={() => setAsking(null)}
        >
          Running transactions end with reason Local and are reported to the CSMS.
        </ConfirmDialog>
      )}
      {chaos && (
        <ConfirmDialog
          title={`${chaos.name} on ${many}?`}
          confirm="Inject"
          destructive
          pending={run.isPending}
          onConfirm={() =>
            run.mutate({
              name: chaos.name,
              call: () => forEach(list, (id) => injectChaos(id, { kind: chaos.kind })),
            })
          }
          onClose={() => setAsking(null)}
        >
          {chaos.effect} It ends by itself after 60 seconds.
        </ConfirmDialog>
      )}
    </div>
  );
}

/** A few at a time; goes on after a failure and then tells how many failed and why the first did. */
async function forEach(ids: readonly string[], call: (id: string) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < ids.length) {
      const id = ids[next++] as string;
      await call(id).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  if (failures.length > 0)
    throw new Error(`${failures.length} of ${ids.length} failed: ${messageOf(failures[0])}`);
}
