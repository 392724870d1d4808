import { describe, expect, it } from 'vitest';
import type { Vehicle } from '../../api/types';
import { formOf, rules, toPatch, toRequest } from './vehicleForm';
import { viewOf } from './vehicleView';

const vehicle = (id: string, change: Partial<Vehicle> = {}): Vehicle => ({
  id,
  locationId: 'depot',
  idTag: `TAG-${id}`,
  model: null,
  batteryWh: 60_000,
  socPercent: 30,
  maxAcPowerW: 11_000,
  maxDcPowerW: 120_000,
  phases: 3,
  taperFromPercent: 80,
  chargeLimitPercent: 100,
  batteryTemperatureC: 20,
  pluggedInAt: null,
  ...change,
});
const ids = (vehicles: Vehicle[]) => vehicles.map(({ id }) => id);

describe('the list of vehicles', () => {
  const all = [
    vehicle('EV10', { model: 'Zoe', batteryWh: 52_000 }),
    vehicle('EV2', { pluggedInAt: { chargerId: 'CP7', evseId: 1, socPercent: 50 } }),
    vehicle('EV1', { model: 'Zoe' }),
  ];
  it('is in natural order, or in that of a column with equal ones by id', () => {
    expect(ids(viewOf(all, '', 'id', false))).toEqual(['EV1', 'EV2', 'EV10']);
    expect(ids(viewOf(all, '', 'battery', true))).toEqual(['EV1', 'EV2', 'EV10']);
    expect(ids(viewOf(all, '', 'place', false))).toEqual(['EV2', 'EV1', 'EV10']);
  });

  it('is searched by id, tag, model and place, all words', () => {
    expect(ids(viewOf(all, 'zoe ev1', 'id', false))).toEqual(['EV1', 'EV10']);
    expect(ids(viewOf(all, 'cp7', 'id', false))).toEqual(['EV2']);
    expect(ids(viewOf(all, 'tag-ev2', 'id', false))).toEqual(['EV2']);
  });
});

describe("a vehicle's form", () => {
  it('sends what was filled in, in the units of the API', () => {
    const form = { ...formOf(null), id: 'EV1', idTag: 'T', batteryKwh: '77.4', taperFromPercent: '' };
    expect(toRequest(form, 'hub')).toMatchObject({
      id: 'EV1',
      idTag: 'T',
      batteryWh: 77_400,
      taperFromPercent: null,
      phases: 3,
      locationId: 'hub',
    });
    expect(toRequest(form, undefined)).not.toHaveProperty('locationId');
  });

  it('sends only what has changed', () => {
    const before = formOf(vehicle('EV1', { model: 'Zoe' }));
    expect(
      toPatch(
        { ...before, model: '', socPercent: 50, chargeLimitPercent: 80, batteryTemperatureC: -5 },
        before,
      ),
    ).toEqual({
      model: null,
      socPercent: 50,
      chargeLimitPercent: 80,
      batteryTemperatureC: -5,
    });
    expect(toPatch(before, before)).toEqual({});
  });

  it('knows the bounds of its fields', () => {
    expect(rules.socPercent.validate(101)).toBe('0 to 100');
    expect(rules.socPercent.validate('')).toBe(true);
    expect(rules.batteryKwh.validate(0)).toBe('0.1 to 10,000');
    expect(rules.idTag.pattern.value.test('a'.repeat(21))).toBe(false);
  });
});
