import { useMutation } from '@tanstack/react-query';
import { stopScenario } from '../api/scenarioCalls';
import { ConfirmDialog } from './ConfirmDialog';
import { showDone, showFailed } from './toasts';

interface Props {
  locationId: string;
  title: string;
  onClose: () => void;
}

/** Asks before a run is ended early: it cannot go on afterwards. */
export function StopRunDialog({ locationId, title, onClose }: Props) {
  const stop = useMutation({
    mutationFn: () => stopScenario(locationId),
    onSuccess: () => showDone(`${title} stopped`),
    onError: (error) => showFailed(`${title} was not stopped`, error),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      title={`Stop ${title}?`}
      confirm="Stop the run"
      destructive
      pending={stop.isPending}
      onConfirm={() => stop.mutate()}
      onClose={onClose}
    >
      Its disturbances are lifted, its transactions stopped and its cars unplugged. The chargers stay on, and
      its timeline stays readable.
    </ConfirmDialog>
  );
}
