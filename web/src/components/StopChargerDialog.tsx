import { useMutation } from '@tanstack/react-query';
import { stopCharger } from '../api/calls';
import type { Charger } from '../api/types';
import { ConfirmDialog } from './ConfirmDialog';
import { showFailed } from './toasts';

export const openTransactions = (charger: Charger): number =>
  charger.evses.filter((evse) => evse.transaction).length;

/** Asks before a charger with running transactions is stopped, and stops it. */
export function StopChargerDialog({ charger, onClose }: { charger: Charger; onClose: () => void }) {
  const stop = useMutation({
    mutationFn: () => stopCharger(charger.id),
    onError: (error) => showFailed(`${charger.id} was not stopped`, error),
    onSettled: onClose,
  });
  const running = openTransactions(charger);
  return (
    <ConfirmDialog
      title={`Stop ${charger.id}?`}
      confirm="Stop"
      destructive
      pending={stop.isPending}
      onConfirm={() => stop.mutate()}
      onClose={onClose}
    >
      {running === 1 ? 'Its running transaction ends' : `Its ${running} running transactions end`} with reason
      Local and {running === 1 ? 'is' : 'are'} reported to the CSMS.
    </ConfirmDialog>
  );
}
