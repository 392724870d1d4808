import { CircleCheck, CircleX, Clock, type LucideIcon, Play, TriangleAlert } from 'lucide-react';
import type { SessionVerdict } from '../../../api/types';

/** How each verdict is called and shown; the icon tells it without colour. */
export const verdicts: Readonly<
  Record<SessionVerdict, { name: string; icon: LucideIcon; colour: string; meaning: string }>
> = {
  complete: {
    name: 'Complete',
    icon: CircleCheck,
    colour: 'var(--status-Charging)',
    meaning: 'Start and end are acknowledged, and the CSMS’s record says the same.',
  },
  running: { name: 'Running', icon: Play, colour: 'var(--status-Preparing)', meaning: 'Goes on.' },
  queued: {
    name: 'Queued',
    icon: Clock,
    colour: 'var(--status-SuspendedEV)',
    meaning: 'Waits at the charger to be delivered.',
  },
  lost: {
    name: 'Lost',
    icon: CircleX,
    colour: 'var(--status-Faulted)',
    meaning: 'Its start or end never reaches the CSMS.',
  },
  differs: {
    name: 'Differs',
    icon: TriangleAlert,
    colour: 'var(--status-Reserved)',
    meaning: 'Acknowledged, but the CSMS’s record says something else.',
  },
};

export const verdictNames = Object.keys(verdicts) as SessionVerdict[];
