import { useCallback, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Evse, PowerSample } from '../../../api/types';
import { type PlotPlace, usePlot } from '../../../lib/usePlot';
import css from '../charger.module.css';
import type { SampleSource } from '../useCharger';
import {
  amperesPerWatt,
  type Composite,
  compositeData,
  gridAmperesPerWatt,
  inKilowatts,
  PowerTracks,
} from './compositeData';
import { compositeOptions } from './compositeOptions';

interface Props {
  name: string;
  /** Limits at the grid rather than at an EVSE. */
  whole: boolean;
  composite: Composite;
  hours: number;
  evses: readonly Evse[];
  histories: readonly PowerSample[][];
  samples: SampleSource;
}

const height = 260;
const mostFormer = 100;

/** The limits to come with now marked, and the power that flowed so far. Drawn without React. */
export default function CompositeChart({ name, whole, composite, hours, evses, histories, samples }: Props) {
  const latest = useRef(evses);
  latest.current = evses;
  const former = useRef<Composite[]>([]);
  const ids = evses.map(({ id }) => id).join();

  const draw = useCallback(
    ({ element, width, colour }: PlotPlace): [uPlot, () => void] => {
      if (former.current.at(-1) !== composite)
        former.current = [...former.current, composite].slice(-mostFormer);
      const tracks = new PowerTracks(
        ids.split(',').map((id, index) => ({ id: Number(id), history: histories[index] ?? [] })),
      );
      const kilowatts = composite.unit === 'W';
      const scale = (evseId: number) => {
        if (kilowatts) return 0.001;
        if (whole) return gridAmperesPerWatt(latest.current);
        const evse = latest.current.find(({ id }) => id === evseId);
        return evse ? amperesPerWatt(evse) : 0;
      };
      // The samples know each EVSE's own limit. That of the whole charger, which they share, only composites tell.
      const known = whole ? former.current : [composite];
      const composites = kilowatts ? known.map(inKilowatts) : known;
      const ahead = hours * 3600;
      const now = () => Date.now() / 1000;
      const window = (): [number, number, number] => [now() - ahead / 4, now(), now() + ahead];
      const data = () =>
        compositeData(composites, tracks.power(scale), tracks.limit(scale), window()[0], now());
      const unit = kilowatts ? 'kW' : 'A';
      const chart = new uPlot(compositeOptions({ width, height, unit, colour, window }), data(), element);
      const unsubscribe = samples.subscribe((batch) => {
        for (const sample of batch) tracks.add(sample);
      });
      const timer = setInterval(() => chart.setData(data()), 1000);
      return [
        chart,
        () => {
          clearInterval(timer);
          unsubscribe();
        },
      ];
    },
    [composite, hours, whole, ids, histories, samples],
  );
  const host = usePlot(height, draw);

  return (
    <div
      ref={host}
      className={css.plot}
      role="img"
      aria-label={`Limits of ${name} in the next ${hours === 1 ? 'hour' : `${hours} hours`}, and its power so far`}
    />
  );
}
