import { ActionIcon } from '@mantine/core';
import { ChevronDown, ChevronRight, CircleAlert, CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { count } from '../../lib/format';
import { type BulkJob, reasonsOf } from './bulkJob';
import css from './job.module.css';

const mostReasons = 20;
const mostIds = 8;

/** How far the work on many chargers is, and who was left out and why. */
export function JobStrip({ job, onDismiss }: { job: BulkJob; onDismiss: () => void }) {
  const [open, setOpen] = useState(false);
  const { refused } = job;
  return (
    <section className={css.job} aria-label="Progress">
      <div className={css.line}>
        {job.over && (refused.length > 0 ? <CircleAlert size={15} /> : <CircleCheck size={15} />)}
        <span role={job.over ? 'status' : undefined} className="tnum">
          <strong>
            {job.name} {count(job.total)}
          </strong>
          : {count(job.done)} {job.outcome}
          {refused.length > 0 && job.over && `, ${count(refused.length)} refused`}
        </span>
        <progress
          className={css.bar}
          aria-label={`${job.name}: done`}
          max={Math.max(1, job.total - refused.length)}
          value={job.done}
        />
        {refused.length > 0 && (
          <button type="button" className={css.refused} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
            {count(refused.length)} refused
          </button>
        )}
        <ActionIcon size={22} aria-label="Dismiss the progress" onClick={onDismiss}>
          <X size={14} />
        </ActionIcon>
      </div>
      {open && (
        <ul className={css.reasons}>
          {reasonsOf(refused)
            .slice(0, mostReasons)
            .map(({ detail, ids }) => (
              <li key={detail}>
                <strong className="tnum">{count(ids.length)}</strong> {detail}{' '}
                <span className="dim">
                  {ids.slice(0, mostIds).join(', ')}
                  {ids.length > mostIds && ` and ${count(ids.length - mostIds)} more`}
                </span>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
