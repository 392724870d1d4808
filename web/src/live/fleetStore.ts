import type { FleetSample, FleetUpdate } from '../api/types';

/** What the top bar and the dashboard show of the fleet, with its power over the last hour (bounded). */
export class FleetStore {
  private current: FleetUpdate | null = null;
  private readonly listeners = new Set<() => void>();
  readonly times: number[] = [];
  readonly powerW: number[] = [];

  get = (): FleetUpdate | null => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  apply(message: FleetUpdate): void {
    if (this.current && this.current.locationId !== message.locationId) this.forget();
    this.current = message;
    const time = Date.parse(message.time) / 1000;
    const last = this.times[this.times.length - 1];
    if (last === undefined || time - last >= 1) {
      this.times.push(time);
      this.powerW.push(message.powerW);
      if (this.times.length > maxPoints) this.thin();
    }
    this.notify();
  }

  /** Puts what the server remembers where nothing was seen live: before the page was opened, and while it was cut off. */
  fill(samples: readonly FleetSample[]): void {
    const seen = this.times.map((time, i) => ({ time, watts: this.powerW[i] as number }));
    const live = new Set(this.times.map(slotOf));
    const missed = samples
      .map(({ time, powerW }) => ({ time: Date.parse(time) / 1000, watts: powerW }))
      .filter(({ time }) => !live.has(slotOf(time)));
    const all = [...missed, ...seen].sort((a, b) => a.time - b.time).slice(-maxPoints);
    this.forget();
    for (const { time, watts } of all) {
      this.times.push(time);
      this.powerW.push(watts);
    }
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }

  private forget(): void {
    this.times.length = this.powerW.length = 0;
  }

  /** Drops the oldest quarter: seldom, so that arrays are not shifted with each message. */
  private thin(): void {
    for (const series of [this.times, this.powerW]) series.splice(0, maxPoints / 4);
  }
}

const maxPoints = 3600;
/** The server keeps a point each five seconds, the page one each second. */
const slotOf = (time: number): number => Math.floor(time / 5);
