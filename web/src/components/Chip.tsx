import type { ReactNode } from 'react';
import css from './chip.module.css';

interface Props {
  pressed: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A filter that is on or off. */
export const Chip = ({ pressed, onClick, children }: Props) => (
  <button type="button" className={css.chip} aria-pressed={pressed} onClick={onClick}>
    {children}
  </button>
);
