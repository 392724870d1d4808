import { useState } from 'react';
import type { ImportUpdate } from '../../api/types';
import { count } from '../../lib/format';
import { useTopic } from '../../live/live';
import css from './import.module.css';

const phases: Record<ImportUpdate['phase'], string> = {
  reading: 'Reading',
  checking: 'Checking',
  saving: 'Saving',
  starting: 'Starting',
  done: 'Done',
  failed: 'Failed',
};

/** How far the commit is: first the upload, then what the server tells of each phase. */
export function Progress({ sent }: { sent: number }) {
  const [update, setUpdate] = useState<ImportUpdate | null>(null);
  useTopic<ImportUpdate>('import', { sync: () => undefined, message: setUpdate });
  const uploading = update === null && sent < 1;
  const total = update ? update.total : 100;
  const done = update ? update.done : Math.round(sent * 100);
  const name = uploading ? 'Uploading' : update ? phases[update.phase] : 'Waiting for the server';
  return (
    <div className={css.progress} role="status">
      <span className={css.phase}>{name}</span>
      <progress
        className={css.bar}
        aria-label={name}
        max={total ?? 1}
        value={total === null || (update === null && !uploading) ? undefined : done}
      />
      <span className="tnum dim">
        {uploading
          ? `${done} %`
          : update && (total === null ? count(done) : `${count(done)} / ${count(total)}`)}
      </span>
    </div>
  );
}

/** How far a file is that is sent, and what the server does after that. */
export function SendProgress({ sent, then }: { sent: number; then: string }) {
  const name = sent < 1 ? 'Uploading' : then;
  const percent = Math.round(sent * 100);
  return (
    <div className={css.progress} role="status">
      <span className={css.phase}>{name}</span>
      <progress className={css.bar} aria-label={name} max={100} value={sent < 1 ? percent : undefined} />
      {sent < 1 && <span className="tnum dim">{percent} %</span>}
    </div>
  );
}
