import type { ReactNode } from 'react';
import css from './facts.module.css';

/** What is to be known of something, as names with their values in a row that wraps. */
export const Facts = ({ label, children }: { label?: string; children: ReactNode }) => (
  <dl className={css.facts} aria-label={label}>
    {children}
  </dl>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
