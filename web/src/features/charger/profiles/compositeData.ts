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

/** What flowed at some EVSEs, in W: what was before the page opened, then live. */
export class PowerTracks {
  private readonly power = new Map<number, Steps>();
  private readonly limit = new Map<number, Steps>();

  constructor(evses: readonly { id: number; history: readonly PowerSample[] }[]) {
    for (const { id, history } of evses) {
      this.power.set(id, new Steps());
      this.limit.set(id, new Steps());
      for (const sample of history.slice(-mostSamples)) this.add({ ...sample, evseId: id });
    }
  }

  add(sample: EvseSample): void {
    const time = Date.parse(sample.time) / 1000;
    this.power.get(sample.evseId)?.add(time, sample.powerW);
    this.limit.get(sample.evseId)?.add(time, sample.limitW);
  }

  /** Their power together, in W or, per phase, in A. */
  total(perWatt: (evseId: number) => number): Steps {
    return Steps.sum([...this.power].map(([id, steps]) => scaled(steps, perWatt(id))));
  }

  /** What limited the only one; EVSEs together have no limit that a sum would show. */
  limitSoFar(perWatt: (evseId: number) => number): Steps {
    const [only, ...others] = this.limit;
    if (!only || others.length > 0) return new Steps();
    const [evseId, steps] = only;
    return scaled(steps, perWatt(evseId));
  }
}

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

/** What the chart draws: the limit before and after now, and the power up to now. */
export function compositeData(
  composite: Composite,
  power: Steps,
  limitSoFar: Steps,
  from: number,
  now: number,
): AlignedData {
  const limit = new Steps();
  const start = composite.at / 1000;
  limitSoFar.times.forEach((time, index) => {
    if (time < start) limit.add(time, limitSoFar.values[index] as number);
  });
  for (const period of composite.periods) limit.add(start + period.startPeriod, period.limit);
  const end = start + composite.durationSeconds;
  const times = [...new Set([from, ...power.times, ...limit.times, now, end])]
    .filter((time) => time >= from && time <= end)
    .sort((a, b) => a - b);
  return [
    times,
    times.map((time) => limit.at(time)),
    times.map((time) => (time <= now ? power.at(time) : null)),
  ];
}
