import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { PowerSample } from '../../api/types';
import { type PlotPlace, usePlot } from '../../lib/usePlot';
import css from './charger.module.css';
import { chartOptions } from './chartOptions';
import { ChartSeries } from './chartSeries';
import type { SampleSource } from './useCharger';

interface Props {
  evseId: number;
  maxPowerW: number;
  history: PowerSample[];
  samples: SampleSource;
}

const height = 220;

/** Power against its limit, and SoC: what was before the page opened, then live. Drawn without React. */
export default function PowerChart({ evseId, maxPowerW, history, samples }: Props) {
  const draw = useCallback(
    ({ element, width, colour }: PlotPlace): [uPlot, () => void] => {
      const series = new ChartSeries(history);
      const data = () => series.data(Date.now() / 1000);
      const chart = new uPlot(chartOptions(width, height, maxPowerW / 1000, colour), data(), element);
      const redraw = () => chart.setData(data());
      const unsubscribe = samples.subscribe((batch) => {
        for (const sample of batch) if (sample.evseId === evseId) series.add(sample);
        redraw();
      });
      const timer = setInterval(redraw, 1000);
      return [
        chart,
        () => {
          clearInterval(timer);
          unsubscribe();
        },
      ];
    },
    [evseId, maxPowerW, history, samples],
  );
  const host = usePlot(height, draw);
  return (
    <div
      ref={host}
      className={css.plot}
      role="img"
      aria-label={`Power, limit and state of charge of EVSE ${evseId} over time`}
    />
  );
}
