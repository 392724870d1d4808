import { Button, Menu } from '@mantine/core';
import { ArrowRightLeft, ChevronUp, Play, Siren, Square, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { deleteCharger, liftChaosOfMany } from '../../api/calls';
import { chunk } from '../../app/chunks';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { count } from '../../lib/format';
import { useLive } from '../../live/live';
import css from './chargers.module.css';
import type { BulkJobs } from './useBulkJob';

const MoveDialog = lazy(chunk(() => import('../../components/MoveDialog')));
const BulkChaosDialog = lazy(chunk(() => import('./BulkChaosDialog')));

interface Props {
  ids: ReadonlySet<string>;
  jobs: BulkJobs;
  onClear: () => void;
}

/** What can be done with all selected chargers at once. */
export function BulkBar({ ids, jobs, onClear }: Props) {
  const { chargers } = useLive();
  const [asking, setAsking] = useState<'stop' | 'delete' | 'move' | 'chaos' | null>(null);
  const many = `${count(ids.size)} ${ids.size === 1 ? 'charger' : 'chargers'}`;
  // One that was deleted meanwhile would make the server refuse all.
  const list = () => [...ids].filter((id) => chargers.get(id));
  const act = (job: Promise<void>) => {
    setAsking(null);
    void job;
  };
  return (
    <div className={css.bulk} role="toolbar" aria-label="With the selected chargers">
      <strong className="tnum">{many}</strong>
      <Button leftSection={<Play size={13} />} onClick={() => act(jobs.start(list()))}>
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
          <Menu.Item onClick={() => setAsking('chaos')}>Inject…</Menu.Item>
          <Menu.Item
            onClick={() => {
              const all = list();
              const lift = async () => {
                await liftChaosOfMany(all);
                return { done: all.length, refused: [] };
              };
              act(jobs.once('Lifting chaos on', 'lifted', all.length, lift));
            }}
          >
            Lift all
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button leftSection={<ArrowRightLeft size={13} />} onClick={() => setAsking('move')}>
        Move
      </Button>
      <Button leftSection={<Trash2 size={13} />} onClick={() => setAsking('delete')}>
        Delete
      </Button>
      <Button variant="subtle" color="gray" px={8} aria-label="Clear the selection" onClick={onClear}>
        <X size={14} />
      </Button>
      <Suspense>
        {asking === 'move' && (
          <MoveDialog chargerIds={list()} onClose={() => setAsking(null)} onMoved={onClear} />
        )}
      </Suspense>
      {asking === 'stop' && (
        <ConfirmDialog
          title={`Stop ${many}?`}
          confirm="Stop"
          destructive
          onConfirm={() => act(jobs.stop(list()))}
          onClose={() => setAsking(null)}
        >
          Running transactions end with reason Local and are reported to the CSMS.
        </ConfirmDialog>
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          title={`Delete ${many}?`}
          confirm="Delete"
          destructive
          onConfirm={() => {
            onClear();
            act(jobs.each('Deleting', 'deleted', list(), deleteCharger));
          }}
          onClose={() => setAsking(null)}
        >
          Each is stopped first, its running transactions reported. Their definitions, configurations, energy
          registers, logs and undelivered transaction messages are lost for good.
        </ConfirmDialog>
      )}
      {asking === 'chaos' && (
        <Suspense>
          <BulkChaosDialog
            ids={list()}
            evses={Math.max(1, ...list().map((id) => chargers.get(id)?.charger.evses.length ?? 1))}
            onDone={(title, done, refused) => {
              const outcome = async () => ({ done, refused });
              act(jobs.once(`${title} on`, 'under chaos', done + refused.length, outcome));
            }}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
