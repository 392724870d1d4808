import type { AlignedData } from 'uplot';
import type { PowerSample } from '../../api/types';

const windowSeconds = 15 * 60;
const maxPoints = 4000;

/** The points of one EVSE's chart in the order of time, in kW and percent. Old ones fall out at the left. */
export class ChartSeries {
  private readonly times: number[] = [];
  private readonly power: (number | null)[] = [];
  private readonly limit: (number | null)[] = [];
  private readonly soc: (number | null)[] = [];

  constructor(history: readonly PowerSample[]) {
    for (const point of history) this.add(point);
  }

  add(point: PowerSample): void {
    const time = Date.parse(point.time) / 1000;
    const last = this.times[this.times.length - 1];
    if (last !== undefined && time < last) return;
    if (time === last) this.drop(this.times.length - 1, 1);
    this.times.push(time);
    this.power.push(point.powerW / 1000);
    this.limit.push(point.limitW === null ? null : point.limitW / 1000);
    this.soc.push(point.socPercent);
    if (this.times.length > maxPoints) this.drop(0, maxPoints / 4);
  }

  /** What uPlot draws: the last value reaches to now, since power is constant until told otherwise. */
  data(now: number): AlignedData {
    const from = now - windowSeconds;
    let first = this.times.findIndex((time) => time >= from);
    if (first < 0) first = Math.max(0, this.times.length - 1);
    if (first > 0) first--; // The step that reaches into the window.
    const end = this.times.length - 1;
    const cut = <T>(values: T[], last: T): T[] => [...values.slice(first), last];
    return [
      cut(this.times, Math.max(now, this.times[end] ?? now)),
      cut(this.power, this.power[end] ?? null),
      cut(this.limit, this.limit[end] ?? null),
      cut(this.soc, this.soc[end] ?? null),
    ];
  }

  private drop(start: number, count: number): void {
    for (const values of [this.times, this.power, this.limit, this.soc]) values.splice(start, count);
  }
}

export const chartWindowSeconds = windowSeconds;
