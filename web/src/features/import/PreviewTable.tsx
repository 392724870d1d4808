import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useRef } from 'react';
import type { ImportError, ImportOutcome } from '../../api/types';
import css from './import.module.css';
import { OutcomeMark } from './OutcomeMark';
import type { Preview, PreviewRow } from './preview';

const rowHeight = 30;
const errorHeight = 24;

const outcomeOf = (row: PreviewRow): ImportOutcome =>
  row.errors.length > 0 ? 'invalid' : (row.item?.outcome ?? 'invalid');

/** Every row of the file, or only some: what becomes of it, its cells, and under them what is to be mended. */
export function PreviewTable({ preview, only }: { preview: Preview; only: readonly number[] | null }) {
  const count = only?.length ?? preview.count;
  const rowOf = (index: number) => only?.[index] ?? index;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => rowHeight + preview.errorsAt(rowOf(index)) * errorHeight,
    getItemKey: rowOf,
    overscan: 6,
    initialRect: { width: 1200, height: 800 },
  });
  const style = {
    '--columns': `52px 104px repeat(${preview.columns.length}, minmax(112px, 1fr))`,
    minWidth: 180 + preview.columns.length * 124,
  } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div ref={scroll} className={css.preview} tabIndex={0} role="region" aria-label="Rows of the file">
      <div role="table" aria-label="Preview" aria-rowcount={count + 1} style={style}>
        <div role="row" aria-rowindex={1} className={css.head}>
          <div role="columnheader" className="num">
            Line
          </div>
          <div role="columnheader">Outcome</div>
          {preview.columns.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may name a column twice
            <div role="columnheader" key={index} className={`ellipsis ${css.name}`} title={name}>
              {name}
            </div>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = preview.rowAt(rowOf(item.index));
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={css.row}
                data-invalid={row.errors.length > 0 || undefined}
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                <Cells row={row} columns={preview.columns} />
                {row.errors.map((error, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: errors have no identity and never move
                  <ErrorLine key={index} error={error} />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({ row, columns }: { row: PreviewRow; columns: readonly string[] }) {
  const changes = row.item?.changes ?? [];
  return (
    <>
      <div role="cell" className="num dim">
        {row.line || ''}
      </div>
      <div role="cell" title={changes.length > 0 ? `Changes ${changes.join(', ')}` : undefined}>
        <OutcomeMark outcome={outcomeOf(row)} />
      </div>
      {columns.map((name, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may name a column twice
          key={index}
          role="cell"
          className={css.cell}
          data-bad={row.bad.has(index) || undefined}
          data-changed={changes.includes(name) || undefined}
          title={row.cells[index]}
        >
          {row.cells[index]}
        </div>
      ))}
    </>
  );
}

const ErrorLine = ({ error }: { error: ImportError }) => (
  <div role="cell" className={css.error} title={error.message}>
    <span className={css.errorText}>
      {error.field && <span className="mono">{error.field}</span>}
      {error.value != null && <q className="mono">{error.value}</q>}
      <strong>{error.message}</strong>
    </span>
  </div>
);
