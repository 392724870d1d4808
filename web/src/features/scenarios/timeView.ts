import { useState } from 'react';
import { leastSpan, shifted, type TimeWindow, zoomed } from './lanes';
import type { RunStatus } from './runStore';

/** All so far; the last seconds; or where somebody has moved it to. */
type Mode = 'fit' | 'follow' | 'free';

const firstSpan = 30;
const headroom = 1.08;

/** The instant up to which there is something to see. */
export const reached = ({ elapsedSeconds, durationSeconds }: RunStatus): number =>
  Math.min(elapsedSeconds, durationSeconds);

/** Which part of a run is on the screen: it grows or follows while the run goes on. */
export function useTimeView(status: RunStatus) {
  const [mode, setMode] = useState<Mode>('fit');
  const [kept, setKept] = useState<TimeWindow>({ from: 0, to: firstSpan });
  const at = reached(status);
  const whole = status.running ? status.durationSeconds : Math.max(at, leastSpan);
  const window = windowOf(mode, kept, at, whole, status.running);
  const hold = (next: TimeWindow) => {
    setMode('free');
    setKept(next);
  };
  return {
    window,
    mode,
    fit: () => setMode('fit'),
    follow: () => {
      setKept(window);
      setMode('follow');
    },
    zoom: (factor: number, around: number = (window.from + window.to) / 2) => {
      const next = zoomed(window, factor, mode === 'follow' ? window.to : around, whole);
      setKept(next);
      if (mode !== 'follow') setMode('free');
    },
    move: (share: number) => hold(shifted(window, share * (window.to - window.from), whole)),
    hold: (from: number) => hold(shifted({ from, to: from + window.to - window.from }, 0, whole)),
  };
}

function windowOf(mode: Mode, kept: TimeWindow, at: number, whole: number, running: boolean): TimeWindow {
  if (mode === 'free') return kept;
  if (mode === 'fit')
    return { from: 0, to: running ? Math.min(whole, Math.max(firstSpan, at * headroom)) : whole };
  const span = kept.to - kept.from;
  const to = Math.max(span, at + span * (headroom - 1));
  return { from: to - span, to };
}
