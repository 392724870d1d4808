import { useCallback } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { timeOfDay } from '../../lib/chart';
import { type PlotPlace, usePlot } from '../../lib/usePlot';
import { useLive } from '../../live/live';

const height = 200;
const stepped = uPlot.paths.stepped?.({ align: 1 });
const leastSpanSeconds = 180;

/** Power of the whole location over time. */
export default function FleetPowerChart() {
  const { fleet } = useLive();
  const draw = useCallback(
    ({ element, width, colour }: PlotPlace): [uPlot, () => void] => {
      const axis = {
        stroke: colour('--ink-dim'),
        font: '11px Inter, system-ui, sans-serif',
        grid: { stroke: colour('--chart-grid'), width: 1 },
        ticks: { show: false },
      };
      const data = (): uPlot.AlignedData => [fleet.times.slice(), fleet.powerW.map((watts) => watts / 1000)];
      const chart = new uPlot(
        {
          width,
          height,
          legend: { show: false },
          cursor: { drag: { x: false, y: false } },
          scales: {
            x: { time: true, range: (_plot, min, max) => [Math.min(min, max - leastSpanSeconds), max] },
            y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] },
          },
          axes: [
            {
              ...axis,
              incrs: [60, 120, 300, 600, 900, 1800, 3600],
              space: 70,
              size: 26,
              values: (_plot, splits) => splits.map((value) => timeOfDay(value)),
            },
            { ...axis, size: 62, values: (_plot, splits) => splits.map((value) => `${value} kW`) },
          ],
          series: [
            {},
            {
              stroke: colour('--chart-power'),
              fill: `color-mix(in srgb, ${colour('--chart-power')} 10%, transparent)`,
              width: 1.75,
              // Power is constant from one event to the next.
              paths: stepped,
              points: { show: false },
            },
          ],
        },
        data(),
        element,
      );
      return [chart, fleet.subscribe(() => chart.setData(data()))];
    },
    [fleet],
  );
  const host = usePlot(height, draw);
  return (
    <div ref={host} role="img" aria-label="Power of the fleet over time" style={{ minHeight: height }} />
  );
}
