import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowRightLeft, Trash2, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { deleteVehicles } from '../../api/siteCalls';
import { chunk } from '../../app/chunks';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import css from '../../components/table/rows.module.css';
import { showDone, showFailed } from '../../components/toasts';
import { count } from '../../lib/format';

const MoveDialog = lazy(chunk(() => import('../../components/MoveDialog')));

/** What can be done with all selected vehicles at once. */
export function VehicleBulkBar({ ids, onClear }: { ids: string[]; onClear: () => void }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'move' | 'delete' | null>(null);
  const many = `${count(ids.length)} ${ids.length === 1 ? 'vehicle' : 'vehicles'}`;
  const remove = useMutation({
    mutationFn: () => deleteVehicles(ids),
    onSuccess: async () => {
      showDone(`${many} deleted`);
      onClear();
      await queries.invalidateQueries({ queryKey: ['vehicles'] });
    },
    onError: (error) => {
      setAsking(null);
      showFailed('No vehicle was deleted', error);
    },
  });
  return (
    <div className={css.bulk} role="toolbar" aria-label="With the selected vehicles">
      <strong className="tnum">{many}</strong>
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
          <MoveDialog vehicleIds={ids} onClose={() => setAsking(null)} onMoved={onClear} />
        )}
      </Suspense>
      {asking === 'delete' && (
        <ConfirmDialog
          title={`Delete ${many}?`}
          confirm="Delete"
          destructive
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(null)}
        >
          They are gone for good. One that is plugged in is not deleted, and then none is.
        </ConfirmDialog>
      )}
    </div>
  );
}
