import type { Charger, ChargersUpdate, FleetSample } from '../api/types';
import { naturalKey } from '../lib/format';

/** Power of one charger over the last minutes, for the sparkline of its row: bounded, oldest dropped first. */
export interface PowerTrail {
  times: number[];
  watts: number[];
}

/** Three minutes, and a little more so that the line begins at the edge. */
export const trailSpanMs = 200_000;
const trailSpacingMs = 3000;
const trailLength = Math.ceil(trailSpanMs / trailSpacingMs);

/** A charger as the table needs it; a new object after each change, so that equality tells whether to render. */
export interface ChargerRow {
  charger: Charger;
  sortKey: string;
  powerW: number;
  trail: PowerTrail;
}

type Listener = () => void;

/**
 * All chargers of the active location, normalised by id. Rows are subscribed to one by one; `onMembership` fires when
 * ids or states changed, which is when an order or a filter may have to be computed anew.
 */
export class ChargerStore {
  private rows = new Map<string, ChargerRow>();
  private readonly rowListeners = new Map<string, Set<Listener>>();
  private readonly membershipListeners = new Set<Listener>();
  private membershipVersion = 0;
  private complete = false;

  get size(): number {
    return this.rows.size;
  }

  get version(): number {
    return this.membershipVersion;
  }

  /** False until the first full list has arrived. */
  get loaded(): boolean {
    return this.complete;
  }

  get = (id: string): ChargerRow | undefined => this.rows.get(id);

  all(): Iterable<ChargerRow> {
    return this.rows.values();
  }

  onRow(id: string, listener: Listener): () => void {
    let set = this.rowListeners.get(id);
    if (!set) {
      set = new Set();
      this.rowListeners.set(id, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.rowListeners.get(id) === set) this.rowListeners.delete(id);
    };
  }

  onMembership = (listener: Listener): (() => void) => {
    this.membershipListeners.add(listener);
    return () => this.membershipListeners.delete(listener);
  };

  /** A part of a full list. */
  merge(chargers: readonly Charger[], now: number): void {
    for (const charger of chargers) this.put(charger, now);
    this.membershipChanged();
  }

  /** The end of a full list: what it did not contain is gone. */
  finish(ids: ReadonlySet<string>): void {
    for (const id of this.rows.keys()) if (!ids.has(id)) this.remove(id);
    this.complete = true;
    this.membershipChanged();
  }

  apply(message: Pick<ChargersUpdate, 'changed' | 'removed'>, now: number): void {
    let membership = message.removed.length > 0;
    for (const id of message.removed) this.remove(id);
    for (const charger of message.changed) if (this.put(charger, now)) membership = true;
    if (membership) this.membershipChanged();
  }

  /** What the server remembers of a charger's power comes before what was seen of it here. */
  fill(id: string, samples: readonly FleetSample[], now: number): void {
    const row = this.rows.get(id);
    if (!row) return;
    const trail: PowerTrail = { times: [], watts: [] };
    const points = samples.map(({ time, powerW }) => [Date.parse(time), powerW] as const);
    const [first, last] = [points[0]?.[0] ?? now, points.at(-1)?.[0] ?? 0];
    // Nothing remembered is nothing changed: what flows now has flowed all the time.
    if (first > now - trailSpanMs) extend(trail, now - trailSpanMs, points.length > 0 ? 0 : row.powerW);
    for (const [time, watts] of points) extend(trail, time, watts);
    row.trail.times.forEach((time, i) => {
      if (time > last) extend(trail, time, row.trail.watts[i] as number);
    });
    this.rows.set(id, { ...row, trail });
    this.notify(id);
  }

  /** True when something a filter looks at has changed. */
  private put(charger: Charger, now: number): boolean {
    const before = this.rows.get(charger.id);
    const powerW = charger.evses.reduce((sum, evse) => sum + evse.powerW, 0);
    const trail = before?.trail ?? { times: [], watts: [] };
    extend(trail, now, powerW);
    const sortKey = before?.sortKey ?? naturalKey(charger.id);
    this.rows.set(charger.id, { charger, sortKey, powerW, trail });
    this.notify(charger.id);
    return !before || shape(before.charger) !== shape(charger);
  }

  private remove(id: string): void {
    if (this.rows.delete(id)) this.notify(id);
  }

  private notify(id: string): void {
    const set = this.rowListeners.get(id);
    if (set) for (const listener of set) listener();
  }

  private membershipChanged(): void {
    this.membershipVersion++;
    for (const listener of this.membershipListeners) listener();
  }
}

const shape = (charger: Charger): string =>
  `${charger.connection}|${charger.running}|${charger.evses.map((evse) => evse.status).join()}`;

function extend(trail: PowerTrail, now: number, watts: number): void {
  const last = trail.times.length - 1;
  const lastTime = trail.times[last];
  if (lastTime !== undefined && now - lastTime < trailSpacingMs) {
    trail.watts[last] = watts;
    return;
  }
  trail.times.push(now);
  trail.watts.push(watts);
  if (trail.times.length > trailLength) {
    trail.times.shift();
    trail.watts.shift();
  }
}
