import { describe, expect, it } from 'vitest';
import { entry } from '../../test/scenarioFakes';
import { groupOf, matches } from './entryKinds';
import { firstAt, Lanes, nearest, shifted, ticks, zoomed } from './lanes';
import { laneHeight } from './paint';

const startedAt = Date.UTC(2026, 0, 1, 10);
const lanesOf = (...entries: Parameters<Lanes['add']>[0]) => {
  const lanes = new Lanes(startedAt);
  lanes.add(entries);
  return lanes;
};

describe('lanes', () => {
  it('are one for each charger, in the natural order of ids; what is about the run has none', () => {
    const lanes = lanesOf(
      entry(1, { chargerId: 'CP10' }),
      entry(2, { chargerId: 'CP2', evseId: 3 }),
      entry(3, { chargerId: null }),
    );
    lanes.add([entry(4, { chargerId: 'CP1' })]);
    expect(lanes.list.map(({ id, evses }) => [id, evses])).toEqual([
      ['CP1', 1],
      ['CP2', 3],
      ['CP10', 1],
    ]);
    expect(laneHeight(3)).toBeGreaterThan(laneHeight(1));
    expect(laneHeight(40)).toBe(laneHeight(4));
  });

  it('have cars and sessions as spans of their EVSE', () => {
    const [lane] = lanesOf(
      entry(1, { kind: 'plugged-in', detail: 'car A' }),
      entry(2, { kind: 'transaction-started', detail: 'tag T' }),
      entry(3, { kind: 'transaction-started', evseId: 2, detail: 'tag U' }),
      entry(5, { kind: 'transaction-stopped' }),
      entry(6, { kind: 'unplugged' }),
    ).list;
    expect(lane?.cars).toEqual([{ evseId: 1, from: 1, to: 6, label: 'car A' }]);
    expect(lane?.sessions).toEqual([
      { evseId: 1, from: 2, to: 5, label: 'tag T' },
      { evseId: 2, from: 3, to: null, label: 'tag U' },
    ]);
  });

  it('show from the beginning what was there before the run', () => {
    const [lane] = lanesOf(
      entry(4, { kind: 'transaction-stopped' }),
      entry(5, { kind: 'transaction-stopped' }),
    ).list;
    expect(lane?.sessions).toEqual([{ evseId: 1, from: 0, to: 4, label: 'from before the run' }]);
  });

  it('have chaos until its announced end, or until it is lifted before', () => {
    const until = 'until 2026-01-01T10:00:30.000Z';
    const [lane] = lanesOf(
      entry(1, { kind: 'chaos-injected', detail: `drop-1 ${until}` }),
      entry(2, { kind: 'chaos-injected', evseId: null, detail: `latency-2 ${until}` }),
      entry(3, { kind: 'chaos-injected', detail: 'fault-3 until lifted' }),
      entry(9, { kind: 'chaos-lifted', detail: 'latency-2' }),
    ).list;
    expect(lane?.chaos).toEqual([
      { evseId: 1, from: 1, to: 30, label: 'drop-1' },
      { evseId: 0, from: 2, to: 9, label: 'latency-2' },
      { evseId: 1, from: 3, to: null, label: 'fault-3' },
    ]);
  });

  it('have the time without the CSMS as a span', () => {
    const [lane] = lanesOf(
      entry(1, { kind: 'connected' }),
      entry(2, { kind: 'disconnected', evseId: null, detail: 'gone' }),
      entry(7, { kind: 'connected', evseId: null }),
    ).list;
    expect(lane?.offline).toEqual([{ evseId: 0, from: 2, to: 7, label: 'gone' }]);
  });

  it('mark acts by why they were done, and problems as such; what spans show is no mark', () => {
    const [lane] = lanesOf(
      entry(1, { kind: 'plug-in', origin: 'plan' }),
      entry(2, { kind: 'drive-off', origin: 'reaction' }),
      entry(3, { kind: 'refused' }),
      entry(4, { kind: 'status-changed' }),
      entry(5, { kind: 'start', origin: 'plan' }),
    ).list;
    expect(lane?.marks.map(({ shape }) => shape)).toEqual(['plan', 'reaction', 'problem']);
    expect(lane && nearest(lane, 2.4, 1)?.entry.kind).toBe('drive-off');
    expect(lane && nearest(lane, 9, 1)).toBeNull();
  });

  it('forget marks of entries that are gone and keep spans', () => {
    const lanes = lanesOf(
      entry(1, { kind: 'plugged-in' }),
      entry(2, { kind: 'plug-in', origin: 'plan' }),
      entry(3, { kind: 'refused' }),
    );
    lanes.forget(3);
    expect(lanes.list[0]?.marks.map(({ entry: { seq } }) => seq)).toEqual([3]);
    expect(lanes.list[0]?.cars).toHaveLength(1);
  });
});

describe('the window of time', () => {
  it('zooms around an instant and stays within the run', () => {
    expect(zoomed({ from: 0, to: 100 }, 0.5, 50, 100)).toEqual({ from: 25, to: 75 });
    expect(zoomed({ from: 20, to: 40 }, 100, 30, 100)).toEqual({ from: 0, to: 100 });
    expect(zoomed({ from: 0, to: 4 }, 0.01, 2, 100)).toEqual({ from: 1, to: 3 });
    expect(shifted({ from: 0, to: 10 }, -5, 100)).toEqual({ from: 0, to: 10 });
    expect(shifted({ from: 80, to: 90 }, 50, 100)).toEqual({ from: 90, to: 100 });
  });

  it('has round instants, no more than fit', () => {
    expect(ticks({ from: 3, to: 31 }, 4)).toEqual([10, 20, 30]);
    for (const to of [1, 59, 4000, 86_400, 604_800])
      expect(ticks({ from: 0, to }, 8).length).toBeLessThanOrEqual(9);
  });

  it('finds the first instant in sight', () => {
    const marks = [1, 2, 2, 5].map((at) => ({ at }));
    expect([0, 2, 3, 9].map((at) => firstAt(marks, at))).toEqual([0, 1, 3, 4]);
  });
});

describe('filters of entries', () => {
  it('go by charger, subject and origin', () => {
    const refused = entry(1, { kind: 'refused', chargerId: 'CP-7' });
    expect(groupOf('transaction-started')).toBe('session');
    expect(groupOf('local-list-updated')).toBe('csms');
    expect(matches(refused, { charger: 'cp-', group: 'problem', origin: null })).toBe(true);
    expect(matches(refused, { charger: '', group: 'chaos', origin: null })).toBe(false);
    expect(matches(refused, { charger: '', group: null, origin: 'plan' })).toBe(false);
    expect(matches(entry(2, { chargerId: null }), { charger: 'cp', group: null, origin: null })).toBe(false);
  });
});
