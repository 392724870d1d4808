import { describe, expect, it } from 'vitest';
import type { ScenarioStatus } from '../../api/types';
import { entry, runStatus } from '../../test/scenarioFakes';
import { mostKept, RunStore } from './runStore';

const entries = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));

/** A server that has some of a timeline, and a page on it. */
function serving(total: number, change: Partial<ScenarioStatus> = {}) {
  const server = { total, runId: 'run-1', asked: [] as number[] };
  const store = new RunStore(async (after, limit) => {
    server.asked.push(after);
    return runStatus({
      runId: server.runId,
      timelineTotal: server.total,
      timeline: entries(after + 1, Math.min(after + limit, server.total)),
      ...change,
    });
  });
  const send = (from: number, to: number, status: Partial<ScenarioStatus> = {}) =>
    store.apply({
      seq: 1,
      status: runStatus({ timelineTotal: to, timeline: entries(from, to), ...status }),
    });
  return { server, store, send };
}

const settled = async (store: RunStore) => {
  while (store.loading) await new Promise((resolve) => setTimeout(resolve, 0));
};

describe('the run of a location', () => {
  it('is fetched page by page and goes on with what the hub sends', async () => {
    const { server, store, send } = serving(4500);
    await store.load();
    expect(server.asked).toEqual([0, 2000, 4000]);
    send(4499, 4503);
    expect(store.entries.map(({ seq }) => seq)).toEqual(entries(1, 4503).map(({ seq }) => seq));
    expect(store.lanes.list).toHaveLength(1);
    expect(store.status?.timelineTotal).toBe(4503);
  });

  it('fetches what is missing when numbers are left out', async () => {
    const { server, store, send } = serving(3);
    await store.load();
    server.total = 8;
    send(7, 8);
    await settled(store);
    expect(store.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('begins anew with another run', async () => {
    const { server, store, send } = serving(3);
    await store.load();
    send(1, 2, { runId: 'run-2' });
    expect(store.entries).toHaveLength(2);
    server.runId = 'run-3';
    server.total = 1;
    await store.load();
    expect(store.status?.runId).toBe('run-3');
    expect(store.entries).toHaveLength(1);
  });

  it('does not run again because an answer was late', async () => {
    const { store, send } = serving(3);
    await store.load();
    send(4, 4, { running: false, endReason: 'stopped' });
    await store.load();
    expect(store.status?.running).toBe(false);
  });

  it('keeps what it has when the server is away, and says why', async () => {
    const { store } = serving(2);
    await store.load();
    const broken = new RunStore(() => Promise.reject(new Error('gone')));
    await broken.load();
    expect(broken.error).toEqual(new Error('gone'));
    expect(broken.loading).toBe(false);
    expect(store.entries).toHaveLength(2);
  });

  it('takes entries whose predecessors the server no longer has', async () => {
    const { store, send } = serving(0);
    await store.load();
    send(11, 12, { timelineDropped: 10 });
    expect(store.entries.map(({ seq }) => seq)).toEqual([11, 12]);
  });

  it('keeps no more than the server does', async () => {
    const { store, send } = serving(0);
    await store.load();
    for (let from = 1; from <= mostKept + 1; from += 1000) send(from, from + 999);
    expect(store.entries.length).toBeLessThanOrEqual(mostKept);
    expect(store.entries.at(-1)?.seq).toBe(mostKept + 1000);
  });
});
