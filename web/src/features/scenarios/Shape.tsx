import type { MarkShape } from './lanes';

const ink: Record<MarkShape, string> = {
  plan: 'var(--status-Preparing)',
  reaction: 'var(--status-Finishing)',
  consequence: 'var(--ink-dim)',
  problem: 'var(--status-Faulted)',
};

/** The mark of an entry, of the same shape as on the timeline: told apart without colour. */
export function Shape({ shape }: { shape: MarkShape }) {
  const colour = ink[shape];
  return (
    <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden>
      {shape === 'plan' && <path d="M-5,-4 L5,-4 L0,5 Z" fill={colour} />}
      {shape === 'reaction' && (
        <path d="M0,-5 L5,0 L0,5 L-5,0 Z" fill="var(--surface)" stroke={colour} strokeWidth={1.5} />
      )}
      {shape === 'consequence' && <path d="M0,-5 V5" stroke={colour} strokeWidth={2} />}
      {shape === 'problem' && <path d="M-4,-4 L4,4 M4,-4 L-4,4" stroke={colour} strokeWidth={2.2} />}
    </svg>
  );
}
