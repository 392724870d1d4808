import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownLeft, ArrowUpRight, Pause, Play, ScrollText, Search, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { clearLogs, getLogs } from '../../api/calls';
import type { LogEntry, LogUpdate } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Instant } from '../../components/Instant';
import { SkeletonLines } from '../../components/SkeletonLines';
import { Empty, Failure } from '../../components/States';
import { showFailed } from '../../components/toasts';
import { milliseconds } from '../../lib/format';
import { useTopic } from '../../live/live';
import { LogDetail } from './LogDetail';
import {
  append,
  directionOf,
  kindOf,
  type LogFilter,
  lineOf,
  matches,
  mostLines,
  partnerOf,
} from './logModel';
import css from './logs.module.css';
import type { ChargerSearch } from './search';

const rowHeight = 26;
const categories = ['ocpp', 'connection', 'evse', 'chaos', 'system'];

/** What a charger sends, receives and goes through, as it happens; a frame opens beside the list. */
export function LogsTab({ id }: { id: string }) {
  const search = useSearch({ from: '/chargers/$chargerId' });
  const navigate = useNavigate();
  const log = useLog(id);
  const [selected, setSelected] = useState<LogEntry | null>(null);
  const [asking, setAsking] = useState(false);
  const filter: LogFilter = { text: search.q ?? '', category: search.category, direction: search.direction };
  const { text, category, direction } = filter;
  const shown = useMemo(
    () => log.lines.filter((entry) => matches(entry, { text, category, direction })),
    [log.lines, text, category, direction],
  );
  const update = (change: Partial<ChargerSearch>) =>
    void navigate({
      to: '/chargers/$chargerId',
      params: { chargerId: id },
      search: (former) => ({ ...former, tab: 'logs' as const, ...change }),
      replace: true,
    });
  const clear = useMutation({
    mutationFn: () => clearLogs(id),
    onSuccess: () => {
      log.clear();
      setSelected(null);
    },
    onError: (error) => showFailed('The log was not cleared', error),
    onSettled: () => setAsking(false),
  });
  const filtered = Boolean(text || category || direction);
  // A line that the filter hides is not open any more.
  const opened = selected && matches(selected, filter) ? selected : null;

  return (
    <div className={css.tab}>
      <div className={css.tools} role="toolbar" aria-label="Log">
        <TextInput
          leftSection={<Search size={14} />}
          placeholder="Action, message id, any text"
          aria-label="Search the log"
          type="search"
          w={240}
          value={text}
          onChange={(event) => update({ q: event.currentTarget.value || undefined })}
        />
        <Select
          aria-label="Category"
          w={130}
          data={[
            { value: '', label: 'All categories' },
            ...categories.map((value) => ({ value, label: value })),
          ]}
          value={category ?? ''}
          onChange={(value) => update({ category: value || undefined })}
        />
        <Select
          aria-label="Direction"
          w={130}
          data={[
            { value: '', label: 'Both directions' },
            { value: 'sent', label: 'sent' },
            { value: 'received', label: 'received' },
          ]}
          value={direction ?? ''}
          onChange={(value) => update({ direction: value || undefined })}
        />
        <span className={`dim tnum ${css.count}`}>
          {shown.length} {filtered ? `of ${log.lines.length} ` : ''}lines
          {log.waiting > 0 && `, ${log.waiting} waiting`}
        </span>
        <Button
          leftSection={log.paused ? <Play size={13} /> : <Pause size={13} />}
          aria-pressed={log.paused}
          onClick={() => log.setPaused(!log.paused)}
        >
          {log.paused ? 'Resume' : 'Pause'}
        </Button>
        <Button
          leftSection={<Trash2 size={13} />}
          disabled={log.lines.length === 0}
          onClick={() => setAsking(true)}
        >
          Clear
        </Button>
      </div>
      <div className={css.body}>
        <div className={css.list}>
          {log.error && log.lines.length === 0 ? (
            <Failure what="The log could not be loaded" error={log.error} retry={log.retry} />
          ) : log.pending ? (
            <SkeletonLines
              label="Loading the log"
              className={css.pending}
              widths={Array.from({ length: 12 }, (_, i) => `${55 + ((i * 17) % 40)}%`)}
              height={10}
              gap={8}
            />
          ) : shown.length === 0 ? (
            <Empty
              icon={ScrollText}
              title={filtered ? 'No line matches' : 'Nothing has happened yet'}
              action={
                filtered && (
                  <Button onClick={() => update({ q: undefined, category: undefined, direction: undefined })}>
                    Clear the filters
                  </Button>
                )
              }
            >
              {filtered ? undefined : 'Start the charger: each frame appears here as it is sent or received.'}
            </Empty>
          ) : (
            <Lines lines={shown} selected={opened} follow={!log.paused} onSelect={setSelected} />
          )}
        </div>
        {opened && (
          <aside className={css.detail} aria-label="Opened line">
            <div className={css.detailHeader}>
              <h2 className="grow ellipsis">{opened.action ?? opened.type ?? opened.category}</h2>
              <ActionIcon aria-label="Close the line" onClick={() => setSelected(null)}>
                <X size={15} />
              </ActionIcon>
            </div>
            <LogDetail entry={opened} partner={partnerOf(log.lines, opened)} />
          </aside>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={`Clear the log of ${id}?`}
          confirm="Clear"
          destructive
          pending={clear.isPending}
          onConfirm={() => clear.mutate()}
          onClose={() => setAsking(false)}
        >
          Its {log.lines.length} lines are gone for good. New ones appear as they come.
        </ConfirmDialog>
      )}
    </div>
  );
}

/** The lines so far, and the new ones as they come; while paused these wait. */
function useLog(id: string) {
  const [lines, setLines] = useState<LogEntry[]>([]);
  const [paused, setPausedState] = useState(false);
  const [waiting, setWaiting] = useState<LogEntry[]>([]);
  const pausedRef = useRef(false);
  const query = useQuery({
    queryKey: ['logs', id],
    queryFn: () => getLogs(id, mostLines),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, refetch } = query;
  useEffect(() => {
    if (!data) return;
    const sorted = [...data].sort((a, b) => a.seq - b.seq);
    setLines((former) => append(sorted, former));
  }, [data]);
  useTopic<LogUpdate>(`log:${id}`, {
    sync: () => void refetch(),
    message: ({ entries }) => {
      if (pausedRef.current) setWaiting((former) => append(former, entries));
      else setLines((former) => append(former, entries));
    },
  });
  const setPaused = (next: boolean) => {
    pausedRef.current = next;
    setPausedState(next);
    if (next) return;
    setLines((former) => append(former, waiting));
    setWaiting([]);
  };
  return {
    lines,
    paused,
    setPaused,
    waiting: waiting.length,
    pending: query.isPending,
    error: query.error,
    retry: () => void refetch(),
    clear: () => {
      setLines([]);
      setWaiting([]);
    },
  };
}

interface LinesProps {
  lines: LogEntry[];
  selected: LogEntry | null;
  follow: boolean;
  onSelect: (entry: LogEntry | null) => void;
}

/** Follows the newest line while the list is scrolled to its end. */
function Lines({ lines, selected, follow, onSelect }: LinesProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => lines[index]?.seq ?? index, [lines]),
    overscan: 12,
    initialRect: { width: 800, height: 600 },
  });
  useEffect(() => {
    if (follow && atEnd.current && lines.length > 0)
      virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines, follow, virtual]);
  const onScroll = () => {
    const element = scroll.current;
    if (element)
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight * 2;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = selected ? lines.findIndex((entry) => entry.seq === selected.seq) : -1;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') onSelect(null);
    if (step === 0 || lines.length === 0) return;
    event.preventDefault();
    const next = index < 0 ? lines.length - 1 : Math.max(0, Math.min(lines.length - 1, index + step));
    onSelect(lines[next] ?? null);
    virtual.scrollToIndex(next);
  };
  return (
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
              selected={selected?.seq === entry.seq}
              paired={
                selected !== null && selected.messageId !== null && selected.messageId === entry.messageId
              }
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

interface LineProps {
  entry: LogEntry;
  top: number;
  selected: boolean;
  paired: boolean;
  onSelect: (entry: LogEntry) => void;
}

function Line({ entry, top, selected, paired, onSelect }: LineProps) {
  const direction = directionOf(entry);
  const kind = kindOf(entry);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
    <div
      id={`line-${entry.seq}`}
      role="option"
      aria-selected={selected}
      className={css.line}
      data-paired={paired || undefined}
      data-kind={kind ?? undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(entry)}
    >
      <span className={css.time}>
        <Instant at={entry.time} precise />
      </span>
      <span className={css.direction} data-direction={direction ?? undefined}>
        {direction === 'sent' && <ArrowUpRight size={14} role="img" aria-label="sent" />}
        {direction === 'received' && <ArrowDownLeft size={14} role="img" aria-label="received" />}
      </span>
      <span className={`${css.action} ellipsis`}>
        {kind === null ? <span className={css.category}>{entry.category}</span> : entry.action || 'unknown'}
        {kind === 'answer' && <span className="dim"> answer</span>}
        {kind === 'error' && <span className={css.bad}> error</span>}
      </span>
      <span className={`${css.summary} ellipsis`}>
        {entry.evseId ? `#${entry.evseId} ` : ''}
        {lineOf(entry) || (kind === null ? entry.type : '')}
      </span>
      <span className={`${css.roundTrip} num`}>{milliseconds(entry.roundTripMs)}</span>
    </div>
  );
}
