import type { ReactNode } from 'react';
import { useOffline } from '../live/live';
import css from './states.module.css';

/** Buttons and fields that need the server: while it is away they are disabled, and say why. */
export function WhileOnline({ children }: { children: ReactNode }) {
  const offline = useOffline();
  return (
    <fieldset
      className={css.whileOnline}
      disabled={offline}
      title={offline ? 'The simulator does not answer' : undefined}
    >
      {children}
    </fieldset>
  );
}
