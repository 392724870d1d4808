import { describe, expect, it } from 'vitest';
import { field, scenario } from '../../test/scenarioFakes';
import {
  addressOf,
  changedOf,
  drawSeed,
  durationProblem,
  formOf,
  greatestSeed,
  hintOf,
  isValid,
  problemOf,
  requestOf,
  seedProblem,
} from './formModel';
import { readScenariosSearch } from './search';
import { span } from './seconds';

describe('the form of a scenario', () => {
  it('begins with the defaults, and with what an address gives of the right type', () => {
    const form = formOf(scenario(), { seed: 9, values: { stayMinutes: 5, network: 'yes', gone: 1 } });
    expect(form).toEqual({
      seed: 9,
      durationSeconds: 1800,
      values: { stayMinutes: 5, waves: 4, network: true, idTag: '', drivers: 'generated' },
    });
  });

  it('finds numbers that are missing, out of range or not whole', () => {
    expect(problemOf(field(), '')).toBe('is missing');
    expect(problemOf(field(), 0)).toBe('must be from 0.1 to 1,440');
    expect(problemOf(field(), 0.1)).toBeNull();
    expect(problemOf(field({ type: 'integer', minimum: 1 }), 1.5)).toBe('must be a whole number');
    expect(problemOf(field({ type: 'text' }), '')).toBeNull();
    expect(durationProblem(604_801)).toBe('must be from 1 to 604,800');
    expect(seedProblem('')).toBeNull();
    expect(seedProblem(-1)).not.toBeNull();
    expect(isValid(scenario(), formOf(scenario()))).toBe(true);
    expect(isValid(scenario(), { ...formOf(scenario()), durationSeconds: '' })).toBe(false);
  });

  it('says only what is not as usual, in the request and in the address', () => {
    const typed = formOf(scenario());
    const form = { ...typed, values: { ...typed.values, stayMinutes: '7.5', network: false, idTag: 'T1' } };
    const changed = { stayMinutes: 7.5, network: false, idTag: 'T1' };
    expect(requestOf(scenario(), form)).toEqual({
      scenario: 'normal_charge',
      durationSeconds: 1800,
      parameters: changed,
    });
    expect(addressOf(scenario(), { ...form, seed: 3, durationSeconds: 60 })).toEqual({
      scenario: 'normal_charge',
      seed: 3,
      duration: 60,
      with: changed,
    });
    expect(addressOf(scenario(), typed)).toEqual({ scenario: 'normal_charge' });
    expect(changedOf(scenario(), formOf(scenario(), { values: changed }).values)).toEqual(changed);
  });

  it('tells range and default where there are any', () => {
    expect(hintOf(field())).toBe('0.1 to 1,440, default 20');
    expect(hintOf(field({ type: 'choice' }))).toBeNull();
  });

  it('draws seeds that are exact in JSON', () => {
    const fill = (it: Uint32Array) => it.fill(0xffff_ffff);
    expect(drawSeed(fill)).toBe(greatestSeed);
    expect(seedProblem(drawSeed())).toBeNull();
  });

  it('reads an address as far as it makes sense', () => {
    expect(
      readScenariosSearch({
        scenario: 'x',
        seed: 7,
        duration: -1,
        with: { a: 1, b: [] },
        show: 'all',
        about: 'chaos',
      }),
    ).toEqual({ scenario: 'x', seed: 7, with: { a: 1 }, about: 'chaos' });
  });

  it('tells spans in one or two units', () => {
    expect([45, 60, 5400, 86_400, 90_061].map(span)).toEqual([
      '45 s',
      '1 min',
      '1 h 30 min',
      '1 d',
      '1 d 1 h',
    ]);
  });
});
