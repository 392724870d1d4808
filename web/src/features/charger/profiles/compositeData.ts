import type { AlignedData } from 'uplot';
import type { ChargingSchedulePeriod, Evse, EvseSample, PowerSample } from '../../../api/types';
import { Steps } from '../steps';

/** A composite schedule with the moment at which this page got it: the charger's clock may be another one. */
export interface Composite {
  at: number;
  unit: 'W' | 'A';
  durationSeconds: number;
  periods: readonly ChargingSchedulePeriod[];
}

const mostSamples = 4000;

/** It with its limits in kW. */
export const inKilowatts = (composite: Composite): Composite => ({
  ...composite,
  periods: composite.periods.map((period) => ({ ...period, limit: period.limit / 1000 })),
});

/** What flowed and might have flowed at some EVSEs, in W: what was before the page opened, then live. */
export class PowerTracks {
  private readonly powers = new Map<number, Steps>();
  private readonly limits = new Map<number, Steps>();

  constructor(evses: readonly { id: number; history: readonly PowerSample[] }[]) {
    for (const { id, history } of evses) {
      this.powers.set(id, new Steps());
      this.limits.set(id, new Steps());
      for (const sample of history.slice(-mostSamples)) this.add({ ...sample, evseId: id });
    }
  }

  add(sample: EvseSample): void {
    const time = Date.parse(sample.time) / 1000;
    this.powers.get(sample.evseId)?.add(time, sample.powerW);
    this.limits.get(sample.evseId)?.add(time, sample.limitW ?? 0);
  }

  /** Their power together, in W or, per phase, in A. */
  power(perWatt: (evseId: number) => number): Steps {
    return sumOf(this.powers, perWatt);
  }

  /** Their limits together. A limit that they share counts for each of them that could have all of it. */
  limit(perWatt: (evseId: number) => number): Steps {
    return sumOf(this.limits, perWatt);
  }
}

const sumOf = (tracks: ReadonlyMap<number, Steps>, perWatt: (evseId: number) => number): Steps =>
  Steps.sum([...tracks].map(([id, steps]) => scaled(steps, perWatt(id))));

function scaled(steps: Steps, factor: number): Steps {
  const result = new Steps();
  steps.times.forEach((time, index) => {
    result.add(time, (steps.values[index] as number) * factor);
  });
  return result;
}

/** Amperes for a watt: as measured while power flows, else by rating. */
export const amperesPerWatt = (evse: Evse): number =>
  evse.powerW > 0 && evse.currentA > 0
    ? evse.currentA / evse.powerW
    : 1 / (evse.voltageV * (evse.phases ?? 1));

/** Amperes per phase for a watt at the grid, as the limits of a whole charger are given: DC EVSEs draw on three phases. */
export function gridAmperesPerWatt(evses: readonly Evse[]): number {
  const voltage = evses.findLast(({ currentType }) => currentType === 'AC')?.voltageV ?? 230;
  return 1 / (voltage * Math.max(1, ...evses.map(({ phases }) => phases ?? 3)));
}

/**
 * What the chart draws: the limit before and after now, and the power up to now. Each composite holds until the next one, the
 * last also in the time to come; before the first of them the samples' limit does.
 */
export function compositeData(
  composites: readonly Composite[],
  power: Steps,
  limitSoFar: Steps,
  from: number,
  now: number,
): AlignedData {
  const limit = new Steps();
  const starts = composites.map(({ at }) => at / 1000);
  const copy = (times: readonly number[], values: readonly number[], until = Number.POSITIVE_INFINITY) =>
    times.forEach((time, index) => {
      if (time < until) limit.add(time, values[index] as number);
    });
  copy(limitSoFar.times, limitSoFar.values, starts[0]);
  composites.forEach(({ periods }, index) => {
    const start = starts[index] as number;
    copy(
      periods.map(({ startPeriod }) => start + startPeriod),
      periods.map((period) => period.limit),
      starts[index + 1],
    );
  });
  const last = composites[composites.length - 1];
  const end = last ? last.at / 1000 + last.durationSeconds : now;
  const times = [...new Set([from, ...power.times, ...limit.times, now, end])]
    .filter((time) => time >= from && time <= end)
    .sort((a, b) => a - b);
  return [
    times,
    times.map((time) => limit.at(time)),
    times.map((time) => (time <= now ? power.at(time) : null)),
  ];
}
