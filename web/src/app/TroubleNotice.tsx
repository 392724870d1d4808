import { TriangleAlert } from 'lucide-react';
import css from './shell.module.css';

/** In place of the pulse: what keeps the simulator from saving, and what to mend. It goes by itself. */
export const TroubleNotice = ({ trouble }: { trouble: string }) => (
  <div className={css.offline} role="alert" title={trouble}>
    <TriangleAlert size={15} aria-hidden />
    <span className={css.clamped}>{trouble}</span>
  </div>
);
