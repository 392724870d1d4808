import { useCallback, useEffect, useRef, useState } from 'react';
import { startChargers, stopChargers } from '../../api/calls';
import { messageOf } from '../../api/problem';
import { showFailed } from '../../components/toasts';
import { useLive } from '../../live/live';
import { type BulkJob, progressOf, type Refused } from './bulkJob';

const lookEveryMs = 500;
const showEveryMs = 200;
const atOnce = 6;

/** The one job with many chargers that the table shows; a newer one takes its place. */
export interface BulkJobs {
  job: BulkJob | null;
  start(ids: readonly string[]): Promise<void>;
  stop(ids: readonly string[]): Promise<void>;
  /** One call for each charger, a few at a time; a refusal does not hold the others up. */
  each(
    name: string,
    outcome: string,
    ids: readonly string[],
    call: (id: string) => Promise<unknown>,
  ): Promise<void>;
  /** One call for all of them. */
  once(
    name: string,
    outcome: string,
    total: number,
    call: () => Promise<{ done: number; refused: Refused[] }>,
  ): Promise<void>;
  dismiss(): void;
}

export function useBulkJob(): BulkJobs {
  const { chargers } = useLive();
  const [job, setJob] = useState<BulkJob | null>(null);
  const [watched, setWatched] = useState<{ ids: string[]; to: 'connected' | 'off' } | null>(null);
  const turn = useRef(0);

  useEffect(() => {
    if (!watched) return;
    const look = () => {
      const done = progressOf(chargers, watched.ids, watched.to);
      const over = done === watched.ids.length;
      setJob((former) => former && { ...former, done, over });
      if (over) setWatched(null);
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [chargers, watched]);

  const begin = useCallback((name: string, outcome: string, total: number) => {
    setWatched(null);
    setJob({ name, outcome, total, done: 0, refused: [], over: false });
    return ++turn.current;
  }, []);

  const turnTo = useCallback(
    async (to: 'connected' | 'off', ids: readonly string[]) => {
      const name = to === 'off' ? 'Stopping' : 'Starting';
      const mine = begin(name, to, ids.length);
      try {
        const { refused } = await (to === 'off' ? stopChargers([...ids]) : startChargers([...ids]));
        if (turn.current !== mine) return;
        const left = new Set(refused.map(({ id }) => id));
        setJob((former) => former && { ...former, refused });
        setWatched({ ids: ids.filter((id) => !left.has(id)), to });
      } catch (error) {
        if (turn.current === mine) setJob(null);
        showFailed(`${name} many failed`, error);
      }
    },
    [begin],
  );

  const each = useCallback<BulkJobs['each']>(
    async (name, outcome, ids, call) => {
      const mine = begin(name, outcome, ids.length);
      const refused: Refused[] = [];
      let [next, done, shownAt] = [0, 0, Date.now()];
      const show = (over: boolean) => {
        if (turn.current !== mine || (!over && Date.now() - shownAt < showEveryMs)) return;
        shownAt = Date.now();
        setJob((former) => former && { ...former, done, refused: [...refused], over });
      };
      const worker = async () => {
        while (next < ids.length) {
          const id = ids[next++] as string;
          await call(id).then(
            () => done++,
            (error: unknown) => refused.push({ id, detail: messageOf(error) }),
          );
          show(false);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      show(true);
    },
    [begin],
  );

  const once = useCallback<BulkJobs['once']>(
    async (name, outcome, total, call) => {
      const mine = begin(name, outcome, total);
      try {
        const result = await call();
        if (turn.current === mine) setJob((former) => former && { ...former, ...result, over: true });
      } catch (error) {
        if (turn.current === mine) setJob(null);
        showFailed(`${name} many failed`, error);
      }
    },
    [begin],
  );

  const start = useCallback((ids: readonly string[]) => turnTo('connected', ids), [turnTo]);
  const stop = useCallback((ids: readonly string[]) => turnTo('off', ids), [turnTo]);
  const dismiss = useCallback(() => {
    turn.current++;
    setWatched(null);
    setJob(null);
  }, []);
  return { job, start, stop, each, once, dismiss };
}
