import type { LogEntry, LogsUpdate } from '../../api/types';

/** What a page of lines is asked for by. */
export interface LogRange {
  limit: number;
  before?: number;
}
export type FetchLines = (range: LogRange) => Promise<{ items: LogEntry[]; total: number }>;

const pageSize = 500;
/** The most lines that are kept; the oldest go first. */
export const mostLines = 5000;
/** As long as one reads back, more of them. */
const mostReadBack = 20_000;

/**
 * The lines of one filter: the newest, what is pushed, and as far back as one scrolls. Those that come while it is paused
 * wait.
 */
export class LogStore {
  lines: LogEntry[] = [];
  /** How many lines passed the filter when they were fetched. */
  total = 0;
  /** Whether there are older lines to fetch. */
  more = false;
  pending = true;
  fetchingOlder = false;
  error: unknown = null;
  paused = false;
  waiting: LogEntry[] = [];
  /** Lines that came faster than they could be sent. */
  dropped = 0;
  version = 0;
  private readingBack = false;
  private turn = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly fetchLines: FetchLines) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  /** Fetches the newest lines. Where they do not meet those that are here, they take their place. */
  async load(): Promise<void> {
    const turn = ++this.turn;
    try {
      const { items, total } = await this.fetchLines({ limit: pageSize });
      if (turn !== this.turn) return;
      const last = this.lines.at(-1)?.seq ?? -1;
      const meets = !this.pending && this.lines.length > 0 && (items[0]?.seq ?? 0) <= last;
      if (meets) this.take(items);
      else {
        // What was pushed while the page was on its way is newer than all of it.
        const pushed = this.lines.filter(({ seq }) => seq > (items.at(-1)?.seq ?? -1));
        this.lines = [...items, ...(this.pending ? pushed : [])];
        this.waiting = [];
        this.more = items.length === pageSize;
      }
      this.total = total;
      this.error = null;
    } catch (error) {
      if (turn !== this.turn) return;
      this.error = error;
    }
    this.pending = false;
    this.tell();
  }

  /** Fetches the lines before the oldest one. */
  async older(): Promise<void> {
    const before = this.lines[0]?.seq;
    if (before === undefined || !this.more || this.fetchingOlder || this.lines.length >= mostReadBack) return;
    this.fetchingOlder = true;
    this.readingBack = true;
    const turn = this.turn;
    this.tell();
    try {
      const { items } = await this.fetchLines({ limit: pageSize, before });
      if (turn === this.turn && this.lines[0]?.seq === before) {
        this.lines = [...items, ...this.lines];
        this.more = items.length === pageSize;
      }
    } catch (error) {
      this.error = error;
    }
    this.fetchingOlder = false;
    this.tell();
  }

  apply({ entries, dropped }: Pick<LogsUpdate, 'entries' | 'dropped'>): void {
    this.dropped += dropped;
    if (this.paused) {
      const all = newer(this.waiting, entries, this.lines.at(-1)?.seq ?? -1);
      this.waiting = bounded(all, mostLines);
      this.dropped += all.length - this.waiting.length;
    } else this.take(entries);
    this.tell();
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    if (!paused) {
      this.take(this.waiting);
      this.waiting = [];
    }
    this.tell();
  }

  /** One reads at the end again: there is no need to keep what was read back. */
  atEnd(): void {
    if (!this.readingBack) return;
    this.readingBack = false;
    if (this.lines.length <= mostLines) return;
    this.lines = bounded(this.lines, mostLines);
    this.more = true;
    this.tell();
  }

  /** All lines are gone. */
  clear(): void {
    this.lines = [];
    this.waiting = [];
    this.total = 0;
    this.dropped = 0;
    this.more = false;
    this.tell();
  }

  private take(entries: readonly LogEntry[]): void {
    const all = newer(this.lines, entries, -1);
    if (all === this.lines) return;
    const most = this.readingBack ? mostReadBack : mostLines;
    if (all.length > most) this.more = true;
    this.lines = bounded(all, most);
  }

  private tell(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}

/** Those after the last one, each once. Lines of several chargers may be a little out of order. */
function newer(lines: LogEntry[], entries: readonly LogEntry[], atLeast: number): LogEntry[] {
  const last = Math.max(lines.at(-1)?.seq ?? -1, atLeast);
  if (entries.length === 0) return lines;
  if ((entries[0]?.seq ?? 0) > last) return [...lines, ...entries];
  const known = new Set(lines.slice(-2 * pageSize).map(({ seq }) => seq));
  const oldest = lines.at(-2 * pageSize)?.seq ?? lines[0]?.seq ?? -1;
  const fresh = entries.filter(({ seq }) => seq > Math.max(oldest, atLeast) && !known.has(seq));
  if (fresh.length === 0) return lines;
  return [...lines, ...fresh].sort((a, b) => a.seq - b.seq);
}

const bounded = (lines: LogEntry[], most: number): LogEntry[] =>
  lines.length > most ? lines.slice(lines.length - most) : lines;
