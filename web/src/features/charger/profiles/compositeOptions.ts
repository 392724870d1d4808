import uPlot from 'uplot';
import { timeOfDay } from '../../../lib/chart';

interface Look {
  width: number;
  height: number;
  unit: 'kW' | 'A';
  colour: (variable: string) => string;
  /** From, now and to, in seconds since the epoch. */
  window: () => [number, number, number];
}

const shown = (value: number | null) => (value === null ? '–' : value.toFixed(1));

/** The limit as a step line with a fill under it, the power over it, and a mark at now. */
export function compositeOptions({ width, height, unit, colour, window }: Look): uPlot.Options {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const font = '11px Inter, system-ui, sans-serif';
  const axis = {
    stroke: colour('--ink-dim'),
    font,
    grid: { stroke: colour('--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  const tint = (variable: string) => `color-mix(in srgb, ${colour(variable)} 9%, transparent)`;
  return {
    width,
    height,
    cursor: { points: { size: 5 }, drag: { x: false, y: false } },
    legend: { live: true },
    scales: {
      x: {
        time: true,
        range: () => {
          const [from, , to] = window();
          return [from, to];
        },
      },
      y: { range: (_plot, _min, max) => [0, (max || 1) * 1.12] },
    },
    axes: [
      {
        ...axis,
        space: 70,
        size: 26,
        incrs: [300, 600, 900, 1800, 3600, 7200, 10_800, 21_600],
        values: (_plot, splits) => splits.map((value) => timeOfDay(value)),
      },
      {
        ...axis,
        size: 58,
        space: 34,
        values: (_plot, splits) => splits.map((value) => `${value} ${unit}`),
      },
    ],
    series: [
      { label: 'Time', value: (_plot, value) => (value === null ? '–' : timeOfDay(value, true)) },
      {
        label: `Limit ${unit}`,
        stroke: colour('--chart-limit'),
        fill: tint('--chart-limit'),
        width: 1.5,
        paths: stepped,
        points: { show: false },
        value: (_plot, value) => shown(value),
      },
      {
        label: unit === 'kW' ? 'Power kW' : 'Current A',
        stroke: colour('--chart-power'),
        fill: tint('--chart-power'),
        width: 1.75,
        paths: stepped,
        points: { show: false },
        value: (_plot, value) => shown(value),
      },
    ],
    hooks: { draw: [(plot) => markNow(plot, window()[1], colour('--ink-dim'), font)] },
  };
}

function markNow(plot: uPlot, now: number, colour: string, font: string): void {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(now, 'x', true));
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash([3 * scale, 3 * scale]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = font.replace('11px', `${11 * scale}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText('now', x + 4 * scale, bbox.top + 2 * scale);
  ctx.restore();
}
