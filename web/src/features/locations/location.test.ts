import { describe, expect, it } from 'vitest';
import type { Location } from '../../api/types';
import { formOf, rules, timeZones, toPatch, toRequest } from './locationForm';

const depot: Location = {
  id: 'depot',
  name: 'Depot',
  address: 'Here 1',
  latitude: 53.5,
  longitude: null,
  timeZone: 'Europe/Berlin',
  csmsUrl: null,
  gridLimitW: 250_000,
  loadManagement: false,
  durableLog: false,
  durableLogProblem: null,
  powerW: 0,
  phaseCurrentsA: [0, 0, 0],
  overloaded: false,
  pausedEvses: 0,
  state: 'idle',
  chargerCount: 2,
  runningCount: 1,
  connectedCount: 0,
  vehicleCount: 3,
};

describe("a location's form", () => {
  it('sends what was filled in, in the units of the API', () => {
    const form = { ...formOf(null), name: ' Annex ', timeZone: 'UTC', gridLimitKw: '12.5' };
    expect(toRequest(form)).toEqual({ name: 'Annex', timeZone: 'UTC', gridLimitW: 12_500 });
  });

  it('sends only what has changed, and null for what was emptied', () => {
    const before = formOf(depot);
    expect(toPatch({ ...before, gridLimitKw: '', address: '', csmsUrl: 'ws://x' }, before)).toEqual({
      gridLimitW: null,
      address: null,
      csmsUrl: 'ws://x',
    });
    expect(toPatch(before, before)).toEqual({});
    expect(toPatch({ ...before, loadManagement: true }, before)).toEqual({ loadManagement: true });
    expect(toPatch(before, { ...before, durableLog: true })).toEqual({ durableLog: null });
  });

  it('knows the bounds of its fields and the time zones', () => {
    expect(rules.latitude.validate(91)).toBe('-90 to 90');
    expect(rules.latitude.validate('')).toBe(true);
    expect(rules.name.validate('  ')).toBe('A name is needed.');
    expect(rules.gridLimitKw.validate(0)).toBe('Above 0 kW.');
    expect(timeZones()).toContain('Europe/Berlin');
    expect(timeZones()[0]).toBe('UTC');
  });
});
