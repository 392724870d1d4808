import type { ReactNode } from 'react';
import { useOffline } from '../live/live';
import css from './states.module.css';

const away = 'The simulator does not answer';

/** The properties of a link to a file of the server's; while that is away the link leads nowhere, and says why. */
export function useFileLink(href: string, name?: string) {
  return useOffline()
    ? { role: 'link', 'aria-disabled': true, 'data-disabled': true, title: away }
    : { href, download: name ?? true };
}

/** Buttons and fields that need the server: while it is away they are disabled, and say why. */
export function WhileOnline({ children }: { children: ReactNode }) {
  const offline = useOffline();
  return (
    <fieldset className={css.whileOnline} disabled={offline} title={offline ? away : undefined}>
      {children}
    </fieldset>
  );
}
