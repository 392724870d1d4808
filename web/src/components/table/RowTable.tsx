import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from 'react';
import css from './rows.module.css';

const rowHeight = 32;
const headHeight = 31;

export interface RowColumn<Row> {
  key: string;
  name: string;
  /** Its track in the grid. */
  width: string;
  align?: 'right';
  /** Left out where there is no room. */
  wide?: boolean;
  sorts?: boolean;
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  label: string;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  columns: readonly RowColumn<Row>[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onOpen?: (row: Row) => void;
  sort?: { key: string; desc: boolean };
  onSort?: (key: string) => void;
  grid?: RefObject<HTMLDivElement | null>;
}

export const tracks = (columns: readonly { width: string; wide?: boolean }[]): CSSProperties =>
  ({
    '--all': `34px ${columns.map(({ width }) => width).join(' ')}`,
    '--few': `34px ${columns
      .filter(({ wide }) => !wide)
      .map(({ width }) => width)
      .join(' ')}`,
  }) as CSSProperties;

/** A long list of which only the rows on screen exist: ↑ ↓ move, x selects, Shift takes a range, Enter opens. */
export function RowTable<Row>(props: Props<Row>) {
  const { rows, idOf, columns, selected, onSelect, onOpen, sort, onSort } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: headHeight,
    initialRect: { width: 1200, height: 800 },
  });
  const ids = () => rows.map(idOf);
  const all = selected.size > 0 && rows.length > 0 && rows.every((row) => selected.has(idOf(row)));
  const items = virtual.getVirtualItems();

  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const activate = (id: string, range: boolean) => {
    setActiveId(id);
    if (!range) return;
    const list = ids();
    const ends = [activeId === null ? -1 : list.indexOf(activeId), list.indexOf(id)].filter((i) => i >= 0);
    onSelect(new Set([...selected, ...list.slice(Math.min(...ends), Math.max(...ends) + 1)]));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const index = activeId === null ? -1 : rows.findIndex((row) => idOf(row) === activeId);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 320) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    const row = index >= 0 ? rows[index] : undefined;
    if (to !== undefined && rows.length > 0) {
      const next = Math.max(0, Math.min(rows.length - 1, to));
      const nextId = idOf(rows[next] as Row);
      virtual.scrollToIndex(next);
      setActiveId(nextId);
      if (event.shiftKey) onSelect(new Set([...selected, ...(row ? [idOf(row)] : []), nextId]));
    } else if (event.key === 'Enter' && row && onOpen) onOpen(row);
    else if ((event.key === 'x' || event.key === ' ') && row) toggle(idOf(row));
    else if (event.key === 'Escape' && selected.size > 0) onSelect(new Set());
    else return;
    event.preventDefault();
  };
  const activeIndex =
    activeId === null ? -1 : items.findIndex(({ index }) => idOf(rows[index] as Row) === activeId);

  return (
    <div
      ref={props.grid}
      className={css.table}
      style={tracks(columns)}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      aria-activedescendant={activeIndex >= 0 ? `${props.label}-${items[activeIndex]?.index}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget)
          setActiveId((former) => former ?? (rows[0] ? idOf(rows[0]) : null));
      }}
    >
      <div ref={scroll} className={css.rows} role="presentation">
        <div role="row" aria-rowindex={1} className={css.head} tabIndex={-1}>
          <div role="columnheader" className={css.check}>
            <input
              type="checkbox"
              aria-label={`Select all ${props.label.toLowerCase()} that match`}
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = selected.size > 0 && !all;
              }}
              onChange={() => onSelect(all ? new Set() : new Set(ids()))}
            />
          </div>
          {columns.map(({ key, name, align, wide, sorts }) => (
            <div
              key={key}
              role="columnheader"
              className={wide ? css.wide : undefined}
              data-align={align}
              aria-sort={sort?.key === key ? (sort.desc ? 'descending' : 'ascending') : undefined}
            >
              {sorts && onSort ? (
                <button type="button" onClick={() => onSort(key)}>
                  {name}
                  <span aria-hidden className={css.arrow}>
                    {sort?.key === key ? (sort.desc ? '↓' : '↑') : ''}
                  </span>
                </button>
              ) : (
                name
              )}
            </div>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {items.map((item) => {
            const row = rows[item.index] as Row;
            const id = idOf(row);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
              <div
                key={id}
                id={`${props.label}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selected.has(id)}
                tabIndex={-1}
                data-active={id === activeId || undefined}
                className={css.row}
                style={{ transform: `translateY(${item.start}px)` }}
                onMouseDown={(event) => {
                  if (event.shiftKey) event.preventDefault();
                }}
                onClick={(event) => activate(id, event.shiftKey)}
                onDoubleClick={() => onOpen?.(row)}
              >
                <div role="gridcell" className={css.check}>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={`Select ${id}`}
                    checked={selected.has(id)}
                    onChange={() => toggle(id)}
                  />
                </div>
                {columns.map(({ key, align, wide, cell }) => (
                  <div key={key} role="gridcell" className={wide ? css.wide : css.cell} data-align={align}>
                    {cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
