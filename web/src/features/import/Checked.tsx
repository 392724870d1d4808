import { Skeleton } from '@mantine/core';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { ImportReport } from '../../api/types';
import { count } from '../../lib/format';
import css from './import.module.css';
import type { ChosenFile } from './importFile';
import { PreviewTable } from './PreviewTable';
import { previewOf } from './preview';

interface Props {
  file: ChosenFile;
  report: ImportReport;
  onlyErrors: boolean;
  onOnlyErrors: (only: boolean) => void;
}

/** What the server says of the file: in a line, then row by row. */
export function Checked({ file, report, onlyErrors, onOnlyErrors }: Props) {
  const preview = useMemo(() => previewOf(file.rows, report), [file, report]);
  const shown = onlyErrors ? preview.invalid.length : preview.count;
  const { created, updated, unchanged, errorCount } = report;
  return (
    <>
      <div className={css.summary} data-valid={report.valid}>
        {report.valid ? <CircleCheck size={15} aria-hidden /> : <CircleAlert size={15} aria-hidden />}
        {report.valid ? (
          <p role="status">
            <strong>The file is valid:</strong> {count(created)} to create, {count(updated)} to update,{' '}
            {count(unchanged)} unchanged. Nothing is changed yet.
          </p>
        ) : (
          <p role="alert">
            <strong>{errorCount === 1 ? 'One thing' : `${count(errorCount)} things`} to mend.</strong> Nothing
            was imported; mend the file and choose it again.
          </p>
        )}
        <span className="grow" />
        <button
          type="button"
          className={css.chip}
          aria-pressed={onlyErrors}
          onClick={() => onOnlyErrors(!onlyErrors)}
        >
          Only rows with errors <span className="tnum">{count(preview.invalid.length)}</span>
        </button>
      </div>
      {(preview.others.length > 0 || preview.more) && (
        <ul className={css.others}>
          {preview.others.map((error) => (
            <li key={`${error.line}/${error.field}/${error.message}`}>
              <span className="dim tnum">line {error.line}</span>{' '}
              {error.field && <span className="mono">{error.field}</span>}{' '}
              {error.value != null && <q className="mono">{error.value}</q>} {error.message}
            </li>
          ))}
          {preview.more && <li>{preview.more}</li>}
        </ul>
      )}
      {shown > 0 ? (
        <PreviewTable preview={preview} only={onlyErrors ? preview.invalid : null} />
      ) : (
        <p className={css.none}>
          {preview.count === 0 ? 'The file has no rows that could be shown.' : 'No row has an error.'}
        </p>
      )}
    </>
  );
}

export const CheckingSkeleton = () => (
  <div role="status" aria-label="Loading the preview: the file is being checked" className={css.checking}>
    {Array.from({ length: 10 }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
      <Skeleton key={row} height={10} radius="sm" my={10} />
    ))}
  </div>
);
