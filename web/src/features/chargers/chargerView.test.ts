import { describe, expect, it } from 'vitest';
import type { Charger } from '../../api/types';
import { ChargerStore } from '../../live/chargerStore';
import { charger, charging, evse } from '../../test/fakes';
import { type ViewQuery, viewOf } from './chargerView';
import { readChargersSearch, statusesOf, toggled } from './search';

const all: ViewQuery = { statuses: [], connections: [], text: '', sort: 'id', desc: false };
const rows = (...chargers: Charger[]) => {
  const store = new ChargerStore();
  store.merge(chargers, 0);
  return [...store.all()];
};

describe('viewOf', () => {
  const fleet = rows(
    charger('CP10', { evses: [charging({ powerW: 5000 }), evse({ id: 2 })] }),
    charger('CP2', {
      connection: 'waiting',
      evses: [evse({ status: 'Faulted' }), evse({ id: 2, status: 'Faulted' })],
    }),
    charger('CP1', { evses: [charging({ powerW: 9000 })] }),
  );

  it('orders by id as people count', () => {
    expect(viewOf(fleet, all).ids).toEqual(['CP1', 'CP2', 'CP10']);
    expect(viewOf(fleet, { ...all, desc: true }).ids).toEqual(['CP10', 'CP2', 'CP1']);
  });

  it('orders by power', () => {
    expect(viewOf(fleet, { ...all, sort: 'power', desc: true }).ids).toEqual(['CP1', 'CP10', 'CP2']);
  });

  it('filters by state of any EVSE, by connection and by text', () => {
    expect(viewOf(fleet, { ...all, statuses: ['Charging'] }).ids).toEqual(['CP1', 'CP10']);
    expect(
      viewOf(fleet, { ...all, statuses: ['Charging', 'Faulted'], connections: ['waiting'] }).ids,
    ).toEqual(['CP2']);
    expect(viewOf(fleet, { ...all, text: 'tag1' }).ids).toEqual(['CP1', 'CP10']);
    expect(viewOf(fleet, { ...all, text: 'nothing' }).ids).toEqual([]);
  });

  it('counts EVSEs by status and chargers by connection, of those that match all else', () => {
    const view = viewOf(fleet, { ...all, statuses: ['Charging'] });
    expect(view.statusCounts.get('Faulted')).toBe(2);
    expect(view.statusCounts.get('Charging')).toBe(2);
    expect(view.connectionCounts.get('connected')).toBe(2);
    expect(view.connectionCounts.get('waiting')).toBeUndefined();
    expect(view.total).toBe(3);
    expect(viewOf(fleet, { ...all, text: 'cp10' }).statusCounts.get('Charging')).toBe(1);
  });

  it('takes an EVSE of a charger that is off to be in no state', () => {
    const off = rows(charger('A', { connection: 'off', running: false }));
    expect(viewOf(off, all).statusCounts.size).toBe(0);
    expect(viewOf(off, { ...all, statuses: ['Available'] }).ids).toEqual([]);
    expect(viewOf(off, all).connectionCounts.get('off')).toBe(1);
  });

  it('takes little of a frame at 10,000 rows', () => {
    const many = rows(
      ...Array.from({ length: 10_000 }, (_, i) =>
        charger(`CP${i}`, { evses: [evse({ powerW: (i * 7919) % 22_000 }), evse({ id: 2 })] }),
      ),
    );
    viewOf(many, all);
    const start = performance.now();
    const view = viewOf(many, { ...all, sort: 'power' });
    expect(view.ids).toHaveLength(10_000);
    // Ten times what it takes on a desk, so that a busy machine does not fail it.
    expect(performance.now() - start).toBeLessThan(300);
  });
});

describe('the address', () => {
  it('reads what is valid and leaves out what is not', () => {
    const search = readChargersSearch({ status: 'Charging,Nonsense', sort: 'nonsense', desc: 'yes', q: 12 });
    expect(statusesOf(search)).toEqual(['Charging']);
    expect(search).toMatchObject({ sort: undefined, desc: undefined, q: '12' });
  });

  it('toggles an item of a list', () => {
    expect(toggled(undefined, 'Charging')).toBe('Charging');
    expect(toggled('Charging', 'Faulted')).toBe('Charging,Faulted');
    expect(toggled('Charging', 'Charging')).toBeUndefined();
  });
});
