import type { FirmwareUpdate } from '../../../api/types';

type Phase = FirmwareUpdate['phase'];
export type StepState = 'done' | 'now' | 'ahead' | 'failed';

const steps = ['Scheduled', 'Download', 'Install', 'Restart', 'Installed'] as const;

/** Which step a phase belongs to, and whether it has ended there without success. */
const places: Record<Phase, [step: number, failed?: true]> = {
  scheduled: [0],
  downloading: [1],
  'download-failed': [1, true],
  'invalid-signature': [1, true],
  'install-scheduled': [2],
  'waiting-for-transactions': [2],
  installing: [2],
  'installation-failed': [2, true],
  canceled: [2, true],
  restarting: [3],
  installed: [5],
};

/** The way of an update, with how far it has come. */
export function updateSteps(phase: Phase): { name: string; state: StepState }[] {
  const [place, failed] = places[phase];
  return steps.map((name, index) => ({
    name,
    state: index < place ? 'done' : index > place ? 'ahead' : failed ? 'failed' : 'now',
  }));
}

export const phaseNames: Record<Phase, string> = {
  scheduled: 'waits for its retrieve date',
  downloading: 'is fetched',
  'install-scheduled': 'waits for its install date',
  'waiting-for-transactions': 'waits for running transactions to end',
  installing: 'is installed',
  restarting: 'is installed; the charger restarts',
  installed: 'is installed',
  'download-failed': 'could not be fetched',
  'invalid-signature': 'has no valid signature',
  'installation-failed': 'could not be installed',
  canceled: 'was replaced by another update',
};
