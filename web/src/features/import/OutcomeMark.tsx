import { CircleAlert, CirclePlus, Equal, Pencil } from 'lucide-react';
import type { ImportOutcome } from '../../api/types';
import css from './import.module.css';

const marks = {
  create: { icon: CirclePlus, name: 'create' },
  update: { icon: Pencil, name: 'update' },
  unchanged: { icon: Equal, name: 'unchanged' },
  invalid: { icon: CircleAlert, name: 'invalid' },
} as const;

/** What becomes of a row; never by colour alone. */
export function OutcomeMark({ outcome }: { outcome: ImportOutcome }) {
  const { icon: Icon, name } = marks[outcome];
  return (
    <span className={css.outcome} data-outcome={outcome}>
      <Icon size={13} aria-hidden />
      {name}
    </span>
  );
}
