import uPlot from 'uplot';
import { timeOfDay } from '../../lib/chart';
import { chartWindowSeconds } from './chartSeries';

const leastSpanSeconds = 180;

const oneDecimal = (value: number | null) => (value === null ? '–' : value.toFixed(1));

/** Three series on two scales: kW at the left, percent at the right. */
export function chartOptions(
  width: number,
  height: number,
  maxKw: number,
  colour: (variable: string) => string,
): uPlot.Options {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const grid = { stroke: colour('--chart-grid'), width: 1 };
  const ink = colour('--ink-dim');
  const font = '11px Inter, system-ui, sans-serif';
  const axis = { stroke: ink, font, grid, ticks: { show: false } };
  return {
    width,
    height,
    cursor: { points: { size: 5 }, drag: { x: false, y: false } },
    legend: { live: true },
    scales: {
      x: {
        time: true,
        range: (_plot, min, max) => [
          Math.max(max - chartWindowSeconds, Math.min(min, max - leastSpanSeconds)),
          max,
        ],
      },
      kW: { range: [0, maxKw * 1.08] },
      '%': { range: [0, 108] },
    },
    axes: [
      {
        ...axis,
        space: 70,
        size: 26,
        incrs: [60, 120, 300, 600],
        values: (_plot, splits) => splits.map((value) => timeOfDay(value)),
      },
      {
        ...axis,
        scale: 'kW',
        size: 44,
        space: 34,
        values: (_plot, splits) => splits.map((value) => `${value}`),
      },
      {
        ...axis,
        scale: '%',
        side: 1,
        size: 40,
        grid: { show: false },
        splits: () => [0, 25, 50, 75, 100],
        values: (_plot, splits) => splits.map((value) => `${value} %`),
      },
    ],
    series: [
      { label: 'Time', value: (_plot, value) => (value === null ? '–' : timeOfDay(value, true)) },
      {
        label: 'Power kW',
        scale: 'kW',
        stroke: colour('--chart-power'),
        fill: `color-mix(in srgb, ${colour('--chart-power')} 10%, transparent)`,
        width: 1.75,
        paths: stepped,
        points: { show: false },
        value: (_plot, value) => oneDecimal(value),
      },
      {
        label: 'Limit kW',
        scale: 'kW',
        stroke: colour('--chart-limit'),
        width: 1.25,
        dash: [5, 3],
        paths: stepped,
        points: { show: false },
        value: (_plot, value) => oneDecimal(value),
      },
      {
        label: 'SoC %',
        scale: '%',
        stroke: colour('--chart-soc'),
        width: 1.25,
        points: { show: false },
        value: (_plot, value) => oneDecimal(value),
      },
    ],
  };
}
