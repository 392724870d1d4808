import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useNow } from '../../lib/clock';
import { useLive } from '../../live/live';
import { maxWatchedRows } from '../../live/protocol';
import { ChargerTableRow } from './ChargerTableRow';
import css from './chargers.module.css';
import { columns } from './columns';
import type { ChargersSearch, SortKey } from './search';

const rowHeight = 32;
const headHeight = 31;

// The row that was left for its charger's page: where the person is again when coming back.
let leftFrom: string | null = null;

interface Props {
  ids: string[];
  search: ChargersSearch;
  update: (change: Partial<ChargersSearch>) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** The element that takes the keys. */
  grid: RefObject<HTMLDivElement | null>;
}

/** The fleet as a table: only the rows on screen exist, each one follows its own charger. */
export function ChargerTable({ ids, search, update, selected, onSelect, grid }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const { connection } = useLive();
  const navigate = useNavigate();
  const now = useNow();
  const [activeId, setActiveId] = useState<string | null>(search.preview ?? null);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 5,
    scrollPaddingStart: headHeight,
    initialRect: { width: 1200, height: 800 },
  });
  const items = virtual.getVirtualItems();
  // Rows that leave one end of the screen are used again at the other: nothing is built while scrolling.
  const slots = useRef(0);
  slots.current = Math.max(slots.current, items.length);

  useEffect(() => {
    connection.watchRows(items.slice(0, maxWatchedRows).map((item) => ids[item.index] as string));
  });

  const open = useCallback(
    (id: string) => {
      leftFrom = id;
      void navigate({ to: '/chargers/$chargerId', params: { chargerId: id } });
    },
    [navigate],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival
  useEffect(() => {
    const index = leftFrom === null ? -1 : ids.indexOf(leftFrom);
    if (index >= 0) {
      setActiveId(leftFrom);
      virtual.scrollToIndex(index, { align: 'auto' });
      if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true });
    }
    leftFrom = null;
  }, []);
  const latest = useRef({ ids, activeId, selected, onSelect });
  latest.current = { ids, activeId, selected, onSelect };
  const toggle = useCallback((id: string) => {
    const next = new Set(latest.current.selected);
    if (!next.delete(id)) next.add(id);
    latest.current.onSelect(next);
  }, []);
  const activate = useCallback((id: string, range: boolean) => {
    const { ids: rows, activeId: from, ...now } = latest.current;
    setActiveId(id);
    if (!range) return;
    const ends = [from === null ? -1 : rows.indexOf(from), rows.indexOf(id)].filter((index) => index >= 0);
    now.onSelect(new Set([...now.selected, ...rows.slice(Math.min(...ends), Math.max(...ends) + 1)]));
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = activeId === null ? -1 : ids.indexOf(activeId);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 320) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: ids.length - 1,
    };
    const to = moves[event.key];
    const id = activeId !== null && index >= 0 ? activeId : undefined;
    if (to !== undefined) {
      const next = Math.max(0, Math.min(ids.length - 1, to));
      const nextId = ids[next] as string;
      virtual.scrollToIndex(next);
      setActiveId(nextId);
      if (event.shiftKey && /^Arrow/.test(event.key))
        onSelect(new Set([...selected, ...(id ? [id] : []), nextId]));
      if (search.preview) update({ preview: nextId });
    } else if (event.key === 'Enter' && id) open(id);
    else if (event.key === ' ' && id) update({ preview: search.preview === id ? undefined : id });
    else if (event.key === 'x' && id) toggle(id);
    else if (event.key === 'Escape') {
      if (search.preview) update({ preview: undefined });
      else if (selected.size > 0) onSelect(new Set());
    } else return;
    event.preventDefault();
  };

  const sort = search.sort ?? 'id';
  const sortBy = (key: SortKey) =>
    update(
      sort === key
        ? { desc: search.desc ? undefined : true }
        : { sort: key === 'id' ? undefined : key, desc: undefined },
    );
  const all = selected.size > 0 && ids.every((id) => selected.has(id));
  const activeIndex = activeId === null ? -1 : items.findIndex((item) => ids[item.index] === activeId);

  return (
    <div
      ref={grid}
      className={css.table}
      role="grid"
      aria-label="Chargers"
      aria-rowcount={ids.length + 1}
      aria-multiselectable
      aria-activedescendant={activeIndex >= 0 ? `row-${activeId}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        // A row's parts do not keep the focus: what they stand for changes while the table is scrolled.
        if (event.target.closest('[aria-selected]')) event.currentTarget.focus({ preventScroll: true });
        else if (event.target === event.currentTarget) setActiveId((former) => former ?? ids[0] ?? null);
      }}
    >
      <div ref={scroll} className={css.rows} role="presentation">
        <div role="row" aria-rowindex={1} className={css.head} tabIndex={-1}>
          <div role="columnheader" className={css.check}>
            <input
              type="checkbox"
              aria-label="Select all that match"
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = selected.size > 0 && !all;
              }}
              onChange={() => onSelect(all ? new Set() : new Set(ids))}
            />
          </div>
          {columns.map(({ key, name, sort: sortKey, align }) => (
            <div
              key={key}
              role="columnheader"
              className={css[`col-${key}`]}
              data-align={align}
              aria-sort={
                sortKey === undefined || sort !== sortKey
                  ? undefined
                  : search.desc
                    ? 'descending'
                    : 'ascending'
              }
            >
              {sortKey ? (
                <button type="button" onClick={() => sortBy(sortKey)}>
                  {name}
                  <span aria-hidden className={css.arrow}>
                    {sort === sortKey ? (search.desc ? '↓' : '↑') : ''}
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
            const id = ids[item.index] as string;
            return (
              <ChargerTableRow
                key={item.index % slots.current}
                id={id}
                index={item.index}
                top={item.start}
                now={now}
                active={id === activeId}
                selected={selected.has(id)}
                onOpen={open}
                onToggle={toggle}
                onActivate={activate}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
