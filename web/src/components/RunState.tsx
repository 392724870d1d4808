import { Ban, CircleCheck, CirclePlay, CircleX } from 'lucide-react';
import type { ScenarioStatus } from '../api/types';
import css from './run.module.css';

const states = {
  running: { icon: CirclePlay, name: 'Running' },
  finished: { icon: CircleCheck, name: 'Finished' },
  stopped: { icon: Ban, name: 'Stopped' },
  failed: { icon: CircleX, name: 'Failed' },
} as const;

/** How a run stands, in one word. */
export function RunState({ running, endReason }: Pick<ScenarioStatus, 'running' | 'endReason'>) {
  const state = running ? 'running' : (endReason ?? 'finished');
  const { icon: Icon, name } = states[state];
  return (
    <span className={css.state} data-state={state}>
      <Icon size={14} aria-hidden />
      {name}
    </span>
  );
}
