import type { ScenarioStatus, ScenarioUpdate, TimelineEntry } from '../../api/types';
import { Lanes } from './lanes';

export type RunStatus = Omit<ScenarioStatus, 'timeline'>;
export type FetchRun = (after: number, limit: number) => Promise<ScenarioStatus>;

/** The server keeps as many; of more the oldest go, in blocks. */
export const mostKept = 100_000;
const block = 10_000;
// Each page is parsed and laid out at once: kept short.
const pageSize = 2000;

/**
 * The run of one location and its timeline, filled from the hub. What is missing, told by a gap in the entries' numbers, is
 * fetched. Nothing here is made anew with a message, so that the hundred-thousandth entry costs what the first did.
 */
export class RunStore {
  status: RunStatus | null = null;
  entries: TimelineEntry[] = [];
  lanes = new Lanes(0);
  error: unknown = null;
  /** True until the timeline is here as far as the server has it. */
  loading = true;
  /** Grows with each change. */
  version = 0;
  private lastSeq = 0;
  private turn = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly fetchRun: FetchRun) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  /** Fetches what is missing. A newer call takes the place of one that is under way. */
  async load(): Promise<void> {
    const turn = ++this.turn;
    this.loading = true;
    try {
      do {
        const page = await this.fetchRun(this.lastSeq, pageSize);
        if (turn !== this.turn) return;
        if (page.runId !== this.status?.runId && this.lastSeq > 0) {
          this.begin(page);
          continue;
        }
        // Drawn with the first page and with the last: those between would only take the time.
        const first = this.entries.length === 0;
        this.take(page);
        if (first) this.tell();
        if (page.timeline.length === 0) break;
      } while (this.lastSeq < (this.status?.timelineTotal ?? 0));
      this.error = null;
      this.loading = false;
    } catch (error) {
      if (turn !== this.turn) return;
      this.error = error;
      this.loading = false;
    }
    this.tell();
  }

  apply({ status }: ScenarioUpdate): void {
    if (status.runId !== this.status?.runId) this.begin(status);
    const first = status.timeline[0]?.seq ?? this.lastSeq + 1;
    const missing = first > this.lastSeq + 1 && status.timelineDropped < first - 1;
    if (missing) {
      this.setStatus(status);
      if (!this.loading) void this.load();
    } else this.take(status);
    this.tell();
  }

  private begin(status: ScenarioStatus): void {
    this.entries = [];
    this.lastSeq = 0;
    this.lanes = new Lanes(Date.parse(status.startedAt ?? ''));
    this.setStatus(status);
  }

  private take(status: ScenarioStatus): void {
    if (status.runId !== this.status?.runId) this.begin(status);
    const fresh = status.timeline.filter(({ seq }) => seq > this.lastSeq);
    this.setStatus(status);
    this.lastSeq = fresh.at(-1)?.seq ?? this.lastSeq;
    this.lanes.add(fresh);
    for (const entry of fresh) this.entries.push(entry);
    if (this.entries.length > mostKept) {
      this.entries = this.entries.slice(-(mostKept - block));
      this.lanes.forget(this.entries[0]?.seq ?? 0);
    }
  }

  private setStatus({ timeline: _, ...status }: ScenarioStatus): void {
    // A page that was long on its way may be older than the last message.
    const old = this.status;
    if (old?.runId === status.runId && old && (old.timelineTotal > status.timelineTotal || !old.running))
      return;
    this.status = status;
  }

  private tell(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
