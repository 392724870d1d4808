import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogEntry } from '../../api/types';
import { Instant } from '../../components/Instant';
import { milliseconds } from '../../lib/format';
import { directionOf, kindOf, lineOf } from './logModel';
import type { LogStore } from './logStore';
import css from './logs.module.css';

const rowHeight = 26;
/** So near to the beginning the lines before it are fetched. */
const nearStart = 20 * rowHeight;

interface Props {
  log: LogStore;
  selected: LogEntry | null;
  ofCharger: boolean;
  onSelect: (entry: LogEntry | null) => void;
}

/** Follows the newest line while the list is scrolled to its end; goes further back as one scrolls up. */
export function LogLines({ log, selected, ofCharger, onSelect }: Props) {
  const { lines, paused } = log;
  const scroll = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => lines[index]?.seq ?? index, [lines]),
    overscan: 8,
    initialRect: { width: 800, height: 600 },
  });
  useKeptInPlace(scroll, lines, atEnd);
  useEffect(() => {
    if (!paused && atEnd && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines, paused, atEnd, virtual]);
  const onScroll = () => {
    const element = scroll.current;
    if (!element) return;
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight * 2;
    if (end !== atEnd) setAtEnd(end);
    if (end) log.atEnd();
    else if (element.scrollTop < nearStart) void log.older();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onSelect(null);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 };
    const index = selected ? lines.findIndex((entry) => entry.seq === selected.seq) : -1;
    const ends: Record<string, number> = { Home: 0, End: lines.length - 1 };
    const step = steps[event.key];
    const goal =
      ends[event.key] ?? (step === undefined ? undefined : index < 0 ? lines.length - 1 : index + step);
    if (goal === undefined || lines.length === 0) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(lines.length - 1, goal));
    onSelect(lines[next] ?? null);
    virtual.scrollToIndex(next);
  };
  return (
    <>
      <div
        ref={scroll}
        className={css.scroll}
        role="listbox"
        aria-label="Log lines"
        aria-activedescendant={selected ? `line-${selected.seq}` : undefined}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const entry = lines[item.index] as LogEntry;
            return (
              <Line
                key={entry.seq}
                entry={entry}
                top={item.start}
                ofCharger={ofCharger}
                selected={selected?.seq === entry.seq}
                paired={isPair(selected, entry)}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
      {!atEnd && (
        <Button
          className={css.toEnd}
          size="compact-sm"
          leftSection={<ArrowDown size={13} />}
          onClick={() => virtual.scrollToIndex(lines.length - 1, { align: 'end' })}
        >
          Newest
        </Button>
      )}
    </>
  );
}

/** Whoever reads further back keeps the line under his eyes while lines come before it, or go. */
function useKeptInPlace(
  scroll: React.RefObject<HTMLDivElement | null>,
  lines: readonly LogEntry[],
  atEnd: boolean,
): void {
  const former = useRef(lines);
  useLayoutEffect(() => {
    const before = former.current;
    former.current = lines;
    const element = scroll.current;
    if (atEnd || !element || before === lines || before.length === 0 || lines.length === 0) return;
    const [first, oldFirst] = [lines[0]?.seq ?? 0, before[0]?.seq ?? 0];
    if (first === oldFirst) return;
    const moved =
      first < oldFirst
        ? lines.findIndex(({ seq }) => seq === oldFirst)
        : -before.findIndex(({ seq }) => seq === first);
    // Beyond what is kept there is nothing to hold on to.
    if (moved !== 0) element.scrollTop += moved * rowHeight;
  }, [scroll, lines, atEnd]);
}

const isPair = (selected: LogEntry | null, entry: LogEntry): boolean =>
  selected !== null &&
  selected.messageId !== null &&
  selected.messageId === entry.messageId &&
  selected.chargerId === entry.chargerId &&
  (selected.seq === entry.seq || selected.direction !== entry.direction);

interface LineProps {
  entry: LogEntry;
  top: number;
  ofCharger: boolean;
  selected: boolean;
  paired: boolean;
  onSelect: (entry: LogEntry) => void;
}

/** A line never changes: one that was drawn is not drawn again. */
const Line = memo(function Line({ entry, top, ofCharger, selected, paired, onSelect }: LineProps) {
  const direction = directionOf(entry);
  const kind = kindOf(entry);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
    <div
      id={`line-${entry.seq}`}
      role="option"
      aria-selected={selected}
      className={css.line}
      data-all={ofCharger ? undefined : true}
      data-paired={paired || undefined}
      data-kind={kind ?? undefined}
      data-problem={entry.problem !== null || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(entry)}
    >
      <span className={css.time}>
        <Instant at={entry.time} precise />
      </span>
      {!ofCharger && <span className={`${css.charger} ellipsis`}>{entry.chargerId ?? 'simulator'}</span>}
      <span className={css.direction} data-direction={direction ?? undefined}>
        {direction === 'sent' && <ArrowUpRight size={14} role="img" aria-label="sent" />}
        {direction === 'received' && <ArrowDownLeft size={14} role="img" aria-label="received" />}
      </span>
      <span className={`${css.action} ellipsis`}>
        {kind === null ? (
          <>
            <span className={css.category}>{entry.category}</span> <span className="dim">{entry.type}</span>
          </>
        ) : (
          entry.action || 'unknown'
        )}
        {kind === 'answer' && <span className="dim"> answer</span>}
        {kind === 'error' && <span className={css.bad}> error</span>}
      </span>
      <span className={`${css.summary} ellipsis`}>
        {entry.evseId ? `#${entry.evseId} ` : ''}
        {lineOf(entry)}
      </span>
      <span className={`${css.roundTrip} num`}>{milliseconds(entry.roundTripMs)}</span>
    </div>
  );
});
