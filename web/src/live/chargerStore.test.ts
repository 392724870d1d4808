import { describe, expect, it, vi } from 'vitest';
import { charger, charging, evse } from '../test/fakes';
import { ChargerStore } from './chargerStore';
import { FleetStore } from './fleetStore';

describe('ChargerStore', () => {
  it('tells only the row that changed', () => {
    const store = new ChargerStore();
    store.merge([charger('A'), charger('B')], 0);
    const [a, b] = [vi.fn(), vi.fn()];
    store.onRow('A', a);
    store.onRow('B', b);
    store.apply({ changed: [charger('A', { evses: [evse({ powerW: 5 })] })], removed: [] }, 1000);
    expect(a).toHaveBeenCalledTimes(1);
    expect(b).not.toHaveBeenCalled();
    expect(store.get('A')?.powerW).toBe(5);
  });

  it('says that an order may have changed for states and ids, not for power', () => {
    const store = new ChargerStore();
    store.merge([charger('A')], 0);
    const membership = vi.fn();
    store.onMembership(membership);
    store.apply({ changed: [charger('A', { evses: [evse({ powerW: 7 })] })], removed: [] }, 1);
    expect(membership).not.toHaveBeenCalled();
    store.apply({ changed: [charger('A', { evses: [charging()] })], removed: [] }, 2);
    store.apply({ changed: [charger('B')], removed: [] }, 3);
    store.apply({ changed: [], removed: ['B'] }, 4);
    expect(membership).toHaveBeenCalledTimes(3);
    expect(store.size).toBe(1);
  });

  it('puts what the server remembers of the power before what was seen of it', () => {
    const store = new ChargerStore();
    const now = Date.parse('2026-01-01T10:00:00Z');
    const at = (seconds: number) => new Date(now - seconds * 1000).toISOString();
    store.merge([charger('A', { evses: [evse({ powerW: 7 })] }), charger('B')], now);
    store.fill(
      'A',
      [
        { time: at(100), powerW: 5 },
        { time: at(50), powerW: 6 },
      ],
      now,
    );
    expect(store.get('A')?.trail).toEqual({
      times: [now - 200_000, now - 100_000, now - 50_000, now],
      watts: [0, 5, 6, 7],
    });
    store.fill('B', [], now);
    expect(store.get('B')?.trail).toEqual({ times: [now - 200_000, now], watts: [0, 0] });
    store.fill('NONE', [], now);
    expect(store.size).toBe(2);
  });

  it('drops what a full list no longer has', () => {
    const store = new ChargerStore();
    store.merge([charger('A'), charger('B')], 0);
    expect(store.loaded).toBe(false);
    store.finish(new Set(['B']));
    expect(store.loaded).toBe(true);
    expect([...store.all()].map((row) => row.charger.id)).toEqual(['B']);
  });

  it('keeps a bounded trail of power, one point each three seconds', () => {
    const store = new ChargerStore();
    for (let t = 0; t < 200; t++)
      store.apply({ changed: [charger('A', { evses: [evse({ powerW: t })] })], removed: [] }, t * 1000);
    const trail = store.get('A')?.trail;
    expect(trail?.times).toHaveLength(67);
    expect(trail?.times.at(-1)).toBe(198_000);
    expect(trail?.times[0]).toBe(0);
    expect(trail?.watts.at(-1)).toBe(199);
  });
});

describe('FleetStore', () => {
  const message = (seq: number, second: number, locationId = 'a') => ({
    seq,
    time: new Date(second * 1000).toISOString(),
    locationId,
    locationName: locationId,
    total: 1,
    running: 1,
    connected: 1,
    charging: 1,
    powerW: seq,
    messagesPerSecond: 1,
    statuses: {},
  });

  it('keeps power over time, bounded, and forgets it with the location', () => {
    const store = new FleetStore();
    for (let i = 1; i <= 4000; i++) store.apply(message(i, i));
    expect(store.times.length).toBeLessThanOrEqual(3600);
    expect(store.powerW.at(-1)).toBe(4000);
    store.apply(message(4001, 4001, 'b'));
    expect(store.times).toEqual([4001]);
  });

  it('fills in from the history what was not seen live', () => {
    const store = new FleetStore();
    const sample = (second: number) => ({ time: new Date(second * 1000).toISOString(), powerW: -second });
    store.apply(message(1, 100));
    store.fill([sample(85), sample(90), sample(95), sample(100)]);
    expect(store.times).toEqual([85, 90, 95, 100]);
    expect(store.powerW).toEqual([-85, -90, -95, 1]);
    store.apply(message(2, 120));
    store.fill([sample(100), sample(105), sample(110), sample(120)]);
    expect(store.times).toEqual([85, 90, 95, 100, 105, 110, 120]);
    expect(store.powerW.at(-1)).toBe(2);
  });
});
