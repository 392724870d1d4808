import type { ScenarioOrigin, TimelineEntry } from '../../api/types';
import { naturalKey } from '../../lib/format';
import { groupOf } from './entryKinds';

// The timeline as lanes, one for each charger: what lasts as spans, what happens at an instant as marks. Seconds count
// from the beginning of the run. Entries come once, in order; a lane is never made anew.

export interface Span {
  evseId: number;
  from: number;
  /** Null while it lasts and its end is not known. */
  to: number | null;
  label: string;
}

/** How a mark is drawn: problems are told apart from all else, the rest by why it is there. */
export type MarkShape = ScenarioOrigin | 'problem';

export interface Mark {
  at: number;
  shape: MarkShape;
  entry: TimelineEntry;
}

export interface Lane {
  id: string;
  /** EVSEs seen so far; at least 1. */
  evses: number;
  /** A car is plugged in. */
  cars: Span[];
  /** A transaction runs. */
  sessions: Span[];
  chaos: Span[];
  /** Without the CSMS. */
  offline: Span[];
  marks: Mark[];
}

const emptyLane = (id: string): Lane => ({
  id,
  evses: 1,
  cars: [],
  sessions: [],
  chaos: [],
  offline: [],
  marks: [],
});

const openOf = (spans: Span[], evseId: number): Span | undefined =>
  spans.findLast((span) => span.to === null && span.evseId === evseId);

function begin(spans: Span[], entry: TimelineEntry, evseId: number, label: string): void {
  close(spans, evseId, entry.offsetSeconds);
  spans.push({ evseId, from: entry.offsetSeconds, to: null, label });
}

function close(spans: Span[], evseId: number, at: number): void {
  const open = openOf(spans, evseId);
  if (open) open.to = at;
}

/** Ends what was there already when the run began. */
function end(spans: Span[], entry: TimelineEntry, evseId: number, label: string): void {
  if (openOf(spans, evseId)) close(spans, evseId, entry.offsetSeconds);
  else if (!spans.some((span) => span.evseId === evseId))
    spans.push({ evseId, from: 0, to: entry.offsetSeconds, label });
}

function beginChaos(lane: Lane, entry: TimelineEntry, startedAt: number): void {
  const [, id = '', until] = /^(\S+)(?: until (\S+))?/.exec(entry.detail) ?? [];
  const endsAt = until === undefined ? Number.NaN : Date.parse(until);
  const to = Number.isNaN(endsAt) ? null : (endsAt - startedAt) / 1000;
  lane.chaos.push({ evseId: entry.evseId ?? 0, from: entry.offsetSeconds, to, label: id });
}

function endChaos(lane: Lane, entry: TimelineEntry): void {
  const span = lane.chaos.findLast(({ label }) => label === entry.detail);
  if (span) span.to = Math.max(span.from, entry.offsetSeconds);
}

const openers: Readonly<Record<string, 'cars' | 'sessions' | 'offline'>> = {
  'plugged-in': 'cars',
  'transaction-started': 'sessions',
  'transaction-resumed': 'sessions',
  disconnected: 'offline',
};

const closers: Readonly<Record<string, 'cars' | 'sessions'>> = {
  unplugged: 'cars',
  'transaction-stopped': 'sessions',
};

function addSpans(lane: Lane, entry: TimelineEntry, startedAt: number): void {
  const evseId = entry.evseId ?? 0;
  const opener = openers[entry.kind];
  const closer = closers[entry.kind];
  if (opener) begin(lane[opener], entry, opener === 'offline' ? 0 : evseId, entry.detail);
  else if (closer) end(lane[closer], entry, evseId, 'from before the run');
  else if (entry.kind === 'connected') close(lane.offline, 0, entry.offsetSeconds);
  else if (entry.kind === 'chaos-injected') beginChaos(lane, entry, startedAt);
  else if (entry.kind === 'chaos-lifted' || entry.kind === 'chaos-ended') endChaos(lane, entry);
}

/** What spans show already, and what every charger does at once when a run begins, is no mark of its own. */
const unmarked = new Set([
  'status-changed',
  'start',
  'chaos-ended',
  'chaos-injected',
  'transaction-answered',
]);

const shapeOf = (entry: TimelineEntry): MarkShape =>
  groupOf(entry.kind) === 'problem' ? 'problem' : entry.origin;

export class Lanes {
  /** In the natural order of ids. */
  readonly list: Lane[] = [];
  private readonly byId = new Map<string, Lane>();
  private readonly keys = new Map<string, string>();

  /** @param startedAt When the run began, in milliseconds. */
  constructor(private readonly startedAt: number) {}

  add(entries: readonly TimelineEntry[]): void {
    const before = this.list.length;
    for (const entry of entries) if (entry.chargerId != null) this.addTo(this.lane(entry.chargerId), entry);
    if (this.list.length > before)
      this.list.sort((a, b) => ((this.keys.get(a.id) ?? '') < (this.keys.get(b.id) ?? '') ? -1 : 1));
  }

  /** Marks of entries that are no longer kept go; spans stay. */
  forget(before: number): void {
    for (const lane of this.list) lane.marks = lane.marks.filter(({ entry }) => entry.seq >= before);
  }

  private lane(id: string): Lane {
    const present = this.byId.get(id);
    if (present) return present;
    const made = emptyLane(id);
    this.byId.set(id, made);
    this.keys.set(id, naturalKey(id));
    this.list.push(made);
    return made;
  }

  private addTo(lane: Lane, entry: TimelineEntry): void {
    lane.evses = Math.max(lane.evses, entry.evseId ?? 0);
    addSpans(lane, entry, this.startedAt);
    if (!unmarked.has(entry.kind)) lane.marks.push({ at: entry.offsetSeconds, shape: shapeOf(entry), entry });
  }
}

/** The part of time that is on the screen, in seconds. */
export interface TimeWindow {
  from: number;
  to: number;
}

export const leastSpan = 2;

/** The window zoomed around an instant, kept within the run. */
export function zoomed(window: TimeWindow, factor: number, around: number, whole: number): TimeWindow {
  const span = Math.min(Math.max((window.to - window.from) * factor, leastSpan), Math.max(whole, leastSpan));
  const share = (around - window.from) / (window.to - window.from);
  return shifted({ from: around - share * span, to: around + (1 - share) * span }, 0, whole);
}

/** The window moved, kept within the run. */
export function shifted(window: TimeWindow, seconds: number, whole: number): TimeWindow {
  const span = window.to - window.from;
  const from = Math.max(0, Math.min(window.from + seconds, Math.max(whole, leastSpan) - span));
  return { from, to: from + span };
}

/** The first index whose instant is not before `at`; instants only grow. */
export function firstAt(marks: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The mark nearest to an instant, no farther from it than `within`. */
export function nearest(lane: Lane, at: number, within: number): Mark | null {
  let best: Mark | null = null;
  for (let i = firstAt(lane.marks, at - within); i < lane.marks.length; i++) {
    const mark = lane.marks[i] as Mark;
    if (mark.at > at + within) break;
    if (!best || Math.abs(mark.at - at) < Math.abs(best.at - at)) best = mark;
  }
  return best;
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Instants for the axis: round ones, no more than fit. */
export function ticks(window: TimeWindow, most: number): number[] {
  const span = window.to - window.from;
  const step = steps.find((each) => span / each <= most) ?? 86_400 * Math.ceil(span / 86_400 / most);
  const first = Math.ceil(window.from / step) * step;
  const count = Math.max(0, Math.floor((window.to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}
