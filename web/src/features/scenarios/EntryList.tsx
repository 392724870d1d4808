import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { TimelineEntry } from '../../api/types';
import { SearchField } from '../../components/SearchField';
import { count, duration, utc } from '../../lib/format';
import { type EntryFilter, groupNames, groupOf, kindName, matches, originNames } from './entryKinds';
import css from './run.module.css';
import type { RunStatus, RunStore } from './runStore';
import { Shape } from './Shape';
import type { ScenariosSearch } from './search';

const rowHeight = 44;
const all = 'all';

interface Props {
  run: RunStore;
  status: RunStatus;
  filter: EntryFilter;
  search: ScenariosSearch;
  /** The entry to bring into sight, and how often that was asked. */
  picked: { seq: number; turn: number } | null;
  update: (change: Partial<ScenariosSearch>) => void;
}

/** Every entry of the timeline in words; the newest is kept in sight until one scrolls away from it. */
export function EntryList({ run, status, filter, search, picked, update }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const { charger, group, origin } = filter;
  const shown = useMemo(() => {
    const { entries } = run;
    if (charger === '' && group === null && origin === null) return entries;
    return entries.filter((entry) => matches(entry, { charger, group, origin }));
  }, [run, run.version, charger, group, origin]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    initialRect: { width: 400, height: 600 },
  });
  const items = virtual.getVirtualItems();
  // One that is seen to its end is followed to it; one that was over before begins at its beginning.
  const seenRunning = useRef(status.running);
  const follows = atEnd && seenRunning.current;
  useEffect(() => {
    if (follows && shown.length > 0) virtual.scrollToIndex(shown.length - 1, { align: 'end' });
  }, [follows, shown.length, virtual]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is asked
  useEffect(() => {
    if (!picked) return;
    setAtEnd(false);
    const index = shown.findIndex(({ seq }) => seq >= picked.seq);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'center' });
  }, [picked]);

  return (
    <section className={css.list} aria-label="Entries">
      <div className={css.filters}>
        <SearchField
          label="Filter by charger"
          placeholder="Charger"
          value={search.q ?? ''}
          onChange={(q) => update({ q: q || undefined })}
          onLeave={() => scroll.current?.focus()}
        />
        <Select
          aria-label="Filter by subject"
          data={[{ value: all, label: 'Everything' }, ...options(groupNames)]}
          value={group ?? all}
          onChange={(value) =>
            update({ about: value === all ? undefined : (value as EntryFilter['group'] & string) })
          }
        />
        <Select
          aria-label="Filter by origin"
          data={[{ value: all, label: 'Any origin' }, ...options(originNames)]}
          value={origin ?? all}
          onChange={(value) =>
            update({ origin: value === all ? undefined : (value as EntryFilter['origin'] & string) })
          }
        />
      </div>
      <div
        ref={scroll}
        className={css.entries}
        role="log"
        aria-live="off"
        aria-label="Entries of the timeline"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: it }) =>
          setAtEnd(it.scrollTop + it.clientHeight >= it.scrollHeight - rowHeight)
        }
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const entry = shown[item.index];
            return (
              entry && (
                <Row key={entry.seq} entry={entry} top={item.start} picked={entry.seq === picked?.seq} />
              )
            );
          })}
        </div>
        {shown.length === 0 && (
          <p className={css.none}>
            {run.entries.length > 0
              ? 'No entry matches the filters.'
              : run.loading
                ? 'Loading…'
                : 'Nothing yet.'}
          </p>
        )}
      </div>
      <div className={css.foot}>
        <span className="grow tnum">
          {shown.length < run.entries.length && `${count(shown.length)} of `}
          {count(run.entries.length)} entries
        </span>
        {status.timelineDropped > 0 && (
          <span>The oldest {count(status.timelineTotal - run.entries.length)} are no longer kept</span>
        )}
      </div>
    </section>
  );
}

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

interface RowProps {
  entry: TimelineEntry;
  top: number;
  picked: boolean;
}

/** Entries never change: one that was drawn is not drawn again. */
const Row = memo(function Row({ entry, top, picked }: RowProps) {
  const shape = groupOf(entry.kind) === 'problem' ? 'problem' : entry.origin;
  return (
    <div
      className={css.entry}
      data-picked={picked || undefined}
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
    >
      <time dateTime={entry.time} title={utc(entry.time)} className="tnum">
        {duration(entry.offsetSeconds)}.{String(Math.floor((entry.offsetSeconds % 1) * 10))}
      </time>
      <Shape shape={shape} />
      <span className={css.entryHead}>
        {entry.chargerId != null && (
          <Link to="/chargers/$chargerId" params={{ chargerId: entry.chargerId }}>
            {entry.chargerId}
            {entry.evseId != null && <span className="dim"> #{entry.evseId}</span>}
          </Link>
        )}
        <strong className="grow ellipsis">{kindName(entry.kind)}</strong>
        <span className="dim">
          {shape === 'problem' ? 'problem' : originNames[entry.origin].toLowerCase()}
        </span>
      </span>
      <span className={`ellipsis ${css.entryDetail}`} title={entry.detail}>
        {entry.detail}
      </span>
    </div>
  );
});
