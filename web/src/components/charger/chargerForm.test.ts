import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/problem';
import { charger, evse } from '../../test/fakes';
import { emptyForm, formOf, serverErrors, toPatch, toRequest } from './chargerForm';

describe('an edited charger', () => {
  const dc = evse({ id: 2, currentType: 'DC', connectorType: 'CCS2', cable: 'fixed', voltageV: 800 });
  const odd = evse({ connectorType: 'Type1', cable: 'fixed', phases: 1, maxPowerW: 7400 });
  const before = formOf(charger('A', { csmsUrl: 'ws://x/y', evses: [odd, dc] }));

  it('sends nothing that has not changed', () => {
    expect(toPatch(before, before)).toEqual({});
    expect(toPatch({ ...before, model: 'DC300' }, before)).toEqual({ model: 'DC300' });
  });

  it('sends null for a field that was emptied', () => {
    expect(toPatch({ ...before, csmsUrl: '', meterIntervalSeconds: '' }, before)).toEqual({
      csmsUrl: null,
      meterIntervalSeconds: null,
    });
  });

  it('keeps what the form does not show of an EVSE, unless its kind is changed', () => {
    expect(before.evses.map(({ kind }) => kind)).toEqual(['other', 'ccs']);
    const [first, second] = before.evses as [(typeof before.evses)[0], (typeof before.evses)[0]];
    const stronger = toPatch({ ...before, evses: [first, { ...second, maxPowerKw: 300 }] }, before);
    expect(stronger.evses).toMatchObject([
      { id: 1, connectorType: 'Type1', phases: 1, maxPowerW: 7400 },
      { id: 2, voltageV: 800, maxPowerW: 300_000 },
    ]);
    const other = toPatch({ ...before, evses: [{ ...first, kind: 'ac3', maxPowerKw: 22 }] }, before);
    expect(other.evses).toEqual([
      { id: 1, maxPowerW: 22_000, currentType: 'AC', connectorType: 'Type2', phases: 3, cable: 'socket' },
    ]);
  });

  it('has each refusal of the server at its field', () => {
    const errors = {
      vendor: ['too long'],
      'evses[1].maxPowerW': ['too much'],
      'configuration.X': ['unknown'],
    };
    expect(serverErrors(new ApiError(422, 'no', errors), before)).toEqual({
      fields: [
        { field: 'vendor', message: 'too long' },
        { field: 'evses.1.maxPowerKw', message: 'too much' },
      ],
      others: [['configuration.X', 'unknown']],
    });
  });
});

describe('a new charger', () => {
  it('is sent without what is left at its default', () => {
    const request = toRequest({ ...emptyForm, id: 'A', meterIntervalSeconds: '', maxReconnectAttempts: 3 });
    expect(Object.keys(request).sort()).toEqual(['evses', 'id', 'maxReconnectAttempts']);
    const secured = { securityProfile: '1', password: 'ab', quirks: ['celsius-spelling' as const] };
    expect(toRequest({ ...emptyForm, id: 'A', ...secured })).toMatchObject({
      securityProfile: 1,
      password: 'ab',
      quirks: ['celsius-spelling'],
    });
  });
});
