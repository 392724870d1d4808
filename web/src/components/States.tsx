import { Button } from '@mantine/core';
import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from '../api/problem';
import css from './states.module.css';

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** When it stands in place of the whole view, whose heading it is then. */
  whole?: boolean;
}

/** Nothing here yet: says what to do next, with the button. */
export function Empty({ icon: Icon, title, children, action, whole }: EmptyProps) {
  const Heading = whole ? 'h1' : 'h2';
  return (
    <div className={css.state}>
      <Icon size={22} strokeWidth={1.5} aria-hidden />
      <Heading>{title}</Heading>
      {children && <p className="dim">{children}</p>}
      {action && <div className={css.actions}>{action}</div>}
    </div>
  );
}

interface FailureProps {
  what: string;
  error: unknown;
  retry?: () => void;
  whole?: boolean;
}

/** What failed and what to try. */
export function Failure({ what, error, retry, whole }: FailureProps) {
  const Heading = whole ? 'h1' : 'h2';
  const status = error instanceof ApiError && error.status > 0 ? ` (${error.status})` : '';
  return (
    <div className={css.state} role="alert">
      <CircleAlert size={22} strokeWidth={1.5} aria-hidden className={css.bad} />
      <Heading>
        {what}
        {status}
      </Heading>
      <p className="dim">{messageOf(error)}</p>
      {retry && (
        <div className={css.actions}>
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
    </div>
  );
}
