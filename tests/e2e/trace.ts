import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: { url?: string; functionName?: string; type?: string } };
}

/** What the main thread of the page did in a stretch of time. */
export interface Tasks {
  seconds: number;
  /** Tasks of the main thread longer than 50 ms, by the clock. */
  over50: number;
  longestMs: number;
  /** The same by the thread's own processor time: what is left when the machine is busy with other things. */
  cpuOver50: number;
  longestCpuMs: number;
  cpuPercent: number;
  /** Null when the page was left for another. */
  framesPerSecond: number | null;
  /** What the longest tasks were made of. */
  longest: string[];
}

const categories = ['v8', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'];

/** Traces the browser while `act` runs and adds up the tasks of this page's main thread. */
export async function traced(browser: Browser, page: Page, act: () => Promise<void>): Promise<Tasks> {
  await page.evaluate(() => {
    const state = window as unknown as { frames: number; counting: boolean };
    state.frames = 0;
    state.counting = true;
    const count = () => {
      state.frames++;
      if (state.counting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await browser.startTracing(page, { categories });
  const started = performance.now();
  await act();
  const seconds = (performance.now() - started) / 1000;
  const frames = await page.evaluate(() => {
    const state = window as unknown as { frames?: number; counting: boolean };
    state.counting = false;
    return state.frames ?? null;
  });
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return { ...sum(trace.traceEvents, seconds), framesPerSecond: frames && Math.round(frames / seconds) };
}

function sum(events: TraceEvent[], seconds: number): Omit<Tasks, 'framesPerSecond'> {
  // The busiest renderer is the page: the others are blank.
  const mains = events.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain');
  const byThread = mains.map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid));
  const cpuOf = (thread: TraceEvent[]) => thread.filter(isTask).reduce((all, task) => all + (task.tdur ?? 0), 0);
  const main = byThread.sort((a, b) => cpuOf(b) - cpuOf(a))[0] ?? [];
  const tasks = main.filter(isTask);
  const ms = (microseconds = 0) => microseconds / 1000;
  const over = (of: (task: TraceEvent) => number | undefined) => tasks.filter((task) => ms(of(task)) > 50).length;
  return {
    seconds: Math.round(seconds * 10) / 10,
    over50: over((task) => task.dur),
    longestMs: Math.round(Math.max(0, ...tasks.map((task) => ms(task.dur)))),
    cpuOver50: over((task) => task.tdur),
    longestCpuMs: Math.round(Math.max(0, ...tasks.map((task) => ms(task.tdur)))),
    cpuPercent: Math.round(ms(cpuOf(main)) / seconds / 10),
    longest: tasks
      .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
      .slice(0, 3)
      .map((task) => describe(task, main)),
  };
}

const isTask = (event: TraceEvent): boolean => event.ph === 'X' && event.name === 'RunTask';

function describe(task: TraceEvent, thread: TraceEvent[]): string {
  const end = task.ts + (task.dur ?? 0);
  const parts = thread
    .filter((event) => event.ph === 'X' && event !== task && event.ts >= task.ts && event.ts < end && (event.dur ?? 0) > 4000)
    .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
    .slice(0, 5)
    .map((event) => `${event.name}${event.args?.data?.functionName ? ` ${event.args.data.functionName}` : ''} ${ms1(event.dur)}`);
  return `${ms1(task.dur)} (cpu ${ms1(task.tdur)}): ${parts.join(', ')}`;
}

const ms1 = (microseconds = 0) => `${Math.round(microseconds / 1000)} ms`;
