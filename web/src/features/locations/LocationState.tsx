import { Circle, CircleCheck, CirclePlay } from 'lucide-react';
import type { Location } from '../../api/types';
import css from './locations.module.css';

const marks = {
  active: { icon: CircleCheck, name: 'active' },
  kept: { icon: CirclePlay, name: 'kept running' },
  idle: { icon: Circle, name: 'idle' },
} as const;

/** Whether a location is the active one; never by colour alone. */
export function LocationState({ state }: { state: Location['state'] }) {
  const { icon: Icon, name } = marks[state];
  return (
    <span className={css.state} data-state={state}>
      <Icon size={14} aria-hidden />
      {name}
    </span>
  );
}
