import { useSyncExternalStore } from 'react';

// One clock for the whole page, ticking once a second while anything looks at it: ages, countdowns, sparklines.

let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The time in milliseconds, to the second. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
