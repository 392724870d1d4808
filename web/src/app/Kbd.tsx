import type { ReactNode } from 'react';
import css from './shell.module.css';

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className={css.kbd}>{children}</kbd>;
