import { startTransition, useEffect, useState } from 'react';

/** Counts up to `most`, one with each frame, from when there is a subject: what is dear to make takes turns. */
export function useTurns(most: number, subject: string | null): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (subject === null || turn >= most) return;
    const frame = requestAnimationFrame(() => startTransition(() => setTurn(turn + 1)));
    return () => cancelAnimationFrame(frame);
  }, [subject, turn, most]);
  return turn;
}
