import { memo } from 'react';
import type { PowerTrail } from '../live/chargerStore';

const width = 64;
const height = 18;
const spanMs = 3 * 60_000;

/** Power of the last minutes as steps, scaled to the charger's rating. */
export const Sparkline = memo(
  function Sparkline({ trail, maxW, now }: { trail: PowerTrail; maxW: number; now: number }) {
    const { times, watts } = trail;
    const x = (time: number) => Math.max(0, width - ((now - time) / spanMs) * width);
    const y = (value: number) => height - 1.5 - (Math.min(value, maxW) / maxW) * (height - 3);
    let line = '';
    for (let i = 0; i < times.length; i++) {
      const next = times[i + 1] ?? now;
      if (next < now - spanMs) continue;
      const level = y(watts[i] as number).toFixed(1);
      line += `${line ? 'L' : 'M'}${x(times[i] as number).toFixed(1)} ${level}H${x(next).toFixed(1)}`;
    }
    return (
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path d={`M0 ${height - 1}H${width}`} stroke="var(--line)" />
        {line && <path d={line} fill="none" stroke="var(--chart-power)" strokeWidth="1.25" />}
      </svg>
    );
  },
  (a, b) => a.trail === b.trail && a.now === b.now && a.maxW === b.maxW,
);
