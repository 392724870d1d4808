import { duration } from '../lib/format';
import css from './run.module.css';

interface Props {
  elapsedSeconds: number;
  durationSeconds: number;
}

/** Elapsed of the duration, as a bar with its figures. */
export const RunProgress = ({ elapsedSeconds, durationSeconds }: Props) => (
  <span className={css.progress}>
    <progress max={durationSeconds} value={elapsedSeconds} aria-label="Elapsed" />
    <span className="tnum">
      {duration(elapsedSeconds)} <span className="dim">/ {duration(durationSeconds)}</span>
    </span>
  </span>
);
