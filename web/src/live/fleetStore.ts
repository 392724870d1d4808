import type { FleetUpdate } from '../api/types';

/** What the top bar and the dashboard show of the fleet, with its power since the page opened (bounded). */
export class FleetStore {
  private current: FleetUpdate | null = null;
  private readonly listeners = new Set<() => void>();
  readonly times: number[] = [];
  readonly powerW: number[] = [];
  readonly charging: number[] = [];

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
      this.charging.push(message.charging);
      if (this.times.length > maxPoints) this.thin();
    }
    for (const listener of this.listeners) listener();
  }

  private forget(): void {
    this.times.length = this.powerW.length = this.charging.length = 0;
  }

  /** Drops the oldest quarter: seldom, so that arrays are not shifted with each message. */
  private thin(): void {
    for (const series of [this.times, this.powerW, this.charging]) series.splice(0, maxPoints / 4);
  }
}

const maxPoints = 3600;
